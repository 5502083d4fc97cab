"""The facts of a week: totals, their changes, what was found, and figures of proposals."""

from __future__ import annotations

from cmo.figures import day_fact, interval_of
from cmo.optimization.book import facts_of as facts_of_workbook
from cmo.overview import Overview
from cmo.tiles import TILES
from cmo.weekly.week import Week
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, input_hash
from kernel.decisions.quoting import quoted_facts
from kernel.screens.tiles import Tile
from kernel.statistics.values import Interval as AnalysisInterval

VERSION = "1"


def facts_of(week: Week) -> FactBook:
    """Every figure that a summary of the week may speak of."""
    book = FactBook()
    book.add(day_fact("week.first", "First day of the week", week.window.first))
    book.add(day_fact("week.last", "Last day of the week", week.window.last))
    for found in week.overviews:
        for fact in found.book:
            book.add(fact)
        for tile in TILES:
            if change := _change(week, found, tile):
                book.add(change)
    if week.workbook.findings:
        keys = tuple(f"{found.key}." for found in week.workbook.findings)
        for fact in facts_of_workbook(week.workbook):
            if fact.key.startswith(keys):
                book.add(fact)
    for name, rows in (("waiting", week.waiting), ("applied", week.applied)):
        for place, row in enumerate(rows, start=1):
            for fact in quoted_facts(row, f"{name}.{place}"):
                book.add(fact)
    for place, source in enumerate(week.late, start=1):
        book.add(day_fact(f"late.{place}", f"{source.name} reaches", source.last))
    return book


def change_key(currency: str, figure: str) -> str:
    """The key of a figure's change on the week before."""
    return fact_key("change", currency, figure)


def _change(week: Week, found: Overview, tile: Tile) -> Fact | None:
    """The relative change of a figure, with an interval where enough weeks are known."""
    pair = week.moved(found, tile)
    if pair is None:
        return None
    now, earlier = pair
    if not earlier.value or not isinstance(now.value, int | float):
        return None
    change: AnalysisInterval | None = week.changes.get((found.currency, tile.figure))
    value = now.value / earlier.number - 1
    words = f"{tile.name} of the week divided by that of the week before, minus one"
    if change is not None:
        words += "; the interval by how much weeks differed before"
    return Fact(
        key=change_key(found.currency, tile.figure),
        label=f"Change of {tile.name if tile.name.isupper() else tile.name.lower()}",
        value=value,
        unit="fraction",
        function="cmo.analysis.week_change",
        version=VERSION,
        input_hash=input_hash(now.input_hash, earlier.input_hash),
        formula=f"{words}.",
        rows=(*now.rows, *(rows for rows in earlier.rows if rows not in now.rows)),
        interval=interval_of(change),
        period=(earlier.period[0] if earlier.period else week.before.first, week.window.last),
    )
