"""The inherited cases of endpoints, for the growth tables."""

from __future__ import annotations

from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    Metric,
    MetricDefinition,
    Recommendation,
    Segment,
    Setting,
    StepCount,
    Variant,
    WeeklySummary,
)
from cro.tests import nouns
from kernel.resources.testing import ResourceAPITests


class TestSegments(ResourceAPITests):
    model = Segment
    valid = {"name": "Phones", "traffic_share": "0.62500"}
    changed = {"name": "Small screens"}
    invalid = {"traffic_share": 1.3}
    filters = {"traffic_share__gte": "0.1"}

    def make(self, number=1, **values):
        return nouns.segment(number, **values)

    def test_a_segment_that_is_tested_on_stays(self):
        with self.cast.scope():
            row = nouns.segment()
            nouns.experiment(segment=row)
        said = self.refused(self.bob.delete(self.row(row)), 409, "conflict")["detail"]
        assert "still used by experiments" in said


class TestMetricDefinitions(ResourceAPITests):
    model = MetricDefinition
    valid = {"name": "Revenue", "kind": "mean", "currency": "EUR"}
    changed = {"better": "down"}
    invalid = {"currency": "EURO"}
    filters = {"kind": "proportion"}

    def make(self, number=1, **values):
        return nouns.definition(number, **values)

    def test_a_metric_with_results_keeps_its_kind(self):
        with self.cast.scope():
            row = nouns.metric().metric
        answer = self.send(self.bob, "patch", self.row(row), {"kind": "mean"})
        said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        assert said == "This metric has results: make another one with that kind and currency."
        assert self.send(self.bob, "patch", self.row(row), {"name": "Sales"}).status_code == 200


class TestStepCounts(ResourceAPITests):
    model = StepCount
    valid = {"step": "Cart", "date": "2026-01-30", "entered": 480, "advanced": 260}
    changed = {"entered": 500}
    invalid = {"advanced": 481}
    filters = {"step": "Checkout", "date__gte": "2026-01-01"}

    def make(self, number=1, **values):
        return nouns.step_count(number, **values)


class TestHypotheses(ResourceAPITests):
    model = Hypothesis
    valid = {
        "title": "Say the delivery date", "because": "People ask.", "we_believe": "A date.",
        "will": "Raise orders.", "impact": 7, "confidence": 5, "ease": 8,
    }  # fmt: skip
    changed = {"ease": 9}
    invalid = {"ease": 0}
    filters = {"status": "idea"}

    def make(self, number=1, **values):
        return nouns.hypothesis(number, **values)

    def test_its_score_is_the_mean_of_three_and_follows_them(self):
        made = self.send(self.bob, "post", self.path, self.valid).json()
        assert made["score"] == "6.67"
        path = f"{self.path}{made['id']}/"
        assert self.send(self.bob, "patch", path, {"impact": 10}).json()["score"] == "7.67"
        assert self.bob.get(path).json()["score"] == "7.67"


class TestExperiments(ResourceAPITests):
    model = Experiment
    changed = {"name": "One page, shorter"}
    invalid = {"power": "0.3"}
    filters = {"status": "draft", "method": "fixed"}

    @property
    def valid(self):
        return {"name": "One-page checkout", "metric": self.named(nouns.definition)}

    def make(self, number=1, **values):
        return nouns.experiment(number, **values)

    def test_its_course_is_not_written_as_a_field(self):
        row = self.made()
        self.send(self.bob, "patch", self.row(row), {"status": "decided", "decision": "ship"})
        assert (self.fresh(row).status, self.fresh(row).decision) == ("draft", "")


class TestExperimentMetrics(ResourceAPITests):
    model = ExperimentMetric
    changed = {"role": "secondary"}
    invalid = {"margin": 2}
    filters = {"role": "guardrail"}

    @property
    def valid(self):
        return {
            "experiment": self.named(nouns.experiment), "metric": self.named(nouns.guarding),
            "margin": "0.05000",
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.watched(number, **values)


class TestVariants(ResourceAPITests):
    model = Variant
    changed = {"name": "One page"}
    invalid = {"weight": 0}
    filters = {"is_control": "false"}

    @property
    def valid(self):
        home = self.named(nouns.experiment)
        return {"experiment": home, "key": "b", "name": "One long page", "weight": "0.5"}

    def make(self, number=1, **values):
        return nouns.variant(number, **values)

    def test_an_experiment_has_one_control(self):
        with self.cast.scope():
            home = nouns.experiment()
            nouns.arms(home)
        body = {"key": "c", "name": "Another", "weight": "0.5", "is_control": True}
        path = f"/api/v1/cro/experiments/{home.pk}/variants/"
        answer = self.send(self.bob, "post", path, body)
        said = self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        assert said == "Another variant of this experiment is the control; there is one at most."
        assert self.bob.get(path).json()["count"] == 2


class TestMetrics(ResourceAPITests):
    model = Metric
    changed = {"conversions": 12}
    invalid = {"conversions": 101}
    filters = {"date__gte": "2026-01-01"}

    @property
    def valid(self):
        shown = self.named(nouns.variant)
        with self.cast.scope():
            home = Variant.objects.get(pk=shown).experiment
        return {
            "experiment": str(home.pk), "variant": shown, "metric": str(home.metric_id),
            "date": "2026-01-30", "units": 100, "conversions": 11,
        }  # fmt: skip

    def make(self, number=1, **values):
        return nouns.metric(number, **values)

    def test_a_variant_of_another_experiment_is_refused(self):
        other = self.named(lambda number: nouns.variant(7))
        answer = self.send(self.bob, "post", self.path, {**self.valid, "variant": other})
        assert self.refused(answer, 400, "validation_failed")["errors"]


class TestSettings(ResourceAPITests):
    model = Setting
    single = True
    valid = {"longest_weeks": 6, "method": "sequential"}
    changed = {"longest_weeks": 10}
    invalid = {"longest_weeks": 99}
    filters = {"method": "fixed"}

    def make(self, number=1, **values):
        return nouns.setting(number, **values)


class TestWeeklySummaries(ResourceAPITests):
    model = WeeklySummary
    filters = {"week_start__gte": "2026-01-01"}

    def make(self, number=1, **values):
        return nouns.summary(number, **values)


class TestRecommendations(ResourceAPITests):
    """Written by agents; a program says who follows and until when, and decides elsewhere."""

    model = Recommendation
    changed = {"due_on": "2026-03-02"}
    invalid = {"due_on": "soon"}
    filters = {"status": "pending"}

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)
