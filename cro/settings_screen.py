"""What only the settings of experiments show: what was decided, and what tests are made of."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cro.models import Hypothesis, MetricDefinition, Segment, Setting, StepCount
from cro.models.hypothesis import HypothesisStatus
from kernel.resources import addresses
from kernel.resources.rights import notation


def decided(request: HttpRequest, may_write: bool) -> dict[str, Any]:
    """How tests are planned and judged, and where that is changed; none before it is set."""
    row = Setting.objects.first()
    home = addresses.list_path(Setting)
    if row is None:
        return {"facts": [], "url": f"{home}new/" if may_write else "", "label": "Set them"}
    notes = notation(request)
    facts = [
        {"name": "Method", "value": row.get_method_display()},
        {"name": "False alarms (alpha)", "value": notes.share(row.alpha)},
        {"name": "Power", "value": notes.share(row.power)},
        {"name": "A test takes at most", "value": notes.count(row.longest_weeks, "week")},
        {"name": "Smallest effect", "value": notes.share(row.smallest_believable)},
        {"name": "Bayesian: ship from a chance of", "value": notes.share(row.chance_to_ship)},
        {"name": "Bayesian: risk at most", "value": notes.share(row.risk_limit)},
    ]
    url = addresses.row_path(Setting, row.pk, "edit") if may_write else ""
    return {"facts": facts, "url": url, "label": "Change"}


def beside(request: HttpRequest) -> list[dict[str, Any]]:
    """What tests are made of, each with how many there are and where they are kept."""
    notes = notation(request)
    steps = StepCount.objects.order_by().values("step").distinct().count()
    guarding = MetricDefinition.objects.filter(guardrail_margin__isnull=False).count()
    waiting = Hypothesis.objects.filter(
        status__in=(HypothesisStatus.IDEA, HypothesisStatus.QUEUED)
    ).count()
    metrics = notes.count(MetricDefinition.objects.count(), "metric")
    return [
        _kept("Metrics", f"{metrics}, {guarding} may guard a test", MetricDefinition),
        _kept("Segments", notes.count(Segment.objects.count(), "segment"), Segment),
        _kept("Traffic", notes.count(steps, "step"), StepCount),
        _kept(
            "Hypotheses", notes.count(waiting, "waiting hypothesis", "waiting hypotheses"),
            Hypothesis,
        ),
    ]  # fmt: skip


def _kept(label: str, said: str, model: type[Any]) -> dict[str, Any]:
    return {"label": label, "said": said, "url": addresses.list_path(model)}
