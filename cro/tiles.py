"""Facts as the dashboard's parts show them: tiles, the way by day, its steps, its tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from cro.models.experiment import ExperimentStatus
from cro.overview import Overview
from cro.standing import Standing, StepTraffic
from kernel.core.facts import Fact
from kernel.formats import Change, Notation
from kernel.screens import charts, figures
from kernel.screens.tiles import Tile, changed

Url = Callable[[Fact], str]
WAY = (
    Tile("Reach the end", "rate", "rate", better="up", digits=2),
    Tile("People", "came", "came", better="up"),
)
EXPERIMENTS = "/cro/experiments/"
COUNTS = {"label": "Import step counts", "url": "/imports/new/?kind=cro/step-counts"}


def tiles(
    found: Overview | None,
    shown: Sequence[Standing],
    free: Sequence[StepTraffic],
    won: Fact | None,
    notes: Notation,
    url: Url,
) -> list[dict[str, Any]]:
    """The six tiles of components/kpis.html."""
    return [
        _running(shown, notes),
        _ready(shown, notes),
        _withheld(shown, notes),
        *(_way(tile, found, notes, url) for tile in WAY[:1]),
        _traffic(free, notes),
        _won(won, notes),
    ]


def _running(shown: Sequence[Standing], notes: Notation) -> dict[str, Any]:
    running = [one for one in shown if one.row.status == ExperimentStatus.RUNNING]
    people = sum(one.people for one in running)
    return {
        "name": "Running",
        "value": notes.number(len(running)),
        "url": f"{EXPERIMENTS}?status=running",
        "note": f"{notes.number(people)} people so far" if running else "no test runs",
    }


def _ready(shown: Sequence[Standing], notes: Notation) -> dict[str, Any]:
    ready = [one for one in shown if one.ready]
    note = ready[0].row.name if len(ready) == 1 else "by the rules of each, data sound"
    return {
        "name": "Ready to decide",
        "value": notes.number(len(ready)),
        "url": f"/cro/experiments/{ready[0].row.pk}/" if len(ready) == 1 else EXPERIMENTS,
        "note": note if ready else "none has its planned size",
    }


def _withheld(shown: Sequence[Standing], notes: Notation) -> dict[str, Any]:
    held = [one for one in shown if one.withheld]
    note = held[0].row.name if len(held) == 1 else "a health check failed"
    return {
        "name": "Result withheld",
        "value": notes.number(len(held)),
        "url": f"/cro/experiments/{held[0].row.pk}/" if len(held) == 1 else EXPERIMENTS,
        "note": note if held else "every check passes",
    }


def _way(tile: Tile, found: Overview | None, notes: Notation, url: Url) -> dict[str, Any]:
    fact = found.fact("now", tile.figure) if found else None
    if found is None or fact is None:
        return {"name": tile.name, "missing": {"text": "no data", **COUNTS}}
    shown: dict[str, Any] = {
        "name": tile.name,
        "value": figures.words(fact, notes),
        "url": url(fact),
        "change": compared(tile, found, notes),
        "note": figures.interval_words(fact, notes) if fact.interval else "",
    }
    spark = found.spark(tile.column)
    if sum(value is not None for value in spark) > 1:
        shown["spark"] = charts.sparkline(spark)
    return shown


def compared(tile: Tile, found: Overview, notes: Notation) -> Change | None:
    """The change on the earlier period; None where nothing is compared."""
    now, before = found.fact("now", tile.figure), found.fact("earlier", tile.figure)
    return changed(tile, now, before, notes) if now is not None else None


def _traffic(free: Sequence[StepTraffic], notes: Notation) -> dict[str, Any]:
    """The part of the people that no test takes, at the step where the most is taken."""
    known = [one for one in free if one.left is not None]
    if not known:
        return {"name": "Traffic left", "missing": {"text": "no data", **COUNTS}}
    tight = min(known, key=lambda one: one.left or 0.0)
    return {
        "name": "Traffic left",
        "value": notes.percent(tight.left or 0.0, 0),
        "url": "#h-traffic",
        "note": f"at “{tight.step}”, last seven days",
    }


def _won(won: Fact | None, notes: Notation) -> dict[str, Any]:
    if won is None:
        return {
            "name": "Win rate",
            "missing": {"text": "nothing decided", "label": "Open the programme",
                        "url": "/cro/programme/"},
        }  # fmt: skip
    return {
        "name": "Win rate",
        "value": figures.words(won, notes),
        "url": "/cro/programme/",
        "note": figures.interval_words(won, notes),
    }


def trend(found: Overview, notes: Notation, name: str, earlier_name: str) -> dict[str, Any]:
    """The part of people that reaches the end, each day of the period beside the earlier one."""
    window, earlier = found.period.window, found.period.earlier
    days = [window.first + dt.timedelta(days=at) for at in range(window.days)]
    values = found.daily(window)
    past: list[float | None] = []
    if earlier is not None:
        past = (found.daily(earlier) + [None] * window.days)[: window.days]
    chart = charts.trend(
        days,
        values,
        earlier=past if any(value is not None for value in past) else (),
        name=name,
        earlier_name=earlier_name,
        finding=_finding(found, name, notes),
        caption="People who reach the end, of those who come",
        show=lambda value: notes.percent(value, 2),
        axis=lambda value: notes.percent(value),
        so_far=found.period.so_far,
        today=notes.today,
    )
    return {"title": "From the first step to the end, by day", "chart": chart}


def _finding(found: Overview, name: str, notes: Notation) -> str:
    now, before = found.fact("now", "rate"), found.fact("earlier", "rate")
    if now is None:
        return f"People who reach the end, {name}."
    said = f"{figures.words(now, notes)} of those who came reached the end, {name}"
    return f"{said}, after {figures.words(before, notes)} before." if before else f"{said}."


def steps(found: Overview, notes: Notation, url: Url) -> list[dict[str, Any]]:
    """The steps of components/funnel.html: who came, then who went on at each."""
    if not found.steps:
        return []
    first = found.steps[0]
    shown = [charts.Stage("Came", _count(first.entered), url(first.entered))]
    for one in found.steps:
        limits = one.rate.interval if one.rate is not None else None
        shown.append(
            charts.Stage(
                one.step,
                _count(one.advanced),
                url(one.advanced),
                rate=_float(one.rate),
                low=limits.low if limits else None,
                high=limits.high if limits else None,
                past=_float(one.past),
                rate_url=url(one.rate) if one.rate is not None else "",
                leak=one.leaks,
            )
        )
    return charts.funnel(shown, notes)


def tests(shown: Sequence[Standing], today: dt.date, notes: Notation) -> list[dict[str, Any]]:
    """A row an experiment that is not decided: its health, people, week, and when it is ready."""
    return [_test(one, today, notes) for one in shown]


def _test(one: Standing, today: dt.date, notes: Notation) -> dict[str, Any]:
    row = one.row
    health = {"text": "no result yet", "tone": ""}
    if one.case is not None:
        found = one.case.judgement
        health = {"text": "none failed", "tone": ""}
        if one.withheld:
            health = {"text": "withheld", "tone": "bad"}
        elif found is None:
            health = {"text": "not readable", "tone": "warn"}
        elif all(check.state == "pass" for check in found.checks):
            health = {"text": "passes", "tone": "good"}
    weeks = ((row.stopped_on or today) - row.starts_on).days // 7 + 1 if row.starts_on else 0
    planned = f" of {notes.number(row.planned_size)}" if row.planned_size else ""
    about = one.ready_about()
    ready = "now" if one.ready else f"about {notes.day(about)}" if about else "not planned"
    if one.withheld:
        ready = "find the cause first"
    return {
        "name": row.name,
        "url": f"/cro/experiments/{row.pk}/",
        "status": row.get_status_display(),
        "health": health,
        "people": f"{notes.number(one.people)}{planned}",
        "week": f"{weeks} of {row.planned_weeks}" if row.planned_weeks else f"{weeks}",
        "ready": ready,
    }


def traffic_rows(free: Sequence[StepTraffic], notes: Notation) -> list[dict[str, str]]:
    """A row a step: who came in a week, which tests run there, what is left."""
    return [
        {
            "step": one.step,
            "people": notes.number(one.people),
            "tests": ", ".join(one.tests) or "none",
            "taken": notes.number(one.taken) if one.tests else "nobody",
            "left": notes.percent(one.left, 0) if one.left is not None else "nobody came",
        }
        for one in free
    ]


def _count(fact: Fact) -> int:
    return fact.value if isinstance(fact.value, int) else 0


def _float(fact: Fact | None) -> float | None:
    return float(fact.value) if fact is not None and isinstance(fact.value, int | float) else None
