"""How sure the share of kept promises is."""

from __future__ import annotations

from kernel.statistics.proportions import wilson_interval
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError


def kept_share(kept: int, promised: int, level: float = 0.95) -> Interval:
    """The share of `promised` that was `kept`, with Wilson's score interval.

    Raises NotEnoughDataError where nothing was promised, AnalysisError where more was kept.
    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if promised < 1:
        raise NotEnoughDataError("promises", promised, 1)
    if not 0 <= kept <= promised:
        raise AnalysisError(f"{kept} of {promised} promises cannot have been kept")
    return wilson_interval(kept, promised, level)
