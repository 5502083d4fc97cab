"""Why sales changed: price, volume and mix, from invoice lines."""

from __future__ import annotations

from collections.abc import Iterator

from cfo.analysis import price_volume_mix
from cfo.analysis.variance import PriceVolumeMix
from cfo.figures import fact
from cfo.reporting.ground import Ground, Period
from cfo.reporting.keys import key_of
from kernel.core.facts import Fact, Rows
from kernel.statistics.values import AnalysisError, NotEnoughDataError

FUNCTION = "cfo.analysis.price_volume_mix"
PARTS: dict[str, tuple[str, str]] = {
    "before": ("Invoiced before", "The invoice lines of the period before, added up."),
    "after": ("Invoiced", "The invoice lines of the period, added up."),
    "change": ("Change of what was invoiced", "Invoiced minus invoiced before."),
    "price": ("By price", "The new quantity of each item at its change in price."),
    "volume": ("By volume", "The change in the total quantity, at the old shares and prices."),
    "mix": ("By mix", "What the shares of the items moved, at the old prices."),
    "come_or_gone": ("By items that came or went", "The revenue of items sold in one period only."),
}


def explained(ground: Ground) -> PriceVolumeMix | None:
    """The change of sales on the period before; None without invoice lines in both."""
    if ground.before is None:
        return None
    earlier, later = ground.sales.sold(ground.before), ground.sales.sold(ground.now)
    if not earlier or not later:
        return None
    try:
        return price_volume_mix(earlier, later)
    except (AnalysisError, NotEnoughDataError):
        return None


def facts(ground: Ground) -> Iterator[Fact]:
    """The parts of the change, all items together and each by itself."""
    found = explained(ground)
    if found is None or ground.before is None:
        return
    now, before = _rows(ground, ground.now), _rows(ground, ground.before)
    for name, (label, formula) in PARTS.items():
        rows = {"before": (before,), "after": (now,)}.get(name, (now, before))
        yield fact(
            key_of(ground, "sold", "sum", name), label, getattr(found, name), "money", formula,
            FUNCTION, rows=rows, currency=ground.currency,
            period=(ground.now.window.first, ground.now.window.last),
        )  # fmt: skip
    for row in found.rows:
        own = (_rows(ground, ground.now, row.item), _rows(ground, ground.before, row.item))
        for name, (label, formula) in PARTS.items():
            yield fact(
                key_of(ground, "sold", "item", row.item, name), f"{label}, {row.item}",
                getattr(row, name), "money", formula, FUNCTION,
                rows=tuple(part for part in own if part.count), currency=ground.currency,
                period=(ground.now.window.first, ground.now.window.last),
            )  # fmt: skip


def _rows(ground: Ground, period: Period, item: str | None = None) -> Rows:
    window = period.window
    filters = {
        "issued_on__gte": window.first.isoformat(),
        "issued_on__lte": window.last.isoformat(),
        "currency": ground.currency,
    }
    kept = [one for one in ground.sales.sold(period) if item is None or one.item == item]
    if item is not None:
        filters["item"] = item
    total = sum(one.revenue for one in kept)
    return Rows("cfo/invoice-lines", filters, "amount", total, len(kept))
