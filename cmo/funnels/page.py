"""Funnels as they are drawn: volumes and rates of a month against targets, and what leaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cmo import selectors
from cmo.models import Funnel, FunnelStage
from cmo.models.funnel import FunnelStatus
from cmo.overview import FunnelNow, StageNow, funnel_history, funnel_now
from cmo.selectors import FunnelStages
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.screens import charts, figures
from kernel.tenancy import clock

MONTH_DAYS = 30
TONES = {"active": "good", "draft": "line", "archived": "line"}
IMPORT = "/imports/new/?kind=funnel-counts"


def drawn(notes: Notation, book: FactBook, only: UUID | None = None) -> list[dict[str, Any]]:
    """Every funnel that is not archived, or the one asked for; running ones first.

    The facts of the drawings go into `book`.
    """
    window = Window.ending(selectors.opening_day(clock.today()), MONTH_DAYS)
    counts = selectors.funnel_rows(funnel_history(window))
    rows = {row.pk: row for row in Funnel.objects.select_related("plan")}
    stages: dict[str, FunnelStage] = {str(row.pk): row for row in FunnelStage.objects.all()}
    found = []
    for funnel in selectors.funnels(active_only=False):
        row = rows[funnel.id]
        if only != row.pk and (only is not None or row.status == FunnelStatus.ARCHIVED):
            continue
        now = funnel_now(counts, funnel, window, book)
        days = notes.day_range(window.first, window.last)
        found.append(_funnel(row, funnel, now, stages, notes, days))
    return sorted(found, key=lambda one: (one["status"] != FunnelStatus.ACTIVE, one["name"]))


def _funnel(
    row: Funnel,
    funnel: FunnelStages,
    now: FunnelNow | None,
    stages: dict[str, FunnelStage],
    notes: Notation,
    days: str,
) -> dict[str, Any]:
    own = [stages[stage.key] for stage in funnel.stages]
    counted = now is not None and len(now.stages) == len(own)
    steps = _counted(now, own, notes) if now is not None and counted else _planned(own, notes)
    leaks = [one for one in (now.stages if now else ()) if one.leaks]
    return {
        "id": row.pk,
        "name": row.name,
        "status": row.status,
        "badge": {"text": row.get_status_display(), "tone": TONES[row.status]},
        "url": addresses.row_path(Funnel, row.pk),
        "meta": days if counted else "planned, not counted yet",
        "plan": {"name": row.plan.name, "url": f"/cmo/plan/?plan={row.plan.pk}"}
        if row.plan is not None
        else None,
        "steps": steps,
        "counted": counted,
        "volumes": any(one.target_volume is not None for one in own),
        "level": "95% interval of the step" if counted else "",
        "past": "the step’s own three months before" if counted else "",
        "goal": "target" if any(one.target_conversion_rate is not None for one in own)
        or any(one.target_volume is not None for one in own)
        else "",
        "leaks": [_leak(one, notes) for one in leaks],
        "missing": _missing(now, own),
    }  # fmt: skip


def _missing(now: FunnelNow | None, own: Sequence[FunnelStage]) -> str:
    """Which stages have no count in the days that are drawn."""
    counted = {one.key for one in now.stages} if now else set()
    names = [one.name for one in own if str(one.pk) not in counted]
    return ", ".join(f"“{name}”" for name in names)


def _leak(stage: StageNow, notes: Notation) -> dict[str, Any]:
    rate = figures.words(stage.rate, notes) if stage.rate else "no data"
    past = figures.words(stage.past, notes) if stage.past else ""
    return {
        "name": stage.name,
        "rate": rate,
        "url": figures.evidence_url(stage.rate) if stage.rate else "",
        "past": past,
        "past_url": figures.evidence_url(stage.past) if stage.past else "",
    }


def _wanted(own: Sequence[FunnelStage], place: int) -> int | None:
    """How many are wanted before the first stage (0), or out of a stage (1 and on)."""
    if place < len(own):
        volume: int | None = own[place].target_volume
        return volume
    last = own[-1]
    if last.target_volume is None or last.target_conversion_rate is None:
        return None
    through: int = round(last.target_volume * last.target_conversion_rate)
    return through


def _counted(now: FunnelNow, own: Sequence[FunnelStage], notes: Notation) -> list[dict[str, Any]]:
    first = now.stages[0]
    entered = charts.Stage(
        "Entered",
        _whole(first.entered),
        figures.evidence_url(first.entered),
        wanted=_wanted(own, 0),
    )
    stages = [entered]
    for place, (stage, row) in enumerate(zip(now.stages, own, strict=True), start=1):
        rate, limits = stage.rate, stage.rate.interval if stage.rate else None
        goal = row.target_conversion_rate
        stages.append(
            charts.Stage(
                stage.name,
                _whole(stage.advanced),
                figures.evidence_url(stage.advanced),
                rate=_number(rate),
                low=limits.low if limits else None,
                high=limits.high if limits else None,
                past=_number(stage.past),
                rate_url=figures.evidence_url(rate) if rate else "",
                leak=stage.leaks,
                goal=None if goal is None else float(goal),
                wanted=_wanted(own, place),
            )
        )
    return charts.funnel(stages, notes)


def _planned(own: Sequence[FunnelStage], notes: Notation) -> list[dict[str, Any]]:
    """The volumes that are wanted, where nobody has counted; nothing where none is set."""
    if _wanted(own, 0) is None:
        return []
    stages = [charts.Stage("Enter", _wanted(own, 0) or 0)]
    for place, row in enumerate(own, start=1):
        goal = row.target_conversion_rate
        stages.append(
            charts.Stage(
                row.name,
                _wanted(own, place) or 0,
                rate=None if goal is None else float(goal),
            )
        )
    return charts.funnel(stages, notes)


def _whole(fact: Fact) -> int:
    return fact.value if isinstance(fact.value, int) else 0


def _number(fact: Fact | None) -> float | None:
    return float(fact.value) if fact is not None and isinstance(fact.value, int | float) else None


def lede(funnels: Sequence[dict[str, Any]]) -> str:
    """One sentence of state."""
    leaks = [(one["name"], leak) for one in funnels for leak in one["leaks"]]
    if leaks:
        name, leak = leaks[0]
        before = f", {leak['past']} did before" if leak["past"] else ""
        return f"“{leak['name']}” in {name} leaks: {leak['rate']} go on{before}."
    if any(one["counted"] for one in funnels):
        return "No stage lets fewer people through than it used to."
    return "No funnel is counted yet." if funnels else ""
