"""How sure the share of kept promises is."""

from __future__ import annotations

import math

from kernel.statistics.quantiles import normal_quantile, two_sided_point
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
    z = normal_quantile(two_sided_point(level))
    share = kept / promised
    spread = 1 + z * z / promised
    middle = (share + z * z / (2 * promised)) / spread
    half = z / spread * math.sqrt(share * (1 - share) / promised + (z / (2 * promised)) ** 2)
    return Interval(share, max(middle - half, 0.0), min(middle + half, 1.0), level)
