"""What is planted in the loud company's first workspace, and where."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.statistics.draws import Draws

CHECKOUT_TESTS = 3
PAGE_TESTS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """Numbers in per mille, days counted from the first of two years or from a test's start.

    Step `leak_step` loses `leak_drop` of segment `leak_segment` from day `leak_from` on. Of the
    idea lists, number `winner` truly lifts by `lift`, number `lossy` loses phones of its second
    arm from its day `lossy_from` on and keeps `kept`. The phone test lifts phones by `phones`.
    """

    leak_step: int
    leak_segment: int
    leak_from: int
    leak_drop: int
    winner: int
    lift: int
    lossy: int
    lossy_from: int
    lossy_weeks: int
    kept: int
    phones: int


def drawn_plan(draws: Draws, days: int) -> Plan:
    """The seed moves each of them."""
    return Plan(
        leak_step=draws.whole(0, 3),
        leak_segment=draws.whole(0, 1),
        leak_from=days - draws.whole(18, 45),
        leak_drop=draws.whole(200, 320),
        winner=draws.whole(0, CHECKOUT_TESTS - 1),
        lift=draws.whole(125, 175),
        lossy=draws.whole(0, PAGE_TESTS - 1),
        lossy_from=draws.whole(0, 5),
        lossy_weeks=draws.whole(4, 6),
        kept=draws.whole(800, 860),
        phones=draws.whole(380, 480),
    )
