"""Whether a metric that is guarded got worse by more than was accepted."""

from __future__ import annotations

from typing import Literal

from kernel.statistics.values import AnalysisError, Interval

Better = Literal["up", "down"]
Held = Literal["holds", "broken", "unclear"]


def noninferiority(effect: Interval, margin: float, better: Better) -> Held:
    """Holds where the whole relative interval is better than the margin, broken where none is.

    `margin` is the relative loss that is accepted, 0 or more. With an interval of 95 % a loss
    beyond it is taken for none in 2.5 of 100 cases at most.
    Source: CPMP/EWP/482/99, Points to Consider on Switching between Superiority and
    Non-inferiority.
    """
    if margin < 0.0:
        raise AnalysisError("a margin is the loss that is accepted, 0 or more")
    low, high = (effect.low, effect.high) if better == "up" else (-effect.high, -effect.low)
    if low > -margin:
        return "holds"
    return "broken" if high < -margin else "unclear"
