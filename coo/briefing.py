"""What operations says on the briefing."""

from __future__ import annotations

from collections.abc import Sequence

from coo import promises, tiles
from coo.analysis.items import HOUR
from coo.dashboard import moment, newest_day
from coo.durations import hours_words
from coo.models import Process, Recommendation, Task
from coo.overview import Overview, overview
from coo.promises import Standing
from coo.reach import reaches
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.rights import scope_notation
from kernel.screens import figures
from kernel.screens.lines import Line, LineFigure
from kernel.screens.periods import period_of
from kernel.screens.reach import opening, source_rows
from kernel.screens.tiles import Tile
from kernel.tenancy.scope import Scope

MODULE = "ai_coo"
MISSING = {
    "text": "No task and no case yet.",
    "label": "Import tasks",
    "url": "/imports/new/?kind=coo/tasks",
}
SHOWN = (tiles.CYCLE, tiles.FINISHED)
MORE = 1.25
"""So many times more asked for than finished is said."""


def lines(scope: Scope) -> list[Line]:
    """One line: what is due or overdue, how work moved, and what should be decided first."""
    if not Task.objects.exists() and not Process.objects.exists():
        return [Line(MODULE, missing=MISSING)]
    now, notes = moment(), scope_notation()
    today = now.at.date()
    period = period_of("month", "before", opening(newest_day(now), today))
    found = overview(period, now.at, now.hours)
    decide, severity = _first(notes)
    standing = promises.standings(now.at, now.hours)
    if any(one.promise.state in ("breached", "warning") for one in standing):
        severity = severity if severity in ("high", "critical") else "high"
    return [
        Line(
            MODULE,
            sentence=f"{_due(standing, notes)}{_moved(found)}{decide}",
            figures=[figure for tile in SHOWN if (figure := _figure(tile, found, notes))],
            sparkline=found.spark("finished"),
            severity=severity,
            reach=source_rows(reaches(today, now.hours.zone, now.hours.days), today, notes),
        )
    ]


def _due(standing: Sequence[Standing], notes: Notation) -> str:
    """ "Order 7 is due in 4.2 work hours. ", or nothing where nothing is near."""
    near = [one for one in standing if one.promise.state in ("breached", "warning")]
    if not near:
        return ""
    first, hours = near[0], near[0].promise.left_hours
    words = hours_words(hours * HOUR, notes)
    told = f"{first.name} is {words} overdue" if hours < 0 else f"{first.name} is due in {words}"
    others = len(near) - 1
    if others:
        told += f", and {notes.count(others, 'other promise', 'other promises')} near or over"
    return f"{told}. "


def _moved(found: Overview) -> str:
    """ "Work waits: 31 tasks came and 20 were finished. ", where more comes than is done."""
    opened, done = found.fact("now", "opened"), found.fact("now", "finished")
    if opened is None or done is None:
        return ""
    assert isinstance(opened.value, int)
    assert isinstance(done.value, int)
    if opened.value > max(done.value, 1) * MORE:
        return f"{opened.value} tasks were asked for and {done.value} finished. "
    return ""


def _first(notes: Notation) -> tuple[str, str]:
    row = waiting_in(Recommendation).first()
    if row is None:
        return "Nothing waits for a decision.", "low"
    order = figures.within_a_sentence(figures.plain(row.title, row.facts, notes))
    return f"First to decide: {order}.", str(row.severity)


def _figure(tile: Tile, found: Overview, notes: Notation) -> LineFigure | None:
    fact = found.fact("now", tile.figure)
    if fact is None:
        return None
    return LineFigure(
        name=tile.name,
        value=figures.words(fact, notes),
        url=f"/coo/?evidence={fact.key}",
        change=tiles.compared(tile, found, notes),
    )
