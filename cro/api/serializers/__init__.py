"""The growth serializers, one file a noun."""

from cro.api.serializers.experiment import ExperimentSerializer
from cro.api.serializers.experiment_metric import ExperimentMetricSerializer
from cro.api.serializers.hypothesis import HypothesisSerializer
from cro.api.serializers.metric import MetricSerializer
from cro.api.serializers.metric_definition import MetricDefinitionSerializer
from cro.api.serializers.recommendation import RecommendationSerializer
from cro.api.serializers.segment import SegmentSerializer
from cro.api.serializers.setting import SettingSerializer
from cro.api.serializers.step_count import StepCountSerializer
from cro.api.serializers.variant import VariantSerializer
from cro.api.serializers.weekly_summary import WeeklySummarySerializer

__all__ = [
    "ExperimentMetricSerializer",
    "ExperimentSerializer",
    "HypothesisSerializer",
    "MetricDefinitionSerializer",
    "MetricSerializer",
    "RecommendationSerializer",
    "SegmentSerializer",
    "SettingSerializer",
    "StepCountSerializer",
    "VariantSerializer",
    "WeeklySummarySerializer",
]
