"""Confidence intervals of ratios of daily totals."""

from __future__ import annotations

import math

import numpy as np

from kernel.statistics.proportions import Numbers, paired
from kernel.statistics.quantiles import student_quantile, two_sided_point
from kernel.statistics.values import Interval, NotEnoughDataError

DAYS_IN_BLOCK = 7
BLOCKS_NEEDED = 4


def ratio_interval(numerators: Numbers, denominators: Numbers, level: float = 0.95) -> Interval:
    """The interval of sum(numerators) / sum(denominators) from consecutive daily pairs.

    The days are summed to blocks of a week, counted back from the last day (an incomplete first
    week joins its neighbour), so that neither the pattern of weekdays nor the likeness of
    neighbouring days narrows the interval. The variance is the linearised one between blocks, the
    limits are Student's on the log scale, with one degree of freedom less than blocks.
    A week without any value counts for nothing. Raises NotEnoughDataError with fewer than four
    weeks, or a total that is not positive.
    Source: Cochran (1977), Sampling Techniques, 3rd ed., sections 2.11 and 6.3; the delta method.
    """
    ratio, error, degrees = log_ratio_error(numerators, denominators)
    reach = math.exp(student_quantile(two_sided_point(level), degrees) * error)
    return Interval(ratio, ratio / reach, ratio * reach, level)


def log_ratio_error(numerators: Numbers, denominators: Numbers) -> tuple[float, float, int]:
    """(ratio, standard error of its logarithm, degrees of freedom), as `ratio_interval` says."""
    y, x = paired(numerators, denominators)
    days = len(y)
    blocks = days // DAYS_IN_BLOCK
    if blocks < BLOCKS_NEEDED:
        raise NotEnoughDataError("days", days, BLOCKS_NEEDED * DAYS_IN_BLOCK)
    y_sum, x_sum = float(y.sum()), float(x.sum())
    if x_sum <= 0:
        raise NotEnoughDataError("denominator total", 0, 1)
    if y_sum <= 0:
        raise NotEnoughDataError("numerator total", 0, 1)
    starts = days - DAYS_IN_BLOCK * np.arange(blocks, 0, -1)
    starts[0] = 0
    ratio = y_sum / x_sum
    y_block, x_block = np.add.reduceat(y, starts), np.add.reduceat(x, starts)
    blocks = int(((y_block > 0) | (x_block > 0)).sum())
    if blocks < BLOCKS_NEEDED:
        raise NotEnoughDataError("weeks with values", blocks, BLOCKS_NEEDED)
    residuals = y_block - ratio * x_block
    variance = blocks / (blocks - 1) * float(residuals @ residuals) / y_sum**2
    return ratio, math.sqrt(variance), blocks - 1
