"""Splitting a budget so that the next unit of spend brings the same in every channel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from kernel.statistics.values import AnalysisError

HALVINGS = 200


class Concave(Protocol):
    """What a split asks of a curve: returns of the next unit of spend a day, which only fall."""

    def marginal(self, spend: float) -> float:
        """What the next unit brings at this spend a day."""
        ...

    def spend_at(self, marginal: float) -> float:
        """The spend a day at which the next unit brings that much; 0 where it never does."""
        ...


@dataclass(frozen=True, slots=True)
class Split:
    """A budget by channel, in whole minor units that add up to `total` exactly.

    `marginal` is what the next unit brings in each channel, `shadow` what one more unit of budget
    would bring. `binding` names the channels that their floor or cap holds. `kkt_gap` is the
    largest breach of the optimality conditions as a share of `shadow`: 0 is a perfect split.
    """

    total: int
    days: int
    amounts: dict[str, int]
    marginal: dict[str, float]
    shadow: float
    binding: dict[str, Literal["floor", "cap"]]
    kkt_gap: float


def split_budget(
    curves: Mapping[str, Concave],
    total: int,
    *,
    days: int = 1,
    floors: Mapping[str, int] | None = None,
    caps: Mapping[str, int] | None = None,
) -> Split:
    """The split of `total` over `days` that brings the most, by equal marginal return.

    Amounts, floors and caps are minor units for the whole period; a channel without a cap may take
    everything, so give one (`ResponseCurve.last_seen` times the days) where its curve was never
    seen that far out. Raises AnalysisError where the floors exceed the total, the caps fall short
    of it, or a floor exceeds its cap.
    Source: the Karush-Kuhn-Tucker conditions, Boyd and Vandenberghe (2004), Convex Optimization,
    section 5.5.3 (example 5.2, water-filling).
    """
    names = sorted(curves)
    low = {name: (floors or {}).get(name, 0) for name in names}
    high = {name: (caps or {}).get(name, total) for name in names}
    _check(total, days, low, high)

    def wanted(price: float) -> dict[str, float]:
        return {
            name: min(max(curves[name].spend_at(price) * days, low[name]), high[name])
            for name in names
        }

    price = _price(curves, wanted, total, low, days)
    amounts = _whole(wanted(price), total, low, high)
    marginal = {name: curves[name].marginal(amounts[name] / days) for name in names}
    return _split(total, days, amounts, marginal, low, high)


def _check(total: int, days: int, low: Mapping[str, int], high: Mapping[str, int]) -> None:
    if not low:
        raise AnalysisError("a budget is split over one channel at least")
    if total < 0 or days < 1 or min(low.values()) < 0:
        raise AnalysisError("a budget, its days and its floors are not negative")
    crossed = [name for name in low if low[name] > high[name]]
    if crossed:
        raise AnalysisError(f"the floor of {', '.join(crossed)} is above its cap")
    if sum(low.values()) > total:
        raise AnalysisError(f"the floors add up to {sum(low.values())}, more than {total}")
    if sum(high.values()) < total:
        raise AnalysisError(f"the caps add up to {sum(high.values())}, less than {total}")


def _price(
    curves: Mapping[str, Concave],
    wanted: _Wanted,
    total: int,
    low: Mapping[str, int],
    days: int,
) -> float:
    """The marginal return at which the channels together want the total, by halving."""
    top = max(curves[name].marginal(low[name] / days) for name in curves)
    if top <= 0:
        return 0.0
    cheap, dear = math.log(top) - 120.0, math.log(top)
    for _ in range(HALVINGS):
        middle = (cheap + dear) / 2
        if sum(wanted(math.exp(middle)).values()) > total:
            cheap = middle
        else:
            dear = middle
    return math.exp(dear)


class _Wanted(Protocol):
    def __call__(self, price: float) -> dict[str, float]: ...


def _whole(
    wanted: Mapping[str, float], total: int, low: Mapping[str, int], high: Mapping[str, int]
) -> dict[str, int]:
    """Whole minor units that add up: what is left over goes where there is room, evenly."""
    amounts = {name: max(low[name], math.floor(value)) for name, value in wanted.items()}
    order = sorted(wanted, key=lambda name: (amounts[name] - wanted[name], name))
    left = total - sum(amounts.values())
    while left:
        open_ = [name for name in order if (amounts[name] < high[name] if left > 0 else
                                            amounts[name] > low[name])]  # fmt: skip
        step = 1 if left > 0 else -1
        share = max(abs(left) // len(open_), 1)
        for name in open_:
            room = high[name] - amounts[name] if left > 0 else amounts[name] - low[name]
            taken = min(share, room, abs(left)) * step
            amounts[name] += taken
            left -= taken
            if not left:
                break
    return amounts


def _split(
    total: int,
    days: int,
    amounts: dict[str, int],
    marginal: dict[str, float],
    low: Mapping[str, int],
    high: Mapping[str, int],
) -> Split:
    free = [name for name in amounts if low[name] < amounts[name] < high[name]]
    at_cap = [name for name in amounts if amounts[name] == high[name] > low[name]]
    at_floor = [name for name in amounts if amounts[name] == low[name]]
    if free:
        shadow = sum(marginal[name] for name in free) / len(free)
    elif at_cap:
        shadow = min(marginal[name] for name in at_cap)
    else:
        shadow = max(marginal[name] for name in at_floor)
    breaches = [abs(marginal[name] - shadow) for name in free]
    breaches += [max(0.0, shadow - marginal[name]) for name in at_cap]
    breaches += [max(0.0, marginal[name] - shadow) for name in at_floor if low[name] < high[name]]
    binding: dict[str, Literal["floor", "cap"]] = dict.fromkeys(at_floor, "floor")
    binding |= dict.fromkeys(at_cap, "cap")
    gap = max(breaches, default=0.0) / shadow if shadow > 0 else 0.0
    return Split(total, days, amounts, marginal, shadow, dict(sorted(binding.items())), gap)
