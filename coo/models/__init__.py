"""The operations executive's tables, one file a noun."""

from coo.models.capacity import Capacity
from coo.models.metric import Metric
from coo.models.process import Process
from coo.models.process_event import ProcessEvent
from coo.models.recommendation import Recommendation
from coo.models.report import Report
from coo.models.setting import Setting
from coo.models.task import Task
from coo.models.task_transition import TaskTransition
from coo.models.workflow import Workflow

__all__ = [
    "Capacity",
    "Metric",
    "Process",
    "ProcessEvent",
    "Recommendation",
    "Report",
    "Setting",
    "Task",
    "TaskTransition",
    "Workflow",
]
