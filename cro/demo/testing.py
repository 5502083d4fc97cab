"""One test of the demo company, from its idea to its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod

import numpy as np

from cro.demo.company import FULL, NEW_PEOPLE, ORDERS, SEGMENTS, SHORT, STEP_RATES
from cro.demo.ideas import Idea
from cro.demo.people import Lossy, People, draw_people, metric_rows
from cro.demo.shapes import DemoExperiment, DemoHypothesis, DemoVariant
from kernel.statistics.draws import MILLION, Draws, Ints

MILLE = 1000
CONTROL, CHANGED = "control", "variant"
KEYS = (CONTROL, CHANGED)
EVEN = (500, 500)
FIXED_BEFORE = timedelta(days=3)
DECIDED_AFTER = timedelta(days=2)
CLEAR = 2.576
MINIMUM_EFFECTS = {1: "0.12", 2: "0.1"}

SHIP = "The interval of orders per person lies above zero and the guardrail holds."
ROLL_BACK = "Orders per person fell; the page of before stays."
HOLD = "No clear change at the planned size; the page of before stays."


@dataclass(frozen=True, slots=True)
class Course:
    """How one test went. `days` have data, of `weeks` that were planned; `lifts` by arm and
    segment in per mille."""

    idea: Idea
    status: str
    starts_on: date
    days: int
    weeks: int
    lifts: Ints
    method: str = "fixed"
    lossy: Lossy | None = None
    full: bool = False
    segments: bool = False

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.starts_on + timedelta(days=at) for at in range(self.days))

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=7 * self.weeks - 1)


def lifted(lift: int, segments: Iterable[int] | None = None) -> Ints:
    """No change in the first arm, `lift` per mille in the second, of some segments or all."""
    lifts = np.zeros((len(KEYS), len(SEGMENTS)), dtype=np.int64)
    lifts[1, list(segments) if segments is not None else slice(None)] = lift
    return lifts


def order_rate(step: int) -> int:
    """How many of a million people order who enter the step."""
    rest = len(STEP_RATES) - step - 1
    whole: int = prod(STEP_RATES[step:]) // MILLION**rest
    return whole


def experiment(draws: Draws, course: Course, entered: Ints) -> DemoExperiment:
    """The test's row with its people's sums; `entered` is who entered its step on its days."""
    exposed = entered * NEW_PEOPLE // MILLION
    rate = order_rate(course.idea.step)
    people = draw_people(draws, exposed, EVEN, rate, course.lifts, course.lossy)
    further = FULL if course.full else SHORT
    wanted = (ORDERS, *(one.metric for one in further))
    decision, reason = ("", "")
    if course.status == "decided":
        decision, reason = decided(people)
    over = course.status in ("stopped", "decided")
    return DemoExperiment(
        name=course.idea.name,
        hypothesis=course.idea.name,
        status=course.status,
        metric=ORDERS,
        segment=None,
        method=course.method,
        alpha="0.01",
        power="0.8",
        baseline=f"{rate / MILLION:.4f}",
        minimum_effect=MINIMUM_EFFECTS[course.idea.step],
        planned_size=_planned(exposed, course),
        planned_weeks=course.weeks,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        stopped_on=course.ends_on if over else None,
        fixed_on=course.starts_on - FIXED_BEFORE,
        multiple_exposures=draws.whole(0, len(people.day) // 500),
        decision=decision,
        decision_reason=reason,
        decided_on=course.ends_on + DECIDED_AFTER if decision else None,
        variants=_variants(course.idea),
        further=further,
        metrics=metric_rows(people, KEYS, course.dates, wanted, course.segments),
    )


def _planned(exposed: Ints, course: Course) -> int:
    """A tenth under what the days bring, in hundreds."""
    usual = int(exposed.sum()) * 7 * course.weeks // course.days
    return usual * 9 // 10 // 100 * 100


def draft(idea: Idea, size: int, weeks: int) -> DemoExperiment:
    """A test that is planned and has not begun."""
    return DemoExperiment(
        name=idea.name, hypothesis=idea.name, status="draft", metric=ORDERS, segment=None,
        method="fixed", alpha="0.01", power="0.8",
        baseline=f"{order_rate(idea.step) / MILLION:.4f}",
        minimum_effect=MINIMUM_EFFECTS[idea.step], planned_size=size, planned_weeks=weeks,
        starts_on=None, ends_on=None, stopped_on=None, fixed_on=None, multiple_exposures=None,
        decision="", decision_reason="", decided_on=None, variants=_variants(idea), further=SHORT,
        metrics=(),
    )  # fmt: skip


def _variants(idea: Idea) -> tuple[DemoVariant, ...]:
    return (
        DemoVariant(CONTROL, "As before", True, "0.5"),
        DemoVariant(CHANGED, idea.change, False, "0.5"),
    )


def decided(people: People) -> tuple[str, str]:
    """What the company decided by the two-proportion z of orders, pooled."""
    counts = [int((people.arm == arm).sum()) for arm in range(2)]
    orders = [int(people.orders[people.arm == arm].sum()) for arm in range(2)]
    pooled = sum(orders) / sum(counts)
    error = (pooled * (1 - pooled) * (1 / counts[0] + 1 / counts[1])) ** 0.5
    z = (orders[1] / counts[1] - orders[0] / counts[0]) / error
    if z > CLEAR:
        return "ship", SHIP
    return ("rollback", ROLL_BACK) if z < -CLEAR else ("hold", HOLD)


def hypothesis(idea: Idea, status: str) -> DemoHypothesis:
    """The idea as a row."""
    return DemoHypothesis(
        title=idea.name, because=idea.because, we_believe=idea.we_believe, will=idea.will,
        segment=idea.segment, metric=ORDERS, step=idea.leaking_step, impact=idea.impact,
        confidence=idea.confidence, ease=idea.ease, status=status,
    )  # fmt: skip
