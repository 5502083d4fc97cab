"""Whether a week differs from the one before by more than weeks usually do."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kernel.statistics.quantiles import student_quantile, two_sided_point
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

CHANGES_NEEDED = 8


def week_change(weeks: Sequence[float | None], level: float = 0.95) -> Interval:
    """The relative change of the last week on the one before, with what chance alone may add.

    `weeks` are totals, or quotients of totals, of consecutive weeks, oldest first; None and 0 are
    weeks without a value and are skipped together with the changes into and out of them. The
    changes before the last one, as logarithms, are a sample of how weeks differ by themselves; the
    limits are those of one further observation of a normal sample around the change seen. Where
    they hold zero, the change is one of the usual ones.
    Raises NotEnoughDataError with fewer than eight earlier changes, or without the last two weeks.
    Source: Hahn and Meeker (1991), Statistical Intervals, section 4.7 (one future observation).
    """
    if any(week is not None and (week < 0 or not math.isfinite(week)) for week in weeks):
        raise AnalysisError("a week's total is not negative")
    logs = np.array([math.log(week) if week else math.nan for week in weeks], dtype=np.float64)
    changes = np.diff(logs)
    if not changes.size or not math.isfinite(changes[-1]):
        raise NotEnoughDataError("weeks with values", int(np.isfinite(logs[-2:]).sum()), 2)
    past = changes[:-1][np.isfinite(changes[:-1])]
    count = len(past)
    if count < CHANGES_NEEDED:
        raise NotEnoughDataError("earlier changes from week to week", count, CHANGES_NEEDED)
    spread = float(past.std(ddof=1)) * math.sqrt(1.0 + 1.0 / count)
    reach = student_quantile(two_sided_point(level), count - 1) * spread
    seen = float(changes[-1])
    return Interval(math.expm1(seen), math.expm1(seen - reach), math.expm1(seen + reach), level)
