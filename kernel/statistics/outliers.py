"""Values that stand apart from the rest: the generalized ESD test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernel.statistics.quantiles import student_quantile
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Floats = NDArray[np.float64]

VALUES_NEEDED = 15
MAD_TO_SIGMA = 1.482602218505602
"""The standard deviation of normal values over their median absolute deviation."""


@dataclass(frozen=True, slots=True)
class EsdResult:
    """Rosner's test: statistics R and critical values lambda for 1..k, indices of the outliers."""

    statistics: tuple[float, ...]
    critical: tuple[float, ...]
    outliers: tuple[int, ...]


def generalized_esd(
    values: Sequence[float] | Floats, max_outliers: int, alpha: float = 0.05
) -> EsdResult:
    """The generalized extreme studentized deviate test for up to `max_outliers` outliers.

    Under normal values the chance to name any outlier in a clean series is about alpha.
    Raises NotEnoughDataError below 15 values (Rosner finds the approximation good from 15 on).
    Source: Rosner (1983), Technometrics 25, 165-172; NIST/SEMATECH e-Handbook, 1.3.5.17.3.
    """
    rest = np.asarray(values, dtype=np.float64)
    n = len(rest)
    if not np.all(np.isfinite(rest)) or not 1 <= max_outliers < max(2, n) or not 0 < alpha < 1:
        raise AnalysisError("finite values, 1 <= max_outliers < their number, 0 < alpha < 1")
    if n < VALUES_NEEDED:
        raise NotEnoughDataError("values", n, VALUES_NEEDED)
    indices = np.arange(n)
    statistics: list[float] = []
    critical: list[float] = []
    removed: list[int] = []
    for step in range(1, min(max_outliers, n - 3) + 1):
        spread = float(rest.std(ddof=1))
        if spread == 0.0:
            break
        deviations = np.abs(rest - rest.mean())
        at = int(np.argmax(deviations))
        left = n - step
        t = student_quantile(1.0 - alpha / (2.0 * (left + 1)), left - 1)
        statistics.append(float(deviations[at]) / spread)
        critical.append(left * t / math.sqrt((left - 1 + t * t) * (left + 1)))
        removed.append(int(indices[at]))
        rest, indices = np.delete(rest, at), np.delete(indices, at)
    pairs = zip(statistics, critical, strict=True)
    found = removed[: max((i for i, (r, limit) in enumerate(pairs, 1) if r > limit), default=0)]
    return EsdResult(tuple(statistics), tuple(critical), tuple(sorted(found)))
