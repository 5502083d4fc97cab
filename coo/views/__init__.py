"""The operations screens, one file a noun."""

from coo.views.capacity import (
    CapacityCreate,
    CapacityDelete,
    CapacityDetail,
    CapacityEdit,
    CapacityExport,
    CapacityList,
)
from coo.views.metric import MetricDetail, MetricExport, MetricList
from coo.views.process import (
    ProcessCreate,
    ProcessDelete,
    ProcessDetail,
    ProcessEdit,
    ProcessExport,
    ProcessField,
    ProcessList,
)
from coo.views.process_event import (
    ProcessEventCreate,
    ProcessEventDelete,
    ProcessEventDetail,
    ProcessEventEdit,
    ProcessEventExport,
    ProcessEventList,
)
from coo.views.recommendation import (
    RecommendationDetail,
    RecommendationExport,
    RecommendationField,
    RecommendationList,
)
from coo.views.report import ReportDelete, ReportDetail, ReportEdit, ReportExport, ReportList
from coo.views.setting import SettingCreate, SettingEdit
from coo.views.settings import Settings
from coo.views.task import (
    TaskBulk,
    TaskCreate,
    TaskDelete,
    TaskDetail,
    TaskEdit,
    TaskExport,
    TaskField,
    TaskList,
)
from coo.views.task_transition import TaskTransitionDetail, TaskTransitionExport, TaskTransitionList
from coo.views.workflow import (
    WorkflowCreate,
    WorkflowDelete,
    WorkflowDetail,
    WorkflowEdit,
    WorkflowExport,
    WorkflowList,
)

__all__ = [
    "CapacityCreate",
    "CapacityDelete",
    "CapacityDetail",
    "CapacityEdit",
    "CapacityExport",
    "CapacityList",
    "MetricDetail",
    "MetricExport",
    "MetricList",
    "ProcessCreate",
    "ProcessDelete",
    "ProcessDetail",
    "ProcessEdit",
    "ProcessEventCreate",
    "ProcessEventDelete",
    "ProcessEventDetail",
    "ProcessEventEdit",
    "ProcessEventExport",
    "ProcessEventList",
    "ProcessExport",
    "ProcessField",
    "ProcessList",
    "RecommendationDetail",
    "RecommendationExport",
    "RecommendationField",
    "RecommendationList",
    "ReportDelete",
    "ReportDetail",
    "ReportEdit",
    "ReportExport",
    "ReportList",
    "SettingCreate",
    "SettingEdit",
    "Settings",
    "TaskBulk",
    "TaskCreate",
    "TaskDelete",
    "TaskDetail",
    "TaskEdit",
    "TaskExport",
    "TaskField",
    "TaskList",
    "TaskTransitionDetail",
    "TaskTransitionExport",
    "TaskTransitionList",
    "WorkflowCreate",
    "WorkflowDelete",
    "WorkflowDetail",
    "WorkflowEdit",
    "WorkflowExport",
    "WorkflowList",
]
