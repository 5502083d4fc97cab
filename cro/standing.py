"""How experiments stand: running, ready to decide, withheld, and the traffic that they take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cro.analysis.steps import EVERYBODY
from cro.judging.ground import Case
from cro.judging.proposals import is_ripe
from cro.judging.reading import UNDECIDED, cases
from cro.models import Experiment
from cro.models.experiment import ExperimentStatus
from cro.selectors import Steps
from kernel.core.windows import Window

WEEK = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """An experiment that is not decided; `case` None where it has no result yet."""

    row: Experiment
    case: Case | None

    @property
    def withheld(self) -> bool:
        """Whether a health check failed, so that no effect is shown."""
        found = self.case.judgement if self.case else None
        return found is not None and not found.sound

    @property
    def ready(self) -> bool:
        """Whether a decision may be taken on a sound result."""
        found = self.case.judgement if self.case else None
        return bool(self.case and found and found.sound and is_ripe(self.case, found))

    @property
    def people(self) -> int:
        found = self.case.judgement if self.case else None
        return sum(count for _, count in found.people) if found else 0

    def lately(self, today: dt.date) -> int:
        """People who came to it in the last seven days."""
        if self.case is None:
            return 0
        since = today - dt.timedelta(days=WEEK)
        name = self.case.primary.metric.name
        return sum(line.totals.units for line in self.case.lines_of(name) if line.day > since)

    def ready_about(self) -> dt.date | None:
        """The day on which a running one may be decided at the pace so far; None where unknown."""
        running = self.row.status == ExperimentStatus.RUNNING
        return self.case.ready_about() if self.case and running else None


def standings(today: dt.date) -> list[Standing]:
    """Every experiment that runs or waits for a decision, the withheld first, then the ready."""
    rows = list(
        Experiment.objects.filter(status__in=UNDECIDED)
        .select_related("metric", "hypothesis")
        .order_by("starts_on", "name")
    )
    found = {case.id: case for case in cases(rows, today)}
    shown = [Standing(row, found.get(row.pk)) for row in rows]
    return sorted(shown, key=lambda one: (not one.withheld, not one.ready))


@dataclass(frozen=True, slots=True)
class StepTraffic:
    """A step's people of the last week with counts, and those of them that tests took."""

    step: str
    people: int
    tests: tuple[str, ...]
    taken: int

    @property
    def left(self) -> float | None:
        """The part that no test takes; None where nobody came."""
        return max(0.0, 1.0 - self.taken / self.people) if self.people else None


def traffic(counts: Steps, shown: Sequence[Standing], today: dt.date) -> list[StepTraffic]:
    """Each step with the running tests whose hypothesis names it."""
    last = counts.rows.last_day(today)
    if last is None:
        return []
    window = Window.ending(last, WEEK)
    found = []
    for step in counts.rows.steps():
        people = int(counts.rows.of_step(step).of_segment(EVERYBODY).within(window).entered.sum())
        own = [
            one
            for one in shown
            if one.row.status == ExperimentStatus.RUNNING
            and one.row.hypothesis is not None
            and one.row.hypothesis.step == step
        ]
        taken = sum(one.lately(today) for one in own)
        found.append(StepTraffic(step, people, tuple(one.row.name for one in own), taken))
    return found
