"""Sharing out whole minor units so that nothing is lost and nothing appears."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kernel.statistics.values import AnalysisError

AMOUNT_LIMIT = 10**15


def allocated(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` in whole units by `weights`: the parts sum to it exactly, signs follow `total`.

    Each part is its exact share rounded down, and the units left over go to the largest
    remainders, the earlier first among equals. Raises AnalysisError for a negative weight, or
    where no weight is above zero and there is something to share.
    Source: Hamilton's method of largest remainders (Hare quota).
    """
    if any(weight < 0 for weight in weights):
        raise AnalysisError("weights are not negative")
    whole = sum(weights)
    if whole == 0:
        if total:
            raise AnalysisError("nothing has a weight")
        return tuple(0 for _ in weights)
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    left = abs(total) - sum(part for part, _ in shares)
    first = sorted(range(len(shares)), key=lambda at: (-shares[at][1], at))[:left]
    favoured = set(first)
    return tuple(sign * (part + (at in favoured)) for at, (part, _) in enumerate(shares))


def rounded_in_turn(values: Sequence[Fraction]) -> tuple[int, ...]:
    """Whole numbers whose running sums stay within half a unit of the exact running sums.

    So the last running sum, the total, is the exact total rounded (halves to the even number).
    """
    parts = []
    exact, given = Fraction(0), 0
    for value in values:
        exact += value
        parts.append(round(exact) - given)
        given += parts[-1]
    return tuple(parts)


def divided(total: int, by: int) -> int:
    """The quotient as a whole number, halves to the even one; AnalysisError for a zero divisor."""
    if by == 0:
        raise AnalysisError("nothing can be divided by zero")
    return round(Fraction(total, by))
