"""Whether people came to the variants in the shares that were planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cro.analysis.arms import WEIGHT_ERROR
from cro.analysis.refusals import NoExposureError, OneArmError, WeightsError
from kernel.statistics.values import AnalysisError, NotEnoughDataError

LIMIT = 0.001
"""Below this p-value the split is held to be broken: a thousandth of sound experiments."""
LEAST_EXPECTED = 5.0


@dataclass(frozen=True, slots=True)
class Split:
    """Pearson's statistic over the arms, and whether the planned shares are off.

    `share` is what each arm got of all people.
    """

    statistic: float
    degrees: int
    p_value: float
    share: tuple[float, ...]
    mismatch: bool


def sample_ratio(counts: Sequence[int], weights: Sequence[float], limit: float = LIMIT) -> Split:
    """The chi-squared test for a sample-ratio mismatch; a mismatch where p is below `limit`.

    Raises OneArmError, WeightsError, NoExposureError, and NotEnoughDataError where the planned
    shares give an arm fewer than five people (Cochran's rule for the approximation).
    Source: Fabijan et al. (2019), Diagnosing Sample Ratio Mismatch in Online Experiments.
    """
    if len(counts) != len(weights):
        raise AnalysisError("as many counts as shares")
    if len(counts) < 2:
        raise OneArmError
    if any(count < 0 for count in counts):
        raise AnalysisError("exposed people are counted from zero up")
    if not all(weight > 0 for weight in weights):
        raise WeightsError
    if abs(sum(weights) - 1.0) > WEIGHT_ERROR:
        raise WeightsError(sum(weights))
    total = sum(counts)
    if not total:
        raise NoExposureError
    expected = [total * weight for weight in weights]
    if min(expected) < LEAST_EXPECTED:
        need = -int(-LEAST_EXPECTED // min(weights))
        raise NotEnoughDataError("people in all variants", total, need)
    statistic = sum((c - e) ** 2 / e for c, e in zip(counts, expected, strict=True))
    degrees = len(counts) - 1
    p_value = _above(statistic, degrees)
    share = tuple(count / total for count in counts)
    return Split(statistic, degrees, p_value, share, p_value < limit)


def _above(statistic: float, degrees: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(degrees, statistic))
