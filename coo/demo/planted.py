"""What is planted in the loud company's first workspace, and where."""

from __future__ import annotations

from dataclasses import dataclass

from coo.demo.company import REDONE, REWORK_MILLE, SKIP_MILLE, SKIPPED, TESTED, WAIT
from coo.demo.office import DAY, HOUR
from coo.demo.orders import MILLE, SLA, Order, OrderBook
from coo.demo.shapes import BottleneckTruth, SlaTruth
from kernel.statistics.draws import Draws


@dataclass(frozen=True, slots=True)
class Plan:
    """Which step work waits for, how much longer than usual (per mille), and in how many
    working minutes the time of one order is up."""

    step: int
    slow: int
    left: int


def drawn_plan(draws: Draws) -> Plan:
    return Plan(
        step=draws.whole(1, len(WAIT) - 2),
        slow=draws.whole(3200, 4600),
        left=draws.whole(60, 5 * HOUR),
    )


def expected_waits(slow: int | None, step: int) -> list[int]:
    """Minutes that an order is expected to wait for each step, times a million."""
    visits = {SKIPPED: MILLE - SKIP_MILLE, REDONE: MILLE + REWORK_MILLE,
              TESTED: MILLE + REWORK_MILLE}  # fmt: skip
    return [
        wait * visits.get(at, MILLE) * (slow if at == step and slow else MILLE)
        for at, wait in enumerate(WAIT)
    ]


def bottleneck(plan: Plan, book: OrderBook) -> BottleneckTruth:
    waits = expected_waits(plan.slow, plan.step)
    step = book.company.order.steps[plan.step]
    return BottleneckTruth(
        book.profile.slug,
        book.company.order.name,
        step.key,
        step.name,
        waits[plan.step] / sum(waits),
        WAIT[plan.step] * plan.slow / MILLE / HOUR,
    )


def run_late(plan: Plan, book: OrderBook, orders: list[Order]) -> SlaTruth:
    """Makes one order stand before the slow step while its time runs out."""
    start = book.office.now + plan.left - SLA
    place = min(range(len(orders)), key=lambda at: abs(orders[at].start - start))
    order = orders[place]
    order.start, order.cancelled, order.path = start, False, list(range(len(WAIT)))
    order.waits, order.blocked = list(WAIT), [False] * len(WAIT)
    order.works = [int(step.likely * HOUR) for step in book.company.order.steps]
    before = order.visits()[plan.step - 1].end
    order.waits[plan.step] = book.office.now - before + DAY
    return SlaTruth(
        book.profile.slug,
        f"ORD-{book.profile.prefix}{order.number}",
        f"Order {order.number} for {order.customer}",
        book.office.at(start + SLA),
        plan.left / HOUR,
    )
