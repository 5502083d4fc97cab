"""The rows that computations read: columns as arrays, and the evidence that finds them again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kernel.core.windows import Window

Equals = tuple[tuple[str, tuple[str, ...]], ...]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Stored rows behind a figure: which, what a column of them adds up to, and how many.

    `table` is without prefix, `equals` names columns with the values they may have. `total` is
    exact (money in minor units). `digest` is the SHA-256 of those values with their days and
    keys, the same in whatever order the rows came.
    """

    table: str
    window: Window
    equals: Equals
    column: str
    total: int
    count: int
    digest: str


@dataclass(frozen=True)
class DatedRows:
    """Arrays of one length, a row an index. A table's columns are the fields of a subclass."""

    date: NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.date)

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Self:
        """The rows for which a mask is true, or those at the indices given."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def within(self, window: Window) -> Self:
        """The rows whose day lies in `window`."""
        first, last = np.datetime64(window.first, "D"), np.datetime64(window.last, "D")
        return self.where((self.date >= first) & (self.date <= last))

    def last_day(self, no_later_than: dt.date) -> dt.date | None:
        """The last day that has a row, up to `no_later_than`."""
        kept = self.date[self.date <= np.datetime64(no_later_than, "D")]
        return kept.max().item() if kept.size else None

    def evidence_of(
        self, table: str, window: Window, equals: Equals, column: str, keys: tuple[str, ...]
    ) -> Evidence:
        """These rows, said to be those of `window` that `equals` finds.

        `column` is what is added up; `keys` are the columns that, with the day, name a row.
        """
        values = getattr(self, column)
        named = (getattr(self, key).tolist() for key in ("date", *keys))
        lines = sorted(
            "\x1f".join(map(str, row)) for row in zip(*named, values.tolist(), strict=True)
        )
        digest = hashlib.sha256("\x1e".join([table, column, *lines]).encode()).hexdigest()
        return Evidence(table, window, equals, column, _total(values), len(self), digest)


def days_of(records: Sequence[Record], name: str = "date") -> NDArray[np.datetime64]:
    """A column of days."""
    return np.array([np.datetime64(row[name], "D") for row in records], dtype="datetime64[D]")


def texts_of(records: Sequence[Record], name: str) -> NDArray[np.object_]:
    """A column of texts, empty where a record has none."""
    texts = np.empty(len(records), dtype=object)
    texts[:] = ["" if row.get(name) is None else str(row[name]) for row in records]
    return texts


def by_day(
    days: NDArray[np.datetime64], values: NDArray[np.float64], window: Window
) -> NDArray[np.float64]:
    """Sums a day, one entry for each day of the window, NaN where no row has a value."""
    offsets = (days - np.datetime64(window.first, "D")).astype(np.int64)
    inside = (offsets >= 0) & (offsets < window.days)
    sums = np.bincount(offsets[inside], weights=values[inside], minlength=window.days)
    seen = np.bincount(offsets[inside], minlength=window.days) > 0
    return np.where(seen, sums, np.nan)


def _total(values: NDArray[Any]) -> int:
    """Exact: whole numbers are added as such, and numbers that are missing are none."""
    if values.dtype.kind == "i":
        return sum(values.tolist())
    return int(np.nansum(values))
