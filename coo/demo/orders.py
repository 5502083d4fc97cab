"""Orders that go through the steps of the main workflow, one after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from coo.demo.company import (
    BLOCKED_MILLE,
    CANCELLED_MILLE,
    MONTHS,
    REDONE,
    REWORK_MILLE,
    SKIP_MILLE,
    SKIPPED,
    SLA_HOURS,
    TESTED,
    WAIT,
    Company,
    WorkspaceProfile,
)
from coo.demo.floor import Floor, Job, Visit
from coo.demo.office import DAY, HOUR, Office
from coo.demo.shapes import DemoProcess
from kernel.statistics.draws import Draws, Ints

MILLE = 1000
MOST_VISITS = len(WAIT) + 2
WORK_SPREAD = 200
BLOCKED_FOR = 4 * HOUR
MARGIN = 40 * HOUR
SLA = SLA_HOURS * HOUR
PRIORITIES = (("urgent", 60), ("high", 200), ("low", 300), ("normal", MILLE))


@dataclass(slots=True)
class Order:
    """An order's plan: its steps in order, with the minutes of waiting and work of each."""

    number: int
    start: int
    path: list[int]
    waits: list[int]
    works: list[int]
    blocked: list[bool]
    cancelled: bool
    priority: str
    customer: str

    def visits(self) -> list[Visit]:
        minute, found = self.start, []
        for step, wait, work, stopped in zip(
            self.path, self.waits, self.works, self.blocked, strict=True
        ):
            start = minute + wait
            minute = start + work + (BLOCKED_FOR if stopped else 0)
            half = start + work // 2
            found.append(
                Visit(step, start, minute, (half, half + BLOCKED_FOR) if stopped else None)
            )
            if self.cancelled:
                break
        return found

    def ends(self) -> int:
        return self.visits()[-1].end

    def hurry(self, until: int) -> None:
        """Shortens the waits so that the last visit ends by a minute, if that can be."""
        spare = until - self.start - (self.ends() - self.start - sum(self.waits))
        if sum(self.waits) > spare:
            total = max(sum(self.waits), 1)
            self.waits = [wait * max(spare, 0) // total for wait in self.waits]


@dataclass(slots=True)
class OrderBook:
    """All orders of a workspace. `slow` lengthens the waits for steps, in per mille."""

    office: Office
    profile: WorkspaceProfile
    company: Company
    slow: Mapping[int, int] = field(default_factory=dict)

    def drawn(self, draws: Draws) -> list[Order]:
        count = self.profile.orders
        starts = arrivals(draws, self.office, count)
        waits = waiting(draws, (count, MOST_VISITS))
        works = draws.wobble((count, MOST_VISITS), WORK_SPREAD)
        chances = draws.below(np.full((count, 4 + MOST_VISITS), MILLE))
        customers = draws.below(np.full(count, len(self.company.customers)))
        orders = []
        for at in range(count):
            path = _path(chances[at][0] < SKIP_MILLE, chances[at][1] < REWORK_MILLE)
            order = Order(
                number=self.profile.first_order + at,
                start=int(starts[at]),
                path=path,
                waits=[self._wait(step, int(waits[at][turn])) for turn, step in enumerate(path)],
                works=[self._work(step, int(works[at][turn])) for turn, step in enumerate(path)],
                blocked=[bool(one < BLOCKED_MILLE) for one in chances[at][4 : 4 + len(path)]],
                cancelled=bool(chances[at][2] < CANCELLED_MILLE),
                priority=next(name for name, limit in PRIORITIES if chances[at][3] < limit),
                customer=self.company.customers[int(customers[at])],
            )
            self._in_time(order)
            orders.append(order)
        return orders

    def _wait(self, step: int, mille: int) -> int:
        return WAIT[step] * self.slow.get(step, MILLE) // MILLE * mille // MILLE

    def _work(self, step: int, mille: int) -> int:
        return int(self.company.order.steps[step].likely * HOUR) * mille // MILLE

    def _in_time(self, order: Order) -> None:
        """No order runs now whose time is nearly up: those have been seen to."""
        if order.ends() >= self.office.now and order.start + SLA < self.office.now + MARGIN:
            order.hurry(self.office.now - HOUR)

    def write(self, order: Order, floor: Floor) -> None:
        """The order as a process, with a task a step and its log."""
        steps, visits = self.company.order.steps, order.visits()
        key = f"ORD-{self.profile.prefix}{order.number}"
        subject = f"Order {order.number} for {order.customer}"
        who = [self.company.team(step.role)[(order.number + at) % 2]
               for at, step in enumerate(steps)]  # fmt: skip
        ended = visits[-1].end
        status = ("cancelled" if order.cancelled else "done") if floor.past(ended) else "running"
        floor.processes.append(
            DemoProcess(
                key,
                self.company.order.name,
                subject,
                status,
                self.office.at(order.start),
                self.office.at(order.start + SLA),
                self.office.at(ended) if status != "running" else None,
            )
        )
        for at, step in enumerate(steps):
            mine = [visit for visit in visits if visit.step == at]
            dropped = None
            if not mine:
                dropped = ended if order.cancelled else visits[0].end
            job = Job(
                f"{key}-{at + 1}",
                key,
                step.key,
                f"{step.name}: {subject}",
                who[at],
                step.role,
                order.priority,
                step.likely,
                order.start,
            )
            floor.task(job, mine, dropped)
        floor.log(key, steps, [(visit, who[visit.step]) for visit in visits])


def waiting(draws: Draws, shape: tuple[int, ...]) -> Ints:
    """Skewed factors in per mille with mean 1000: four times the product of two uniforms."""
    first = draws.below(np.full(shape, MILLE + 1))
    return 4 * first * draws.below(np.full(shape, MILLE + 1)) // MILLE


def arrivals(draws: Draws, office: Office, count: int) -> Ints:
    """Minutes at which `count` pieces of work come in: evenly over the seasons, with chance."""
    past = office.days[: office.now // DAY]
    weights = np.cumsum([MONTHS[day.month - 1] for day in past])
    slots = np.arange(count) * MILLE + draws.below(np.full(count, MILLE))
    level = slots * int(weights[-1]) // (count * MILLE)
    days = np.searchsorted(weights, level, side="right")
    within = draws.below(np.full(count, DAY - HOUR))
    minutes: Ints = np.sort(days * DAY + within)
    return minutes


def _path(skips: bool, redoes: bool) -> list[int]:
    """The steps of an order: one is often skipped, a failed test sends it back."""
    path = [step for step in range(len(WAIT)) if not (skips and step == SKIPPED)]
    if redoes:
        place = path.index(TESTED) + 1
        path[place:place] = [REDONE, TESTED]
    return path
