"""Sums of bank lines by day and kind, added up by the database: what dashboards are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from numpy.typing import NDArray

from cfo.figures import TRANSACTIONS, UNFILED
from cfo.models import Transaction
from cfo.selectors import TRANSFER
from kernel.core.facts import Rows
from kernel.core.windows import Window

EVERY = "every"
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Kind:
    """Days with lines in order, and from the first of them on what they come to and how many."""

    days: NDArray[np.datetime64]
    amounts: Ints
    counts: Ints

    def until(self, day: date) -> tuple[int, int]:
        at = int(np.searchsorted(self.days, np.datetime64(day, "D"), side="right"))
        return (int(self.amounts[at - 1]), int(self.counts[at - 1])) if at else (0, 0)


@dataclass(frozen=True)
class DailySums:
    """The lines of one currency as sums a day; kinds as `cfo.selectors.ledger` gives them."""

    currency: str
    kinds: Mapping[str, _Kind] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @property
    def first(self) -> date:
        """The day of the first line; raises KeyError where there is none."""
        found: date = self.kinds[EVERY].days[0].item()
        return found

    def total(self, window: Window, *kinds: str) -> int:
        """Minor units of the lines of these kinds in a window; of all lines without kinds."""
        return sum(self._within(kind, window)[0] for kind in kinds or (EVERY,))

    def until(self, day: date) -> int:
        """Every line up to and with a day."""
        return self._until(EVERY, day)[0]

    def rows(self, window: Window, kind: str) -> Rows:
        """The list's filter that shows the lines of one kind ("" is of none) in a window."""
        amount, count = self._within(kind, window)
        filters = {
            "date__gte": window.first.isoformat(),
            "date__lte": window.last.isoformat(),
            "kind": kind or UNFILED,
            "currency": self.currency,
        }
        return Rows(TRANSACTIONS, filters, "amount", amount, count)

    def rows_until(self, day: date) -> Rows:
        """The list's filter that shows every line up to a day."""
        amount, count = self._until(EVERY, day)
        filters = {"date__lte": day.isoformat(), "currency": self.currency}
        return Rows(TRANSACTIONS, filters, "amount", amount, count)

    def _until(self, kind: str, day: date) -> tuple[int, int]:
        known = self.kinds.get(kind)
        return known.until(day) if known else (0, 0)

    def _within(self, kind: str, window: Window) -> tuple[int, int]:
        known = self.kinds.get(kind)
        if known is None:
            return 0, 0
        later = known.until(window.last)
        earlier = known.until(date.fromordinal(window.first.toordinal() - 1))
        return later[0] - earlier[0], later[1] - earlier[1]


def daily_sums(currency: str, last: date) -> DailySums:
    """Every line of a currency up to a day."""
    half = Q(transfer__isnull=False) | Q(category__kind=TRANSFER)
    lines = Transaction.objects.filter(currency=currency, date__lte=last).order_by("date")
    kind = Case(
        When(half, then=Value(TRANSFER)),
        When(category__isnull=True, then=Value("")),
        default=F("category__kind"),
        output_field=CharField(),
    )
    grouped = lines.annotate(of=kind).values_list("date", "of")
    by_kind: dict[str, list[tuple[date, int, int]]] = {}
    for day, name, amount, count in grouped.annotate(sum=Sum("amount"), lines=Count("pk")):
        for key in (name, EVERY):
            by_kind.setdefault(key, []).append((day, int(amount), count))
    return DailySums(currency, {name: _kind(found) for name, found in by_kind.items()})


def _kind(found: list[tuple[date, int, int]]) -> _Kind:
    days: Any = np.array([day for day, _, _ in found], dtype="datetime64[D]")
    amounts = np.cumsum(np.array([amount for _, amount, _ in found], dtype=np.int64))
    counts = np.cumsum(np.array([count for _, _, count in found], dtype=np.int64))
    return _Kind(days, amounts, counts)
