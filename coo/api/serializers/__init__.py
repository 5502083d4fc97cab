"""The operations serializers, one file a noun."""

from coo.api.serializers.capacity import CapacitySerializer
from coo.api.serializers.metric import MetricSerializer
from coo.api.serializers.process import ProcessSerializer
from coo.api.serializers.process_event import ProcessEventSerializer
from coo.api.serializers.recommendation import RecommendationSerializer
from coo.api.serializers.report import ReportSerializer
from coo.api.serializers.setting import SettingSerializer
from coo.api.serializers.task import TaskSerializer
from coo.api.serializers.task_transition import TaskTransitionSerializer
from coo.api.serializers.workflow import WorkflowSerializer

__all__ = [
    "CapacitySerializer",
    "MetricSerializer",
    "ProcessEventSerializer",
    "ProcessSerializer",
    "RecommendationSerializer",
    "ReportSerializer",
    "SettingSerializer",
    "TaskSerializer",
    "TaskTransitionSerializer",
    "WorkflowSerializer",
]
