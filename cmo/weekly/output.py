"""The answer of a weekly summary."""

from __future__ import annotations

from cmo.tiles import TILES
from cmo.weekly import sentences
from cmo.weekly.book import change_key
from cmo.weekly.contracts import Total, WeeklySummaryOutput
from cmo.weekly.week import Week
from kernel.core.facts import FactBook


def output_of(week: Week, book: FactBook) -> WeeklySummaryOutput:
    """Totals as keys of facts, and the texts."""
    return WeeklySummaryOutput(
        summary=sentences.headline(week),
        week_start=week.window.first,
        totals=_totals(week, book),
        wins=sentences.wins(week, book),
        problems=sentences.problems(week, book),
        priorities=sentences.priorities(week, book),
        narrative=sentences.narrative(week, book),
    )


def _totals(week: Week, book: FactBook) -> list[Total]:
    totals = []
    for found in week.overviews:
        for tile in TILES:
            now, before = found.fact("now", tile.figure), found.fact("earlier", tile.figure)
            if now is None or now.value is None:
                continue
            change = change_key(found.currency, tile.figure)
            totals.append(
                Total(
                    figure=tile.figure,
                    currency=found.currency,
                    now=now.key,
                    before=before.key if before is not None and before.value is not None else "",
                    change=change if change in book else "",
                    clear=week.is_clear(found, tile),
                )
            )
    return totals
