"""What finance says on the briefing."""

from __future__ import annotations

from dataclasses import replace

from cfo import selectors, tiles
from cfo.dashboard import known_through
from cfo.ledger.filing import waiting
from cfo.models import Recommendation
from cfo.overview import Overview, overview
from cfo.reach import reaches
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.rights import scope_notation
from kernel.screens import dashboards, figures
from kernel.screens.lines import Line, LineFigure
from kernel.screens.periods import period_of
from kernel.screens.reach import opening, source_rows
from kernel.screens.tiles import Tile
from kernel.tenancy import clock
from kernel.tenancy.scope import Scope

MODULE = "ai_cfo"
MISSING = {
    "text": "No bank line yet.",
    "label": "Import a statement",
    "url": "/imports/new/?kind=cfo/statements",
}
SHOWN = ("cash", "net")


def lines(scope: Scope) -> list[Line]:
    """One line: what the month left over so far, and what should be decided first."""
    today, notes = clock.today(), scope_notation()
    own = selectors.reporting_currency(notes.currency)
    currencies = dashboards.own_first(selectors.currencies(), own)
    newest = known_through(currencies, today)
    if newest is None:
        return [Line(MODULE, missing=MISSING)]
    period, currency = period_of("month", "before", opening(newest, today)), currencies[0]
    found = overview(period, currency, today)
    notes = replace(notes, currency=currency)
    decide, severity = _first(notes)
    return [
        Line(
            MODULE,
            sentence=f"{_moved(found, notes)}{_inbox(notes)}{decide}",
            figures=[_figure(tile, found, notes) for tile in tiles.TILES if tile.figure in SHOWN],
            sparkline=found.spark("cash"),
            severity=severity,
            reach=source_rows(reaches(today), today, notes),
        )
    ]


def _first(notes: Notation) -> tuple[str, str]:
    row = waiting_in(Recommendation).first()
    if row is None:
        return "Nothing waits for a decision.", "low"
    order = figures.within_a_sentence(figures.plain(row.title, row.facts, notes))
    return f"First to decide: {order}.", str(row.severity)


def _moved(found: Overview, notes: Notation) -> str:
    """ "Cash is down 12.1% on December. ", or nothing where nothing is compared."""
    tile, earlier = tiles.TILES[0], found.period.earlier
    change = tiles.compared(tile, found, notes)
    if not change or not change.arrow or earlier is None:
        return ""
    days = "the same day of " if found.period.so_far else ""
    return f"Cash is {change.arrow} {change.size} on {days}{earlier.first:%B}. "


def _inbox(notes: Notation) -> str:
    count = waiting().count()
    if not count:
        return ""
    return f"{notes.count(count, 'line waits', 'lines wait')} to be categorised. "


def _figure(tile: Tile, found: Overview, notes: Notation) -> LineFigure:
    fact = found.fact("now", tile.figure)
    assert fact is not None
    return LineFigure(
        name=tile.name,
        value=figures.words(fact, notes),
        url=f"/cfo/?evidence={fact.key}",
        change=tiles.compared(tile, found, notes),
    )
