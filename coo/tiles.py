"""Facts as the dashboard's parts show them: tiles, open tasks by day, what is due first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from coo import selectors
from coo.analysis.items import HOUR
from coo.durations import hours_words, places
from coo.overview import Overview
from coo.promises import STATES, Standing
from kernel.core.facts import Fact
from kernel.formats import Change, Notation
from kernel.screens import charts, figures
from kernel.screens.tiles import Tile, changed, written, written_short

Url = Callable[[Fact], str]
CYCLE = Tile("Cycle time", "cycle", "cycle", better="down", digits=1)
FINISHED = Tile("Finished", "finished", "finished")
IN_WORK = Tile("In work", "in_work", "in_work")
OPEN = Tile("Open", "open", "open")
KEPT = Tile("Promises kept", "kept", "kept", better="up", digits=1)
TILES = (CYCLE, FINISHED, IN_WORK, OPEN, KEPT)
TONES = {"breached": "bad", "warning": "warn", "likely": "warn", "safe": "line"}
FIRST_DUE = 5
IMPORT = {"label": "Import tasks", "url": "/imports/new/?kind=coo/tasks"}
PROMISE = {"label": "Promise hours", "url": "/coo/settings/"}


def tiles(found: Overview, risk: Fact, notes: Notation, url: Url) -> list[dict[str, Any]]:
    """The six tiles of components/kpis.html; `risk` counts the promises at risk now."""
    return [*(_tile(tile, found, notes, url) for tile in TILES), _risk(risk, notes, url)]


def _tile(tile: Tile, found: Overview, notes: Notation, url: Url) -> dict[str, Any]:
    fact = found.fact("now", tile.figure)
    if fact is None:
        return {"name": tile.name, "missing": _missing(tile)}
    shown: dict[str, Any] = {
        "name": tile.name,
        "value": _short(fact, notes),
        "unit": " work hours" if fact.unit == "hours" else "",
        "url": url(fact) if fact.rows else "",
        "change": compared(tile, found, notes),
        "note": _note(tile, found, notes),
    }
    spark = found.spark(tile.column)
    if sum(value is not None for value in spark) > 1:
        shown["spark"] = charts.sparkline(spark)
    return shown


def _missing(tile: Tile) -> dict[str, str]:
    if tile is KEPT:
        return {"text": "nothing due", **PROMISE}
    return {"text": "too few finished" if tile is CYCLE else "no task", **IMPORT}


def _short(fact: Fact, notes: Notation) -> str:
    """Hours without their unit, which stands small beside them."""
    if fact.unit != "hours":
        return figures.words(fact, notes)
    assert isinstance(fact.value, int | float)
    return figures.parted(fact, notes)[0]


def compared(tile: Tile, found: Overview, notes: Notation) -> Change | None:
    """The change on the earlier period; None where nothing is compared."""
    now, before = found.fact("now", tile.figure), found.fact("earlier", tile.figure)
    if now is None or before is None or not before.value:
        return None
    if before.unit == "hours":
        tile = replace(tile, digits=places(before.number))
    return changed(tile, now, before, notes)


def _note(tile: Tile, found: Overview, notes: Notation) -> str:
    if tile is CYCLE:
        most, days = found.fact("now", "cycle85"), found.fact("now", "cycle_days")
        if most is None or days is None:
            return ""
        return f"{figures.words(days, notes)} by the calendar; 85 of 100 in {_short(most, notes)} h"
    if tile is FINISHED:
        opened = found.fact("now", "opened")
        return f"{figures.words(opened, notes)} asked for" if opened else ""
    if tile is IN_WORK:
        limit = selectors.settings().wip_limit
        return f"limit {notes.number(limit)}" if limit else "no limit set"
    if tile is KEPT:
        promised = found.fact("now", "promised")
        return f"of {figures.words(promised, notes)} that were finished" if promised else ""
    return f"on {notes.day(found.end(found.period.window).astimezone(found.hours.zone).date())}"


def _risk(fact: Fact, notes: Notation, url: Url) -> dict[str, Any]:
    return {
        "name": "At risk now",
        "value": figures.words(fact, notes),
        "url": url(fact) if fact.rows else "",
        "note": "promises broken or nearly",
    }


def open_by_day(found: Overview, notes: Notation, name: str, earlier_name: str) -> dict[str, Any]:
    """Open tasks on each evening of the period, beside the earlier one."""
    window, earlier = found.period.window, found.period.earlier
    days = [window.first + timedelta(days=at) for at in range(window.days)]
    values = found.evenings(window)
    past: Sequence[int | None] = ()
    if earlier is not None:
        past = (found.evenings(earlier) + [None] * window.days)[: window.days]
    chart = charts.trend(
        days,
        values,
        earlier=past if any(value is not None for value in past) else (),
        name=name,
        earlier_name=earlier_name,
        finding=_finding(values, name),
        caption="Open tasks on each evening",
        show=written(notes, money=False),
        axis=written_short(notes, money=False),
        so_far=found.period.so_far,
        today=notes.today,
    )
    return {"title": "Open tasks by day", "chart": chart}


def _finding(values: Sequence[int | None], name: str) -> str:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return f"Open tasks by day, {name}."
    if known[0] == known[-1]:
        return f"{known[0]} tasks were open at both ends, {name}."
    way = "rose" if known[-1] > known[0] else "fell"
    return f"Open tasks {way} from {known[0]} to {known[-1]}, {name}."


def due_first(rows: Sequence[Standing], notes: Notation) -> list[dict[str, Any]]:
    """The promises with the least working time left {name, url, who, left, days, state, tone}."""
    return [_due(one, notes) for one in rows[:FIRST_DUE]]


def _due(one: Standing, notes: Notation) -> dict[str, Any]:
    noun = "processes" if one.is_process else "tasks"
    hours = one.promise.left_hours
    left = hours_words(hours * HOUR, notes)
    return {
        "name": one.name,
        "sub": one.like if one.is_process else "",
        "url": f"/coo/{noun}/{one.row.pk}/",
        "who": one.who or "nobody",
        "left": f"{left} over" if hours < 0 else left,
        "due": notes.moment(one.promise.due),
        "state": STATES[one.promise.state],
        "tone": TONES[one.promise.state],
    }
