"""Columns and filters of the growth lists, one file a noun."""

from cro.tables.experiment import ExperimentFilters, ExperimentTable
from cro.tables.experiment_metric import ExperimentMetricFilters, ExperimentMetricTable
from cro.tables.hypothesis import HypothesisFilters, HypothesisTable
from cro.tables.metric import MetricFilters, MetricTable
from cro.tables.metric_definition import MetricDefinitionFilters, MetricDefinitionTable
from cro.tables.recommendation import RecommendationFilters, RecommendationTable
from cro.tables.segment import SegmentFilters, SegmentTable
from cro.tables.setting import SettingFilters
from cro.tables.step_count import StepCountFilters, StepCountTable
from cro.tables.variant import VariantFilters, VariantTable
from cro.tables.weekly_summary import WeeklySummaryFilters, WeeklySummaryTable

__all__ = [
    "ExperimentFilters",
    "ExperimentMetricFilters",
    "ExperimentMetricTable",
    "ExperimentTable",
    "HypothesisFilters",
    "HypothesisTable",
    "MetricDefinitionFilters",
    "MetricDefinitionTable",
    "MetricFilters",
    "MetricTable",
    "RecommendationFilters",
    "RecommendationTable",
    "SegmentFilters",
    "SegmentTable",
    "SettingFilters",
    "StepCountFilters",
    "StepCountTable",
    "VariantFilters",
    "VariantTable",
    "WeeklySummaryFilters",
    "WeeklySummaryTable",
]
