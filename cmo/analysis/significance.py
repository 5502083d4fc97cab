"""Tests of change in ratios of daily totals."""

from __future__ import annotations

import math

from cmo.analysis.intervals import log_ratio_error
from kernel.statistics.proportions import Numbers
from kernel.statistics.quantiles import student_quantile, student_two_sided, two_sided_point
from kernel.statistics.values import Interval


def ratio_change(
    now: tuple[Numbers, Numbers],
    before: tuple[Numbers, Numbers],
    others_now: tuple[Numbers, Numbers],
    others_before: tuple[Numbers, Numbers],
    level: float = 0.95,
) -> tuple[Interval, float]:
    """A ratio's change beyond the change of all the others: (factor, two-sided p of no change).

    Each argument is daily (numerators, denominators). The factor is
    (now / before) / (others_now / others_before): what season and promotions did to everybody
    cancels. Its logarithm has Student's t, with degrees of freedom after Welch and Satterthwaite.
    Raises NotEnoughDataError as `ratio_interval` does.
    Source: difference in differences of log ratios, each with the variance of `ratio_interval`.
    """
    parts = [log_ratio_error(*pair) for pair in (now, before, others_now, others_before)]
    ratios = [ratio for ratio, _, _ in parts]
    factor = ratios[0] / ratios[1] / (ratios[2] / ratios[3])
    total = sum(error**2 for _, error, _ in parts)
    if total <= 0.0:
        same = math.isclose(factor, 1.0)
        return Interval(factor, factor, factor, level), 1.0 if same else 0.0
    degrees = total**2 / sum(error**4 / df for _, error, df in parts)
    reach = math.exp(student_quantile(two_sided_point(level), degrees) * math.sqrt(total))
    p_value = student_two_sided(math.log(factor) / math.sqrt(total), degrees)
    return Interval(factor, factor / reach, factor * reach, level), p_value
