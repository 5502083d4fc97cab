"""A row of each growth table, for the inherited cases."""

from __future__ import annotations

import datetime as dt

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
from kernel.core.facts import Fact
from kernel.decisions.proposals import propose

DAY = dt.date(2026, 1, 5)


def segment(number=1, **values):
    return Segment.objects.create(**{"name": f"Segment {number}", **values})


def definition(number=1, **values):
    return MetricDefinition.objects.create(**{"name": f"Metric {number}", **values})


def guarding(number=1, **values):
    """A metric beside the primary ones."""
    return definition(100 + number, **values)


def step_count(number=1, **values):
    wanted = {
        "step": "Checkout",
        "date": DAY + dt.timedelta(days=number),
        "entered": number * 100,
        "advanced": number * 10,
    }
    if "entered" in values:
        wanted["advanced"] = 0
    return StepCount.objects.create(**{**wanted, **values})


def hypothesis(number=1, **values):
    wanted = {
        "title": f"Hypothesis {number}",
        "because": "Many leave before they pay.",
        "we_believe": "one page with every field in sight",
        "will": "let more of them finish.",
    }
    return Hypothesis.objects.create(**{**wanted, **values})


def experiment(number=1, **values):
    """A draft without variants."""
    metric = values.pop("metric", None) or definition(number)
    wanted = {"name": f"Experiment {number}", "planned_size": 1000, "metric": metric}
    return Experiment.objects.create(**{**wanted, **values})


def watched(number=1, **values):
    metric = values.pop("metric", None) or guarding(number)
    home = values.pop("experiment", None) or experiment(number)
    wanted = {"role": "guardrail", "margin": "0.05"}
    return ExperimentMetric.objects.create(
        **{**wanted, "experiment": home, "metric": metric, **values}
    )


def variant(number=1, **values):
    home = values.pop("experiment", None) or experiment(number)
    wanted = {"key": f"v{number}", "name": f"Variant {number}", "weight": "0.5"}
    return Variant.objects.create(**{**wanted, "experiment": home, **values})


def arms(home, weights=("0.5", "0.5"), control=0):
    """Variants of these weights; the control is the one of that place, or none."""
    return [
        Variant.objects.create(
            experiment=home, key=str(place), name=f"Variant {place}",
            is_control=place == control, weight=weight,
        )
        for place, weight in enumerate(weights)
    ]  # fmt: skip


def metric(number=1, **values):
    """A day of a proportion, of a variant of its own experiment."""
    shown = values.pop("variant", None) or variant(number)
    measured = values.pop("metric", None) or shown.experiment.metric
    wanted = {"date": DAY + dt.timedelta(days=number), "units": 100, "conversions": 9}
    return Metric.objects.create(
        **{**wanted, "variant": shown, "experiment": shown.experiment, "metric": measured, **values}
    )


def setting(number=1, **values):
    """The workspace's one row, whichever number was asked for."""
    wanted = {"longest_weeks": 7 + number, **values}
    return Setting.objects.update_or_create(defaults=wanted)[0]


def summary(number=1, **values):
    week = dt.date(2026, 1, 5) + dt.timedelta(weeks=number)
    wanted = {"week_start": week, "narrative": f"Week {number}."}
    return WeeklySummary.objects.create(**{**wanted, **values})


def recommendation(number=1, **values):
    """A proposal to queue a hypothesis; it rests on one figure."""
    row = hypothesis(number)
    score = Fact(
        "score", "Score", 5, "count", function="cro.analysis.ice", version="1",
        input_hash="0" * 64, formula="the mean of impact, confidence and ease",
    )  # fmt: skip
    made = propose(
        Recommendation,
        kind="next_test",
        subject=str(row.pk),
        title=f"Test it next {number}",
        rationale="It scores {fact:score}.",
        severity="low",
        evidence=[score],
        action_kind="cro.queue_hypothesis",
        action_args={"hypothesis": str(row.pk)},
    ).recommendation
    Recommendation.objects.filter(pk=made.pk).update(**values)
    return Recommendation.objects.get(pk=made.pk)
