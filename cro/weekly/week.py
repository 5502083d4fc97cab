"""What one weekly summary looks at: the way in two weeks, and what tests did in the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cro.models import Experiment
from cro.overview import Overview, overview
from cro.selectors import Steps
from cro.standing import Standing
from kernel.core.windows import Window
from kernel.decisions.quoting import Proposed
from kernel.screens.periods import Period
from kernel.screens.reach import SourceReach

SHOWN_WEEKS = 12


@dataclass(frozen=True)
class Week:
    """A week, the experiments with their standing, and what was decided and is waiting.

    `standings` are those that run or wait; `people` counts who came to tests in the week.
    """

    window: Window
    steps: Steps
    experiments: Sequence[Experiment]
    standings: Sequence[Standing]
    people: int
    waiting: tuple[Proposed, ...] = ()
    applied: tuple[Proposed, ...] = ()
    late: tuple[SourceReach, ...] = ()

    @property
    def before(self) -> Window:
        """The week before."""
        return self.window.preceding(7)

    @cached_property
    def way(self) -> Overview:
        """The way in this week and the one before."""
        weeks = [self.window]
        while len(weeks) < SHOWN_WEEKS:
            weeks.insert(0, weeks[0].preceding(7))
        period = Period("week", "before", self.window, self.before, tuple(weeks), by_month=False)
        return overview(self.steps, period)

    @property
    def ran(self) -> list[Experiment]:
        """Tests that ran on a day of the week."""
        return [
            one
            for one in self.experiments
            if one.starts_on is not None
            and one.starts_on <= self.window.last
            and (one.stopped_on is None or one.stopped_on >= self.window.first)
        ]

    @property
    def started(self) -> list[Experiment]:
        """Tests that began in the week."""
        return [one for one in self.experiments if self._inside(one.starts_on)]

    @property
    def decided(self) -> list[Experiment]:
        """Tests that were decided in the week."""
        return [one for one in self.experiments if self._inside(one.decided_on)]

    @property
    def withheld(self) -> list[Standing]:
        return [one for one in self.standings if one.withheld]

    @property
    def ready(self) -> list[Standing]:
        return [one for one in self.standings if one.ready]

    def _inside(self, day: object) -> bool:
        return day is not None and self.window.first <= day <= self.window.last  # type: ignore[operator]

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows, which text may quote."""
        return [
            *(one.name for one in self.experiments),
            *(one.decision_reason for one in self.experiments if one.decision_reason),
            *self.steps.rows.steps(),
            *(one.name for one in self.late),
        ]
