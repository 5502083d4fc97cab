"""What marketing says on the briefing."""

from __future__ import annotations

from dataclasses import replace

from cmo import selectors, tiles
from cmo.models import Recommendation
from cmo.overview import Overview, overview
from kernel.core.windows import Window
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.rights import scope_notation
from kernel.screens import figures
from kernel.screens.lines import Line, LineFigure
from kernel.screens.periods import period_of
from kernel.screens.reach import source_rows
from kernel.screens.tiles import Tile
from kernel.tenancy import clock
from kernel.tenancy.scope import Scope

MODULE = "ai_cmo"
MISSING = {
    "text": "No daily metrics yet.",
    "label": "Import daily metrics",
    "url": "/imports/new/?kind=metrics",
}


def lines(scope: Scope) -> list[Line]:
    """One line: what the month brought so far, and what should be decided first."""
    today = clock.today()
    period = period_of("month", "before", selectors.opening_day(today))
    rows = selectors.metric_rows(Window(period.spark[0].first, period.window.last))
    if not len(rows):
        return [Line(MODULE, missing=MISSING)]
    notes = scope_notation()
    currency = next(iter(sorted(rows.currencies(), key=lambda code: code != notes.currency)))
    found = overview(rows, period, currency)
    own = replace(notes, currency=currency)
    decide, severity = _first(own)
    return [
        Line(
            MODULE,
            sentence=f"{_moved(found, own)}{decide}",
            figures=[
                figure
                for tile in tiles.TILES
                if tile.figure in ("revenue", "roas")
                and (figure := _figure(tile, found, own)) is not None
            ],
            sparkline=found.spark("revenue"),
            severity=severity,
            reach=source_rows(selectors.reaches(today), today, notes),
        )
    ]


def _first(notes: Notation) -> tuple[str, str]:
    row = waiting_in(Recommendation).first()
    if row is None:
        return "Nothing waits for a decision.", "low"
    order = figures.within_a_sentence(figures.plain(row.title, row.facts, notes))
    return f"First to decide: {order}.", str(row.severity)


def _moved(found: Overview, notes: Notation) -> str:
    """ "Revenue is down 37.2% on December. ", or nothing where no change is clear."""
    now, earlier = found.fact("now", "revenue"), found.period.earlier
    tile = next(tile for tile in tiles.TILES if tile.figure == "revenue")
    change = now and tiles.compared(tile, now, found.fact("earlier", "revenue"), found, notes)
    if not change or not change.arrow or earlier is None:
        return ""
    days = "the same days of " if found.period.so_far else ""
    return f"Revenue is {change.arrow} {change.size} on {days}{earlier.first:%B}. "


def _figure(tile: Tile, found: Overview, notes: Notation) -> LineFigure | None:
    fact = found.fact("now", tile.figure)
    if fact is None or fact.value is None:
        return None
    return LineFigure(
        name=tile.name,
        value=figures.words(fact, notes),
        url=f"/cmo/?evidence={fact.key}",
        change=tiles.compared(tile, fact, found.fact("earlier", tile.figure), found, notes),
    )
