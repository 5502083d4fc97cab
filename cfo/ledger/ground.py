"""What one run of the ledger intake looks at, and what it works out from it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from uuid import UUID

import numpy as np

from cfo.analysis import categorised, months, reconciled, suggested_categories
from cfo.analysis.balances import Reconciliation
from cfo.analysis.rows import LedgerRows
from cfo.analysis.rules import Rule
from cfo.analysis.suggestions import Suggestion
from cfo.ledger.contracts import LedgerInput
from cfo.selectors import Ledger
from kernel.core.fact_keys import fact_key, told_apart

BUSY = 3
"""An account with so many lines in its usual month should have some in each."""


@dataclass(frozen=True, slots=True)
class Held:
    """An account as it is stored; balances in minor units of its currency."""

    id: UUID
    name: str
    currency: str
    opening: int
    opened_on: dt.date
    stated: int | None
    stated_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Checked:
    """An account against its bank; `missing` are months without a line between others."""

    key: str
    held: Held
    found: Reconciliation
    missing: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """Lines (indices) that rules put under a category."""

    key: str
    category: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with the key of its facts, its lines' ids, and the payee as the bank spells."""

    key: str
    payee: str
    ids: tuple[str, ...]
    found: Suggestion


@dataclass(frozen=True)
class Ground:
    """The workspace's lines and accounts.

    `rules` name accounts and categories by their ids, as they are stored. `pairs` are the certain
    transfers, as ids (out, in); `doubtful` counts those that may be something else, `alone` lines
    called a transfer without another half.
    """

    payload: LedgerInput
    today: dt.date
    ledger: Ledger
    rules: Sequence[Rule]
    accounts: Sequence[Held]
    pairs: Sequence[tuple[str, str]]
    doubtful: int = 0
    alone: int = 0

    @property
    def rows(self) -> LedgerRows:
        return self.ledger.rows

    @cached_property
    def waiting(self) -> tuple[int, ...]:
        """Lines (indices) of no category that are no half of a transfer."""
        rows = self.rows
        since = self.payload.since
        first = np.datetime64(since, "D") if since else np.datetime64("0001-01-01", "D")
        free = (rows.category == "") & (rows.kind == "") & (rows.date >= first)
        return tuple(np.flatnonzero(free).tolist())

    @cached_property
    def filed(self) -> tuple[Filed, ...]:
        """What the rules decide, the category with the most lines first."""
        if self.payload.only_propose or not self.rules:
            return ()
        names = {str(pk): name for name, pk in self.ledger.categories.items()}
        found: dict[str, list[int]] = {}
        kept = self.rows.where(np.array(self.waiting, dtype=np.int64))
        for at, one in zip(self.waiting, categorised(kept, self._rules_by_name), strict=True):
            if one.category in names:
                found.setdefault(names[one.category], []).append(at)
        ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        keys = told_apart([fact_key("filed", name) for name, _ in ordered])
        return tuple(
            Filed(key, name, tuple(lines)) for key, (name, lines) in zip(keys, ordered, strict=True)
        )

    @property
    def paired(self) -> Sequence[tuple[str, str]]:
        """The transfers that this run pairs."""
        return () if self.payload.only_propose else self.pairs

    @cached_property
    def left(self) -> tuple[int, ...]:
        """Lines that still wait when rules and pairs are done."""
        done = {at for one in self.filed for at in one.lines}
        halves = {key for pair in self.paired for key in pair}
        keys = self.rows.key
        return tuple(at for at in self.waiting if at not in done and keys[at] not in halves)

    @cached_property
    def suggested(self) -> tuple[Suggested, ...]:
        """What earlier lines say of those that still wait."""
        rows = self.rows
        left = set(self.left)
        kept = [at for at in range(len(rows)) if at in left or rows.category[at]]
        narrowed = rows.where(np.array(kept, dtype=np.int64))
        found = suggested_categories(narrowed)
        keys = told_apart([fact_key("payee", one.payee, one.sign) for one in found])
        return tuple(
            Suggested(
                key,
                str(narrowed.payee[one.lines[-1]]),
                tuple(str(narrowed.key[at]) for at in one.lines),
                one,
            )
            for key, one in zip(keys, found, strict=True)
        )

    @cached_property
    def checked(self) -> tuple[Checked, ...]:
        """Every account from its opening balance to the bank's, or to today."""
        keys = told_apart([fact_key("account", one.name) for one in self.accounts])
        return tuple(
            Checked(
                key,
                one,
                reconciled(
                    self.rows,
                    one.name,
                    one.opening,
                    one.opened_on,
                    one.stated_on or self.today,
                    one.stated,
                ),
                self._missing(one),
            )
            for key, one in zip(keys, self.accounts, strict=True)
        )

    def lines_of(self, lines: Sequence[int]) -> LedgerRows:
        return self.rows.where(np.array(lines, dtype=np.int64))

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows, which text may quote."""
        words = [*self.ledger.categories, *self.ledger.accounts]
        return words + [one.payee for one in self.suggested]

    @property
    def _rules_by_name(self) -> list[Rule]:
        """The rules with accounts as the rows name them."""
        from dataclasses import replace

        names: Mapping[str, str] = {str(pk): name for name, pk in self.ledger.accounts.items()}
        return [replace(one, account=names.get(one.account, one.account)) for one in self.rules]

    def _missing(self, held: Held) -> tuple[dt.date, ...]:
        """Months without any line between the account's first and last one, where it is busy."""
        own = self.rows.where(self.rows.account == held.name)
        if not len(own):
            return ()
        counted = Counter(own.month_numbers().tolist())
        if median(counted.values()) < BUSY:
            return ()
        whole = range(min(counted), max(counted))
        return tuple(months.first_day(number) for number in whole if number not in counted)
