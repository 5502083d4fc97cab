"""What one weekly summary looks at: the rows of two weeks, those before them, and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cmo.analysis import week_change
from cmo.optimization.workbook import Workbook
from cmo.overview import Overview, overview
from cmo.tiles import TILES
from kernel.core.facts import Fact
from kernel.core.windows import Window
from kernel.decisions.weeks import Proposed
from kernel.screens.periods import Period
from kernel.screens.reach import SourceReach
from kernel.screens.tiles import Tile
from kernel.statistics.values import Interval, NotEnoughDataError

PAST_WEEKS = 26
LEVEL = 0.99
"""Five figures are judged each week; at this level a quiet one stays quiet 19 times of 20."""


@dataclass(frozen=True)
class Week:
    """A week, the one before it, and what was decided and is waiting."""

    window: Window
    workbook: Workbook
    currency: str
    waiting: tuple[Proposed, ...] = ()
    applied: tuple[Proposed, ...] = ()
    late: tuple[SourceReach, ...] = ()

    @property
    def before(self) -> Window:
        """The week before."""
        return self.window.preceding(7)

    @cached_property
    def overviews(self) -> tuple[Overview, ...]:
        """Both weeks in each currency that has rows of this one, the workspace's own first."""
        rows = self.workbook.metrics
        codes = rows.within(self.window).currencies()
        ordered = sorted(codes, key=lambda code: (code != self.currency, code))
        return tuple(overview(rows, self._period, code) for code in ordered)

    @cached_property
    def _period(self) -> Period:
        weeks = [self.window]
        while len(weeks) <= PAST_WEEKS:
            weeks.insert(0, weeks[0].preceding(7))
        return Period("week", "before", self.window, self.before, tuple(weeks), by_month=False)

    @cached_property
    def changes(self) -> Mapping[tuple[str, str], Interval]:
        """The change of each figure by currency and name, where enough weeks are known.

        A week in which a source is late is not judged: its rows are still to come.
        """
        known = {}
        for found in self.overviews:
            if found.late:
                continue
            for tile in TILES:
                try:
                    weeks = found.spark(tile.column, tile.below)
                    known[found.currency, tile.figure] = week_change(weeks, LEVEL)
                except NotEnoughDataError:
                    continue
        return known

    def is_clear(self, found: Overview, tile: Tile) -> bool | None:
        """Whether a figure's change is beyond the usual ones; None where that cannot be told."""
        change = self.changes.get((found.currency, tile.figure))
        return None if change is None else not change.covers(0.0)

    def moved(self, found: Overview, tile: Tile) -> tuple[Fact, Fact] | None:
        """The figure now and a week before, where both are known."""
        now, earlier = found.fact("now", tile.figure), found.fact("earlier", tile.figure)
        if now is None or earlier is None or now.value is None or earlier.value is None:
            return None
        return now, earlier
