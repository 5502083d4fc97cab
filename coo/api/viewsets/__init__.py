"""The operations endpoints, one file a noun."""

from coo.api.viewsets.capacity import CapacityViewSet
from coo.api.viewsets.metric import MetricViewSet
from coo.api.viewsets.process import ProcessViewSet
from coo.api.viewsets.process_event import ProcessEventViewSet
from coo.api.viewsets.recommendation import CooRecommendationViewSet
from coo.api.viewsets.report import ReportViewSet
from coo.api.viewsets.setting import SettingViewSet
from coo.api.viewsets.task import TaskViewSet
from coo.api.viewsets.task_transition import TaskTransitionViewSet
from coo.api.viewsets.workflow import WorkflowViewSet

__all__ = [
    "CapacityViewSet",
    "CooRecommendationViewSet",
    "MetricViewSet",
    "ProcessEventViewSet",
    "ProcessViewSet",
    "ReportViewSet",
    "SettingViewSet",
    "TaskTransitionViewSet",
    "TaskViewSet",
    "WorkflowViewSet",
]
