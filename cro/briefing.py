"""What growth says on the briefing."""

from __future__ import annotations

from cro import selectors, tiles
from cro.models import Experiment, Recommendation
from cro.overview import Overview, overview
from cro.reach import reaches
from cro.standing import Standing, standings
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.rights import scope_notation
from kernel.screens import figures
from kernel.screens.lines import Line, LineFigure
from kernel.screens.periods import period_of
from kernel.screens.reach import opening, source_rows
from kernel.screens.tiles import Tile
from kernel.tenancy import clock
from kernel.tenancy.scope import Scope

MODULE = "ai_cro"
MISSING = {
    "text": "No count and no test yet.",
    "label": "Import step counts",
    "url": "/imports/new/?kind=cro/step-counts",
}


def lines(scope: Scope) -> list[Line]:
    """One line: which tests are withheld or ready, and what should be decided first."""
    today, notes = clock.today(), scope_notation()
    counts = selectors.steps()
    if not len(counts.rows) and not Experiment.objects.exists():
        return [Line(MODULE, missing=MISSING)]
    period = period_of("month", "before", opening(counts.rows.last_day(today), today))
    found = overview(counts, period)
    decide, severity = _first(notes)
    return [
        Line(
            MODULE,
            sentence=f"{_stand(standings(today), notes)}{decide}",
            figures=[one for tile in tiles.WAY if (one := _figure(tile, found, notes))],
            sparkline=found.spark("rate") if len(counts.rows) else [],
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


def _stand(shown: list[Standing], notes: Notation) -> str:
    """ "1 result is withheld, 1 test is ready to decide. ", or how many run."""
    said = []
    if held := sum(one.withheld for one in shown):
        said.append(notes.count(held, "result is withheld", "results are withheld"))
    if ready := sum(one.ready for one in shown):
        said.append(notes.count(ready, "test is ready to decide", "tests are ready to decide"))
    if not said:
        if not shown:
            return "No test runs. "
        return f"{notes.count(len(shown), 'test is', 'tests are')} on the way. "
    return f"{', '.join(said)}. "


def _figure(tile: Tile, found: Overview, notes: Notation) -> LineFigure | None:
    fact = found.fact("now", tile.figure)
    if fact is None:
        return None
    return LineFigure(
        name=tile.name,
        value=figures.words(fact, notes),
        url=f"/cro/?evidence={fact.key}",
        change=tiles.compared(tile, found, notes),
    )
