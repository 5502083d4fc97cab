"""Quantiles and tail probabilities from scipy.special, which loads far faster than scipy.stats."""

from __future__ import annotations

from kernel.statistics.values import AnalysisError


def normal_quantile(probability: float) -> float:
    """The standard normal deviate below which `probability` of the mass lies."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def student_quantile(probability: float, degrees: float) -> float:
    """The same for Student's t with `degrees` of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, probability))


def student_two_sided(statistic: float, degrees: float) -> float:
    """P(|t| >= |statistic|) for Student's t."""
    from scipy.special import stdtr

    return float(2.0 * stdtr(degrees, -abs(statistic)))


def normal_two_sided(statistic: float) -> float:
    """P(|z| >= |statistic|) for the standard normal."""
    from scipy.special import ndtr

    return float(2.0 * ndtr(-abs(statistic)))


def two_sided_point(level: float) -> float:
    """The probability at the upper limit of a two-sided interval of this level."""
    if not 0.0 < level < 1.0:
        raise AnalysisError("a confidence level lies between 0 and 1")
    return 0.5 + level / 2.0
