"""Intervals that hold on every day at once, so that one may look daily and stop when one likes.

The normal-mixture boundary: the likelihood ratio of effects drawn from N(0, tau²) against none
is a martingale where there is no effect, and passes 1 / alpha with a chance of alpha at most
(Ville). With the estimate's variance V after n people, its inversion reaches

    sqrt(2 V (1 + 1 / r) log(sqrt(1 + r) / alpha)),   r = n rho² = tau² / V

to each side. `rho` is chosen so that this is narrowest after `planned` people, and has to be
fixed before the start. The guarantee is asymptotic in the people of one day's look, as with any
normal approximation.
Sources: Robbins (1970), Ann. Math. Statist. 41; Johari, Koomen, Pekelis and Walsh (2022), Always
Valid Inference; Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021), arXiv:2103.06476, (9),
(155), (161).
"""

from __future__ import annotations

import math
from typing import Any

from cro.analysis.arms import Sample
from cro.analysis.effects import Effect, Estimate, estimated
from kernel.statistics.values import AnalysisError, Interval

PLANNED = 5000
"""People for whom the interval is tuned where no size was planned."""


def mixture(alpha: float, planned: float) -> float:
    """Rho squared, a person's part of r, for intervals narrowest after `planned` people."""
    if not 0.0 < alpha < 0.5 or not planned > 0:
        raise AnalysisError("alpha lies between 0 and 0.5, and the planned size is above zero")
    return (-2.0 * math.log(alpha) + math.log(1.0 - 2.0 * math.log(alpha))) / planned


def reach(squared_error: Any, units: Any, alpha: float, planned: float) -> Any:
    """How far the interval goes to each side; squared errors and people may be arrays."""
    import numpy as np

    ratio = units * mixture(alpha, planned)
    return np.sqrt(
        2.0 * squared_error * (1.0 + 1.0 / ratio) * (0.5 * np.log1p(ratio) - math.log(alpha))
    )


def boundary(alpha: float, planned: float, units: float) -> float:
    """Standard errors to each side after `units` people: what takes the place of 1.96."""
    return float(reach(1.0, units, alpha, planned))


def always_valid_p(estimate: Estimate, alpha: float, planned: float) -> float:
    """One over the mixture likelihood ratio, 1 at most. At `alpha` the interval ends at zero."""
    ratio = estimate.units * mixture(alpha, planned)
    squared = estimate.effect**2 / estimate.squared_error
    exponent = squared * ratio / (2.0 * (1.0 + ratio)) - 0.5 * math.log1p(ratio)
    return min(1.0, math.exp(-exponent)) if exponent < 700 else 0.0


def always_valid_effect(
    control: Sample,
    variant: Sample,
    planned: float = PLANNED,
    relative: bool = True,
    level: float = 0.95,
) -> Effect:
    """The effect with an interval and a p-value that are valid however often one looks.

    `planned` are the people of all arms compared for whom the interval is narrowest; fix it
    before the start. Raises NoVarianceError and RelativeError.
    """
    found = estimated(control, variant, relative)
    alpha = 1.0 - level
    wide = float(reach(found.squared_error, found.units, alpha, planned))
    return Effect(
        Interval(found.effect, found.effect - wide, found.effect + wide, level),
        found.standard_error,
        always_valid_p(found, alpha, planned),
        always_valid=True,
    )
