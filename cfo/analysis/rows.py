"""The rows that computations read: columns as arrays, and the filter that finds them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from cfo.analysis.money import AMOUNT_LIMIT
from cfo.analysis.values import MixedCurrenciesError
from kernel.core.windows import Window
from kernel.statistics.rows import DatedRows, Equals, Evidence, days_of, texts_of
from kernel.statistics.values import AnalysisError

Kind = Literal["revenue", "cogs", "opex", "payroll", "tax", "transfer", "financing"]
KINDS: tuple[Kind, ...] = (
    "revenue", "cogs", "opex", "payroll", "tax", "transfer", "financing",
)  # fmt: skip
UNCATEGORISED = ""
COSTS: tuple[Kind, ...] = ("cogs", "opex", "payroll", "tax")

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class LedgerRows(DatedRows):
    """Bank lines: arrays of one length, a row an index.

    `amount` is signed minor units of `currency`, money in above zero. `category` and `kind` are
    empty where nobody has said what a line is. `key` is what finds the row again.
    """

    key: NDArray[np.object_]
    amount: Ints
    currency: NDArray[np.object_]
    account: NDArray[np.object_]
    category: NDArray[np.object_]
    kind: NDArray[np.object_]
    payee: NDArray[np.object_]
    memo: NDArray[np.object_]

    @classmethod
    def of(cls, records: Iterable[Mapping[str, Any]]) -> LedgerRows:
        """From records: id, date, amount, currency, account, category, kind, counterparty, memo.

        Raises AnalysisError for an amount that is no whole number or not below 10**15, and for a
        kind that is none.
        """
        rows = list(records)
        amounts = [row["amount"] for row in rows]
        if any(type(amount) is not int or abs(amount) >= AMOUNT_LIMIT for amount in amounts):
            raise AnalysisError("amounts are whole minor units below 10**15")
        kinds = texts_of(rows, "kind")
        if strange := set(kinds.tolist()) - {*KINDS, UNCATEGORISED}:
            raise AnalysisError(f"no kind of category: {', '.join(sorted(strange))}")
        return cls(
            days_of(rows),
            texts_of(rows, "id"),
            np.array(amounts, dtype=np.int64),
            texts_of(rows, "currency"),
            texts_of(rows, "account"),
            texts_of(rows, "category"),
            kinds,
            texts_of(rows, "counterparty"),
            texts_of(rows, "memo"),
        )

    def matching(self, column: str, test: Callable[[Any], bool]) -> Self:
        """The rows whose value in a column passes `test`."""
        values = getattr(self, column).tolist()
        return self.where(np.fromiter((test(v) for v in values), dtype=np.bool_, count=len(values)))

    def of_currency(self, currency: str) -> Self:
        return self.where(self.currency == currency)

    def of_kinds(self, *kinds: str) -> Self:
        return self.matching("kind", set(kinds).__contains__)

    def of_category(self, category: str) -> Self:
        return self.where(self.category == category)

    def without_transfers(self) -> Self:
        """Without the lines between two own accounts: they are neither income nor cost."""
        return self.where(self.kind != "transfer")

    def currencies(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.currency.tolist())))

    def one_currency(self) -> str:
        """The currency that all rows share; MixedCurrenciesError otherwise, "" without rows."""
        found = self.currencies()
        if len(found) > 1:
            raise MixedCurrenciesError(found)
        return found[0] if found else ""

    def day(self, at: int) -> dt.date:
        found: dt.date = self.date[at].item()
        return found

    def span(self) -> Window | None:
        """From the first to the last day that has a row."""
        return Window(self.date.min().item(), self.date.max().item()) if len(self) else None

    def total(self) -> int:
        """The exact sum, of rows of one currency."""
        self.one_currency()
        return sum(self.amount.tolist())

    def month_numbers(self) -> Ints:
        """The month of each row, counted as `months.number_of` does."""
        return self.date.astype("datetime64[M]").astype(np.int64) + 1970 * 12

    def monthly(self, first: int, last: int) -> tuple[int, ...]:
        """Sums of the months from `first` to `last`, zero where there is no row."""
        self.one_currency()
        sums = np.zeros(last - first + 1, dtype=np.int64)
        at = self.month_numbers() - first
        inside = (at >= 0) & (at < len(sums))
        np.add.at(sums, at[inside], self.amount[inside])
        return tuple(sums.tolist())

    def evidence(self, window: Window, equals: Equals) -> Evidence:
        """These rows, said to be those of `window` that `equals` finds."""
        return self.evidence_of("transactions", window, equals, "amount", ("key", "account"))

    def named(self) -> Evidence:
        """These very rows, found by their keys."""
        span = self.span()
        if span is None:
            raise AnalysisError("no rows")
        return self.evidence(span, (("id", tuple(sorted(self.key.tolist()))),))
