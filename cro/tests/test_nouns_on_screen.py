"""The inherited cases of screens, for the growth tables."""

from __future__ import annotations

from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    Metric,
    MetricDefinition,
    Recommendation,
    Segment,
    StepCount,
    Variant,
    WeeklySummary,
)
from cro.tests import nouns
from kernel.resources.testing import ResourceScreenTests


class TestSegments(ResourceScreenTests):
    model = Segment
    valid = {"name": "Phones", "definition": "Came with a phone.", "traffic_share": "62.5"}
    changed = {"name": "Small screens"}
    invalid = {"traffic_share": "130"}
    filters = {"traffic_share__gte": "0.1"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.segment(number, **values)


class TestMetricDefinitions(ResourceScreenTests):
    model = MetricDefinition
    valid = {
        "name": "Revenue", "kind": "mean", "unit": "revenue", "currency": "EUR", "better": "up",
        "guardrail_margin": "5",
    }  # fmt: skip
    changed = {"name": "Revenue a visitor"}
    invalid = {"kind": "proportion"}
    filters = {"kind": "proportion", "better": "up"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.definition(number, **values)


class TestStepCounts(ResourceScreenTests):
    model = StepCount
    valid = {
        "step": "Cart", "position": "2", "date": "2026-01-30", "entered": "480",
        "advanced": "260",
    }  # fmt: skip
    changed = {"advanced": "261"}
    invalid = {"advanced": "481"}
    numbers = "entered"
    filters = {"step": "Checkout", "date__gte": "2026-01-01"}
    formula_field = "step"

    def make(self, number=1, **values):
        return nouns.step_count(number, **values)


class TestHypotheses(ResourceScreenTests):
    model = Hypothesis
    valid = {
        "title": "Say the delivery date", "because": "People ask for it.",
        "we_believe": "a date on the product page", "will": "raise orders", "impact": "7",
        "confidence": "5", "ease": "8", "status": "idea",
    }  # fmt: skip
    changed = {"ease": "9"}
    invalid = {"impact": "11"}
    inline = {"status": "queued"}
    numbers = "ease"
    filters = {"status": "idea", "impact__gte": "2"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.hypothesis(number, **values)


class TestExperiments(ResourceScreenTests):
    model = Experiment
    changed = {"name": "One page, shorter"}
    invalid = {"alpha": "50"}
    numbers = "planned_size"
    filters = {"status": "draft", "method": "fixed"}
    formula_field = "name"

    @property
    def valid(self):
        metric = self.named(nouns.definition)
        return {
            "name": "One-page checkout", "metric": metric, "method": "fixed", "alpha": "5",
            "power": "80", "minimum_effect": "5", "planned_size": "5800", "planned_weeks": "8",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.experiment(number, **values)


class TestExperimentMetrics(ResourceScreenTests):
    model = ExperimentMetric
    changed = {"margin": "7"}
    invalid = {"margin": "101"}
    filters = {"role": "guardrail"}

    @property
    def valid(self):
        return {
            "experiment": self.named(nouns.experiment), "metric": self.named(nouns.guarding),
            "role": "guardrail", "margin": "5",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.watched(number, **values)


class TestVariants(ResourceScreenTests):
    model = Variant
    changed = {"name": "One page"}
    invalid = {"weight": "0"}
    filters = {"is_control": "false"}
    formula_field = "name"

    @property
    def valid(self):
        home = self.named(nouns.experiment)
        return {"experiment": home, "key": "b", "name": "One long page", "weight": "50"}

    def make(self, number=1, **values):
        return nouns.variant(number, **values)


class TestMetrics(ResourceScreenTests):
    model = Metric
    changed = {"conversions": "12"}
    invalid = {"conversions": "101"}
    numbers = "units"
    filters = {"date__gte": "2026-01-01"}

    @property
    def valid(self):
        shown = self.named(nouns.variant)
        with self.cast.scope():
            home = Variant.objects.get(pk=shown).experiment
        return {
            "experiment": str(home.pk), "variant": shown, "metric": str(home.metric_id),
            "date": "2026-01-30", "units": "100", "conversions": "11",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.metric(number, **{"conversions": 1, **values})


class TestWeeklySummaries(ResourceScreenTests):
    """Written each Monday; people edit the words."""

    model = WeeklySummary
    valid = {"narrative": "A calm week.", "wins": "One page shipped."}
    changed = {"narrative": "A good week."}
    filters = {"week_start__gte": "2026-01-01"}
    formula_field = "narrative"

    def make(self, number=1, **values):
        return nouns.summary(number, **values)


class TestRecommendations(ResourceScreenTests):
    """Written by agents; people decide on them, and say who follows and until when."""

    model = Recommendation
    inline = {"due_on": "2026-03-02"}
    numbers = "priority"
    filters = {"status": "pending"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)
