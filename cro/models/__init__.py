"""The growth executive's tables, one file a noun."""

from cro.models.experiment import Experiment
from cro.models.experiment_metric import ExperimentMetric
from cro.models.hypothesis import Hypothesis
from cro.models.metric import Metric
from cro.models.metric_definition import MetricDefinition
from cro.models.recommendation import Recommendation
from cro.models.segment import Segment
from cro.models.setting import Setting
from cro.models.step_count import StepCount
from cro.models.variant import Variant
from cro.models.weekly_summary import WeeklySummary

__all__ = [
    "Experiment",
    "ExperimentMetric",
    "Hypothesis",
    "Metric",
    "MetricDefinition",
    "Recommendation",
    "Segment",
    "Setting",
    "StepCount",
    "Variant",
    "WeeklySummary",
]
