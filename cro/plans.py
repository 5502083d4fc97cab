"""What is fixed before an experiment starts."""

from __future__ import annotations

from typing import Any

from cro.models import Experiment, ExperimentMetric, Setting
from cro.models.columns import Method
from cro.models.experiment import ExperimentStatus
from cro.models.experiment_metric import MetricRole
from cro.models.metric_definition import Better
from kernel.errors import ConflictError


def fixed_plan(row: Experiment) -> dict[str, Any]:
    """The plan as JSON: metrics, margins, error rates, method, size, variants and the rule.

    What the draft's plan says beside these stays in it. Raises ConflictError where a guardrail has
    no margin or is the primary metric, or where a test that is not sequential has no size.
    """
    if row.method != Method.SEQUENTIAL and row.planned_size is None:
        said = "a test of fixed size" if row.method == Method.FIXED else "a Bayesian test"
        raise ConflictError(
            f"Plan the size first: {said} is judged when it is reached. The experiment designer "
            "computes it, or choose the sequential method."
        )
    watched = list(row.experiment_metrics.select_related("metric").order_by("metric__name", "id"))
    setting = Setting.objects.first() or Setting()
    return {
        "rule": rule_of(row, setting),
        **row.plan,
        "metric": _named(row.metric),
        "guardrails": [
            {**_named(one.metric), "margin": _margin(row, one)}
            for one in watched
            if one.role == MetricRole.GUARDRAIL
        ],
        "secondary": [_named(one.metric) for one in watched if one.role == MetricRole.SECONDARY],
        "method": row.method,
        "alpha": str(row.alpha),
        "power": str(row.power),
        "baseline": _text(row.baseline),
        "minimum_effect": _text(row.minimum_effect),
        "size": row.planned_size,
        "weeks": row.planned_weeks,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "variants": [
            {"key": one.key, "name": one.name, "control": one.is_control, "weight": str(one.weight)}
            for one in row.variants.order_by("-is_control", "key")
        ],
        "chance_to_ship": str(setting.chance_to_ship),
        "risk_limit": str(setting.risk_limit),
    }


def rule_of(row: Experiment, setting: Setting | None = None) -> str:
    """The rule by which its method decides, in words; the limits are those of the settings.

    The level is that of each variant's interval, so that those of several hold together.
    """
    side = "above" if row.metric.better == Better.UP else "below"
    others = max(1, row.variants.count() - 1)
    level = f"{100 - float(row.alpha) * 100 / others:.4g}%"
    if row.method == Method.SEQUENTIAL or unplanned(row):
        return (
            f"Ship as soon as the always-valid {level} interval is {side} zero and every "
            "guardrail holds."
        )
    if row.method == Method.BAYESIAN:
        own = setting or Setting.objects.first() or Setting()
        return (
            f"Ship if the chance to win is {float(own.chance_to_ship) * 100:g}% or more, the "
            f"expected loss {float(own.risk_limit) * 100:g}% or less, and every guardrail holds."
        )
    return (
        f"Ship if the {level} interval is {side} zero at the planned size and every guardrail "
        "holds."
    )


def unplanned(row: Experiment) -> bool:
    """Whether it ran without a size, so that only always-valid intervals hold."""
    return row.planned_size is None and row.status != ExperimentStatus.DRAFT


def _margin(row: Experiment, watched: ExperimentMetric) -> str:
    margin = watched.margin if watched.margin is not None else watched.metric.guardrail_margin
    if watched.metric_id == row.metric_id:
        raise ConflictError(
            f"“{watched.metric}” is the primary metric: choose another guardrail, or none."
        )
    if margin is None:
        raise ConflictError(f"Say how much “{watched.metric}” may lose: a guardrail has a margin.")
    return str(margin)


def _named(metric: Any) -> dict[str, Any]:
    return {
        "id": str(metric.pk),
        "name": metric.name,
        "kind": metric.kind,
        "better": metric.better,
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
