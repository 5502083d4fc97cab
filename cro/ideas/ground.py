"""What one run of the generator looks at: counts, what was tested, and the ideas from it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cro.analysis import (
    ice,
    likeness,
    sample_size,
    segment_gaps,
    step_baseline,
    step_leaks,
    weeks_needed,
)
from cro.analysis.leaks import Loss
from cro.analysis.planning import Design
from cro.analysis.refusals import RefusedError
from cro.analysis.scoring import Score
from cro.analysis.steps import EVERYBODY, Baseline
from cro.ideas.contracts import Ground as Kind
from cro.ideas.contracts import IdeasInput
from cro.selectors import PRESENT_DAYS, REFERENCE_DAYS, Steps
from kernel.core.fact_keys import fact_key, told_apart
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, NotEnoughDataError, Shortfall

ALIKE = 0.6
TESTED = ("proven", "disproven")
_STEP = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")


@dataclass(frozen=True, slots=True)
class Had:
    """A stored hypothesis."""

    id: UUID
    title: str
    status: str
    step: str
    segment: str
    run: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What a test is planned with: error rate, power, and the smallest effect worth a test."""

    alpha: float
    power: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Place:
    """A step at which people are lost, of a segment or of everybody; `loss` None: by its size."""

    key: str
    kind: Kind
    step: str
    segment: str
    loss: Loss | None
    base: Baseline | None


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea before it is put into words; `like` is the stored hypothesis that says the same."""

    key: str
    kind: Kind
    title: str
    step: str
    segment: str
    place: Place | None
    weeks: int | None
    score: Score
    like: Had | None


@dataclass(frozen=True)
class Ground:
    """The workspace's counts, its hypotheses and what its tests are planned with.

    `metric` is the name of the metric that ideas without one of their own are to move.
    """

    payload: IdeasInput
    today: dt.date
    steps: Steps
    had: Sequence[Had]
    metrics: Sequence[str]
    metric: str
    rules: Rules

    @cached_property
    def last(self) -> dt.date | None:
        return self.steps.rows.last_day(self.today)

    @cached_property
    def now(self) -> Window | None:
        return Window.ending(self.last, PRESENT_DAYS) if self.last else None

    @cached_property
    def _leaks(self) -> tuple[tuple[Loss, ...], tuple[Shortfall, ...]]:
        if self.now is None:
            return (), ()
        return step_leaks(self.steps.rows, self.now, REFERENCE_DAYS)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """Steps with too few people to ask."""
        return self._leaks[1]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Leaks first, then gaps of segments, then the step that loses the most of all."""
        if self.now is None:
            return ()
        found: list[tuple[Kind, str, str, Loss | None]] = [
            ("leak", one.step, one.segment, one) for one in self._leaks[0]
        ]
        taken = {(step, segment) for _, step, segment, _ in found}
        gaps = [
            ("gap", one.step, one.segment, one)
            for one in sorted(segment_gaps(self.steps.rows, self.now), key=lambda o: -o.share)
            if (one.step, one.segment) not in taken
        ]
        found += gaps  # type: ignore[arg-type]
        worst = min(self._everybody, key=lambda one: one.rate.estimate, default=None)
        if worst is not None and (worst.step, EVERYBODY) not in taken:
            found.append(("loss", worst.step, EVERYBODY, None))
        wanted = self.payload.step.casefold()
        kept = [one for one in found if not wanted or one[1].casefold() == wanted]
        keys = told_apart([fact_key(kind, step, part or "all") for kind, step, part, _ in kept])
        return tuple(
            Place(key, kind, step, segment, loss, self.base(step, segment))
            for key, (kind, step, segment, loss) in zip(keys, kept, strict=True)
        )

    @cached_property
    def _everybody(self) -> tuple[Baseline, ...]:
        found = (self.base(step, EVERYBODY) for step in self.steps.rows.steps())
        return tuple(one for one in found if one is not None)

    def base(self, step: str, segment: str) -> Baseline | None:
        """A step's present rate and traffic; None with too few days."""
        if self.now is None:
            return None
        try:
            return step_baseline(self.steps.rows, step, segment, self.now)
        except NotEnoughDataError:
            return None

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """From each place and each line of the request, the best score first."""
        made = [self._from(place) for place in self.places]
        made += [self._own(line) for line in self.payload.ideas]
        return tuple(sorted(made, key=lambda one: (-one.score.mean, one.key)))

    @property
    def new(self) -> tuple[Idea, ...]:
        """The ideas that are written: nobody had them, and they are among the first."""
        return tuple(one for one in self.ideas if one.like is None)[: self.payload.most]

    @property
    def known(self) -> tuple[Idea, ...]:
        """The ideas that somebody had before."""
        return tuple(one for one in self.ideas if one.like is not None)

    def _from(self, place: Place) -> Idea:
        who = f" for {place.segment}" if place.segment else ""
        titles = {
            "leak": f"Undo the drop at {place.step}{who}",
            "gap": f"Make {place.step} as easy{who} as for the others",
            "loss": f"Ask less of people at {place.step}",
            "own": "",
        }
        share = place.loss.share if place.loss else 0.0
        return self._scored(
            place.key, place.kind, titles[place.kind][:200], place.step, place.segment, place, share
        )

    def _own(self, line: str) -> Idea:
        found = _STEP.match(line)
        title, named = (found[1], found[2]) if found else (line, "")
        steps = {step.casefold(): step for step in self.steps.rows.steps()}
        step = steps.get(named.casefold(), "")
        title = title if step or not named else line
        place = next((one for one in self.places if step and one.step == step), None)
        share = place.loss.share if place and place.loss else 0.0
        return self._scored(fact_key("own", title), "own", title[:200], step, "", place, share)

    def _scored(
        self, key: str, kind: Kind, title: str, step: str, segment: str, place: Place | None,
        share: float,
    ) -> Idea:  # fmt: skip
        tests = Counter(one.status for one in self.had if one.step == step and one.run)
        weeks = self.weeks(step, segment)
        score = ice(share, kind, weeks, tests["proven"], tests["disproven"])
        return Idea(key, kind, title, step, segment, place, weeks, score, self._like(title))

    def weeks(self, step: str, segment: str) -> int | None:
        """How many weeks a test of the smallest effect takes at a step; None where unknown."""
        base = self.base(step, segment) if step else None
        if base is None or not 0.0 < base.rate.estimate < 1.0:
            return None
        design = Design(
            "proportion", base.rate.estimate, alpha=self.rules.alpha, power=self.rules.power
        )
        try:
            people = sample_size(design, self.rules.smallest).people
            return weeks_needed(people, base.weekly)
        except (RefusedError, AnalysisError, NotEnoughDataError):
            return None

    def _like(self, title: str) -> Had | None:
        """The stored hypothesis that says the same; what the agent drafted itself is found so."""
        near = [(likeness(title, one.title), one) for one in self.had]
        best = max(near, key=lambda pair: (pair[0], pair[1].title), default=None)
        return best[1] if best and best[0] >= ALIKE else None

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows and the payload, which text may quote."""
        return [
            *self.steps.rows.steps(),
            *self.steps.segments,
            *self.metrics,
            *(one.title for one in self.had),
            *self.payload.ideas,
            *(one.title for one in self.ideas),
        ]
