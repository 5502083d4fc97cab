"""Monthly sums of the lines, added up by the database: what charts show of the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Min, Q, Sum
from django.db.models.functions import TruncMonth

from cfo import selectors
from cfo.analysis import months
from cfo.analysis.rows import COSTS
from cfo.models import Category, Transaction
from cfo.selectors import TRANSFER

SHOWN_MONTHS = 24


@dataclass(frozen=True)
class History:
    """Signed sums by month number and category (None: not filed), of one currency.

    Lines between own accounts have the category "" of the kind transfer; `opening` is what the
    accounts held before the first line.
    """

    sums: Mapping[tuple[int, str | None], int]
    kinds: Mapping[str, str]
    opening: int
    first: int
    last: int

    @property
    def months(self) -> list[int]:
        """The last months that are shown."""
        return list(range(max(self.first, self.last - SHOWN_MONTHS + 1), self.last + 1))

    def series(self, name: str, category: str = "") -> list[float | None]:
        """The values of the shown months, None where the ledger has no line at all."""
        known = self.values(name, category)
        return [known.get(month) for month in self.months]

    def values(self, name: str, category: str = "") -> dict[int, int]:
        """The value of each month that has a line of any kind."""
        found = self.balance() if name == "cash" else self._flows(name, category)
        return {month: found.get(month, 0) for month, _ in self.sums}

    def balance(self) -> dict[int, int]:
        """Cash at each month's end."""
        cash, found = self.opening, {}
        by_month: dict[int, int] = {}
        for (month, _), amount in self.sums.items():
            by_month[month] = by_month.get(month, 0) + amount
        for month in range(self.first, self.last + 1):
            cash += by_month.get(month, 0)
            found[month] = cash
        return found

    def _flows(self, name: str, category: str) -> dict[int, int]:
        kinds = ("revenue",) if name == "revenue" else COSTS
        found: dict[int, int] = {}
        for (month, own), amount in self.sums.items():
            kind = self.kinds.get(own or "")
            if own and (own == category if name == "category" else kind in kinds):
                found[month] = found.get(month, 0) + amount
        return found


def history(currency: str, through: dt.date) -> History:
    """The sums up to a day."""
    lines = Transaction.objects.filter(currency=currency, date__lte=through).order_by()
    first = lines.aggregate(first=Min("date"))["first"] or through
    names = {row.pk: row for row in Category.objects.all()}
    sums: dict[tuple[int, str | None], int] = {}
    grouped = lines.annotate(
        month=TruncMonth("date"), paired=Q(transfer__isnull=False)
    ).values_list("month", "category_id", "paired")
    for month, category, paired, amount in grouped.annotate(amount=Sum("amount")):
        own = names.get(category)
        name = "" if paired or (own and own.kind == TRANSFER) else own.name if own else None
        key = (months.number_of(month), name)
        sums[key] = sums.get(key, 0) + int(amount)
    return History(
        sums=sums,
        kinds={row.name: row.kind for row in names.values()},
        opening=selectors.openings(currency).total,
        first=months.number_of(first),
        last=months.number_of(through),
    )
