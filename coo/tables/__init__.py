"""Columns and filters of the operations lists, one file a noun."""

from coo.tables.capacity import CapacityFilters, CapacityTable
from coo.tables.metric import MetricFilters, MetricTable
from coo.tables.process import ProcessFilters, ProcessTable
from coo.tables.process_event import ProcessEventFilters, ProcessEventTable
from coo.tables.recommendation import RecommendationFilters, RecommendationTable
from coo.tables.report import ReportFilters, ReportTable
from coo.tables.setting import SettingFilters
from coo.tables.task import TaskFilters, TaskTable
from coo.tables.task_transition import TaskTransitionFilters, TaskTransitionTable
from coo.tables.workflow import WorkflowFilters, WorkflowTable

__all__ = [
    "CapacityFilters",
    "CapacityTable",
    "MetricFilters",
    "MetricTable",
    "ProcessEventFilters",
    "ProcessEventTable",
    "ProcessFilters",
    "ProcessTable",
    "RecommendationFilters",
    "RecommendationTable",
    "ReportFilters",
    "ReportTable",
    "SettingFilters",
    "TaskFilters",
    "TaskTable",
    "TaskTransitionFilters",
    "TaskTransitionTable",
    "WorkflowFilters",
    "WorkflowTable",
]
