"""The growth endpoints, one file a noun."""

from cro.api.viewsets.experiment import ExperimentViewSet
from cro.api.viewsets.experiment_metric import ExperimentMetricViewSet
from cro.api.viewsets.hypothesis import HypothesisViewSet
from cro.api.viewsets.metric import MetricViewSet
from cro.api.viewsets.metric_definition import MetricDefinitionViewSet
from cro.api.viewsets.recommendation import CroRecommendationViewSet
from cro.api.viewsets.segment import SegmentViewSet
from cro.api.viewsets.setting import SettingViewSet
from cro.api.viewsets.step_count import StepCountViewSet
from cro.api.viewsets.variant import VariantViewSet
from cro.api.viewsets.weekly_summary import WeeklySummaryViewSet

__all__ = [
    "CroRecommendationViewSet",
    "ExperimentMetricViewSet",
    "ExperimentViewSet",
    "HypothesisViewSet",
    "MetricDefinitionViewSet",
    "MetricViewSet",
    "SegmentViewSet",
    "SettingViewSet",
    "StepCountViewSet",
    "VariantViewSet",
    "WeeklySummaryViewSet",
]
