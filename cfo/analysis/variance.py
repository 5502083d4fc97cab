"""Why revenue changed between two periods: price, volume and mix, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cfo.analysis.money import rounded_in_turn
from kernel.statistics.values import AnalysisError, NotEnoughDataError


@dataclass(frozen=True, slots=True)
class Sold:
    """What was invoiced of one item: `quantity` in thousandths of its unit, `revenue` in minor
    units."""

    item: str
    quantity: int
    revenue: int


@dataclass(frozen=True, slots=True)
class VarianceRow:
    """An item's change: `price` + `volume` + `mix` + `come_or_gone` = `change`, exactly.

    `come_or_gone` is the whole revenue of an item sold in only one of the periods.
    """

    item: str
    before: int
    after: int
    change: int
    price: int
    volume: int
    mix: int
    come_or_gone: int


@dataclass(frozen=True, slots=True)
class PriceVolumeMix:
    """All items, the largest change first, and their sums: rows and columns both add up."""

    rows: tuple[VarianceRow, ...]
    before: int
    after: int
    change: int
    price: int
    volume: int
    mix: int
    come_or_gone: int


def price_volume_mix(before: Sequence[Sold], after: Sequence[Sold]) -> PriceVolumeMix:
    """Both periods in one currency; several lines of one item are added up.

    Over the items sold in both: price is the new quantity at the change in price, volume the
    change in the total quantity at the old share and price, mix what the shares moved. Parts are
    exact fractions, rounded so that each column's total is the exact total rounded and each row
    adds up; a single part is within one unit of the exact one, volume within two.
    Raises NotEnoughDataError where no item was sold in both periods, AnalysisError for revenue
    without a quantity and for quantities below zero (credit notes go with their item's lines).
    Source: sales price, quantity and mix variances, as in Horngren, Cost Accounting, ch. 14.
    """
    old, new = _added(before), _added(after)
    both = sorted(
        item for item in old.keys() & new.keys() if old[item].quantity and new[item].quantity
    )
    if not both:
        raise NotEnoughDataError("items sold in both periods", 0, 1)
    total_old = sum(old[item].quantity for item in both)
    total_new = sum(new[item].quantity for item in both)
    prices, mixes = [], []
    for item in both:
        one, other = old[item], new[item]
        price = Fraction(one.revenue, one.quantity)
        at_old_share = Fraction(total_new * one.quantity, total_old)
        prices.append(other.revenue - other.quantity * price)
        mixes.append((other.quantity - at_old_share) * price)
    rows = []
    whole = zip(both, rounded_in_turn(prices), rounded_in_turn(mixes), strict=True)
    for item, in_price, in_mix in whole:
        was, now = old[item].revenue, new[item].revenue
        volume = now - was - in_price - in_mix
        rows.append(VarianceRow(item, was, now, now - was, in_price, volume, in_mix, 0))
    for item in sorted((old.keys() | new.keys()) - set(both)):
        was = old[item].revenue if item in old else 0
        now = new[item].revenue if item in new else 0
        rows.append(VarianceRow(item, was, now, now - was, 0, 0, 0, now - was))
    rows.sort(key=lambda row: (-abs(row.change), row.item))
    columns = ("before", "after", "change", "price", "volume", "mix", "come_or_gone")
    sums = {name: sum(getattr(row, name) for row in rows) for name in columns}
    return PriceVolumeMix(tuple(rows), **sums)


def _added(lines: Sequence[Sold]) -> dict[str, Sold]:
    found: dict[str, Sold] = {}
    for line in lines:
        one = found.get(line.item, Sold(line.item, 0, 0))
        found[line.item] = Sold(line.item, one.quantity + line.quantity, one.revenue + line.revenue)
    for one in found.values():
        if one.quantity < 0:
            raise AnalysisError(f"{one.item} has a quantity below zero")
        if one.quantity == 0 and one.revenue:
            raise AnalysisError(f"{one.item} has revenue without a quantity")
    return found
