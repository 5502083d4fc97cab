"""P-values of several comparisons, corrected so that many looks are not many chances."""

from __future__ import annotations

from collections.abc import Sequence

from kernel.statistics.values import AnalysisError


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Step-up p-values, in the order given: the expected part of false ones among those found.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.
    """
    order, count = _ordered(p_values), len(p_values)
    corrected, most = [0.0] * count, 1.0
    for rank in range(count, 0, -1):
        at = order[rank - 1]
        most = min(most, count * p_values[at] / rank)
        corrected[at] = most
    return tuple(corrected)


def _ordered(p_values: Sequence[float]) -> list[int]:
    if not all(0.0 <= p <= 1.0 for p in p_values):
        raise AnalysisError("a p-value lies between 0 and 1")
    return sorted(range(len(p_values)), key=p_values.__getitem__)
