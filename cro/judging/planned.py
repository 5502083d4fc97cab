"""What was fixed before the start, as names and values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cro.models import Experiment, ExperimentMetric
from cro.models.experiment_metric import MetricRole
from cro.plans import rule_of, unplanned
from kernel.formats import Notation
from kernel.screens.figures import within_a_sentence

METHODS = {
    "fixed": "fixed size, Welch and proportions",
    "sequential": "sequential, always-valid intervals",
    "bayesian": "Bayesian, chance to win and risk",
}
ANYTIME = "always-valid intervals, since no size was planned"


def plan_of(row: Experiment, notes: Notation) -> dict[str, Any]:
    """`title`, `meta` and `facts` for the rail."""
    fixed = row.plan_fixed_at
    title = "Planned"
    if fixed:
        late = row.starts_on is not None and row.starts_on < fixed.date()
        title = "Set before the first result" if late else "Set before the start"
        meta = notes.day(fixed.date())
    else:
        meta = "open until it starts" if row.status == "draft" else "nothing was fixed before"
    facts = [*_idea(row), *_rules(row, notes)]
    return {
        "title": title,
        "meta": meta,
        "facts": [{"name": name, "value": value} for name, value in facts if value],
    }


def share(value: object, notes: Notation) -> str:
    """A planned fraction as somebody typed it: "5%", "2.5%"."""
    return notes.share(Decimal(str(value)))


def _idea(row: Experiment) -> list[tuple[str, str]]:
    idea = row.hypothesis
    who = str(row.segment) if row.segment else "everybody"
    if idea is None:
        return [("Moves", str(row.metric)), ("Who", who)]
    step = f" at {idea.step}" if idea.step else ""
    return [
        ("Because", idea.because),
        ("We believe", idea.we_believe),
        ("Will", idea.will),
        ("Moves", str(row.metric)),
        ("Who", f"{within_a_sentence(who)}{step}"),
    ]


def _rules(row: Experiment, notes: Notation) -> list[tuple[str, str]]:
    weights = ":".join(
        notes.number(float(one.weight) * 100) for one in row.variants.order_by("-is_control", "key")
    )
    effect = share(row.minimum_effect, notes) if row.minimum_effect is not None else ""
    return [
        ("Split", f"{weights} by person" if weights else ""),
        ("Guards", _guards(row, notes)),
        ("Smallest effect", effect),
        (
            "Error",
            f"alpha {share(row.alpha, notes)}, power {share(row.power, notes)}",
        ),
        ("Method", ANYTIME if unplanned(row) else METHODS.get(row.method, row.method)),
        ("Stop", _stop(row, notes)),
        ("Rule", str(row.plan.get("rule") or rule_of(row))),
    ]


def _guards(row: Experiment, notes: Notation) -> str:
    """Guardrails with what is accepted, by the fixed plan where there is one."""
    fixed = row.plan.get("guardrails") if row.is_fixed else None
    if fixed:
        return ", ".join(_guard(one, notes) for one in fixed)
    rows: list[ExperimentMetric] = list(
        row.experiment_metrics.filter(role=MetricRole.GUARDRAIL).select_related("metric")
    )
    return ", ".join(
        _guard(
            {
                "name": one.metric.name,
                "better": one.metric.better,
                "margin": one.margin if one.margin is not None else one.metric.guardrail_margin,
            },
            notes,
        )
        for one in rows
    )


def _guard(one: Mapping[str, Any], notes: Notation) -> str:
    if one["margin"] is None:
        return f"{one['name']} (no margin yet)"
    verb = "fall" if one["better"] == "up" else "rise"
    return f"{one['name']} (may {verb} {share(one['margin'], notes)})"


def _stop(row: Experiment, notes: Notation) -> str:
    if row.planned_size is None:
        anytime = row.method == "sequential" or unplanned(row)
        return "on any day" if anytime else "no size was planned"
    people = notes.number(row.planned_size)
    weeks = f", about {notes.count(row.planned_weeks, 'week')}" if row.planned_weeks else ""
    if row.method == "sequential":
        return f"when the interval shows an effect, or at {people} people{weeks}"
    return f"at {people} people and whole weeks{weeks}"
