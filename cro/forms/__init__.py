"""The growth forms, one file a noun."""

from cro.forms.experiment import ExperimentForm
from cro.forms.experiment_metric import ExperimentMetricForm
from cro.forms.hypothesis import HypothesisForm
from cro.forms.metric import MetricForm
from cro.forms.metric_definition import MetricDefinitionForm
from cro.forms.segment import SegmentForm
from cro.forms.setting import SettingForm
from cro.forms.step_count import StepCountForm
from cro.forms.variant import VariantForm
from cro.forms.weekly_summary import WeeklySummaryForm

__all__ = [
    "ExperimentForm",
    "ExperimentMetricForm",
    "HypothesisForm",
    "MetricDefinitionForm",
    "MetricForm",
    "SegmentForm",
    "SettingForm",
    "StepCountForm",
    "VariantForm",
    "WeeklySummaryForm",
]
