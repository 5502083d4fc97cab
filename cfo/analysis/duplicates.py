"""The same bill paid twice, and one bill cut up to stay below a limit."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from cfo.analysis.payees import references
from cfo.analysis.payments import by_payee
from cfo.analysis.rows import LedgerRows

Ground = Literal["same_reference", "out_of_rhythm", "equal_only"]
DAYS = 10
OFTEN_GAP = 7
OFTEN_PAYMENTS = 12
RHYTHM = 3
SPLIT_DAYS = 3
RETURN_DAYS = 60


@dataclass(frozen=True, slots=True)
class DuplicatePayment:
    """Payments (indices, first first) that look like one bill paid again within `days`.

    `amount` is that of one, above zero; `extra` what was paid beyond it. `ground`: the memos hold
    the same reference, or the payee is paid in a rhythm that this breaks, or nothing but the
    equal amount speaks for it.
    """

    rows: tuple[int, ...]
    currency: str
    payee: str
    amount: int
    extra: int
    days: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class SplitPayment:
    """Payments (indices) to one payee within three days: each below `limit`, together at least."""

    rows: tuple[int, ...]
    currency: str
    payee: str
    total: int
    limit: int
    days: int


def duplicate_payments(rows: LedgerRows, days: int = DAYS) -> tuple[DuplicatePayment, ...]:
    """Equal amounts to one payee within `days`, unless that is usual or was given back.

    Not named: payments whose memos hold different references (two invoices); payees who are paid
    often, or who got equal amounts that close before, where the memos say nothing; amounts that
    the payee returned within 60 days. Largest extra first.
    """
    returns = _returns(rows)
    found = []
    for (currency, payee), indices in by_payee(rows).items():
        often = _often(rows, indices)
        for run in _close_and_equal(rows, indices, days):
            ground = _ground(rows, run, indices, days, often)
            amount = -int(rows.amount[run[0]])
            if ground is None or _given_back(rows, run, returns.get((currency, payee, amount), [])):
                continue
            apart = (rows.day(run[-1]) - rows.day(run[0])).days
            extra = amount * (len(run) - 1)
            found.append(
                DuplicatePayment(tuple(run), currency, payee, amount, extra, apart, ground)
            )
    return tuple(sorted(found, key=lambda one: (-one.extra, one.payee, one.rows)))


def split_payments(rows: LedgerRows, limit: int) -> tuple[SplitPayment, ...]:
    """Payments to one payee within three days that a limit (minor units) would have stopped as one.

    `rows` are of one currency, the limit's. Left out are payments whose memos each hold another
    reference, and payees for whom this is the rule: who were paid so more than twice.
    """
    rows.one_currency()
    found = []
    for (currency, payee), indices in by_payee(rows).items():
        own = []
        for run in _together(rows, [at for at in indices if -int(rows.amount[at]) < limit]):
            total = -sum(int(rows.amount[at]) for at in run)
            sizes = [-int(rows.amount[at]) for at in run]
            if len(run) < 2 or total < limit or min(sizes) * 4 < limit:
                continue
            named = [references(rows.memo[at]) for at in run]
            if all(named) and len(frozenset.union(*named)) >= len(run) and not _shared(named):
                continue
            apart = (rows.day(run[-1]) - rows.day(run[0])).days
            own.append(SplitPayment(tuple(run), currency, payee, total, limit, apart))
        found += own if len(own) <= 2 else []
    return tuple(sorted(found, key=lambda one: (-one.total, one.payee, one.rows)))


def _close_and_equal(rows: LedgerRows, indices: Sequence[int], days: int) -> list[list[int]]:
    """Runs of two and more equal amounts, each within `days` of the one before."""
    counts = Counter(int(rows.amount[at]) for at in indices)
    runs = []
    for amount in sorted(one for one, times in counts.items() if times > 1):
        equal = [at for at in indices if rows.amount[at] == amount]
        runs += [run for run in _runs(rows, equal, days) if len(run) > 1]
    return runs


def _together(rows: LedgerRows, indices: Sequence[int]) -> list[list[int]]:
    """Payments in groups, each within the days of a split from its first."""
    groups: list[list[int]] = []
    for at in indices:
        if groups and (rows.day(at) - rows.day(groups[-1][0])).days <= SPLIT_DAYS:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _runs(rows: LedgerRows, indices: Sequence[int], days: int) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in indices:
        if runs and (rows.day(at) - rows.day(runs[-1][-1])).days <= days:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _ground(
    rows: LedgerRows, run: list[int], indices: Sequence[int], days: int, often: bool
) -> Ground | None:
    named = [references(rows.memo[at]) for at in run]
    if _shared(named):
        return "same_reference"
    if all(named) or often:
        return None
    others = [one for one in _close_and_equal(rows, indices, days) if one != run]
    if others:
        return None
    equal = [at for at in indices if rows.amount[at] == rows.amount[run[0]]]
    rest = [at for at in equal if at not in set(run[1:])]
    gaps = [(rows.day(b) - rows.day(a)).days for a, b in itertools.pairwise(rest)]
    apart = (rows.day(run[-1]) - rows.day(run[0])).days
    if len(gaps) >= 2 and median(gaps) >= RHYTHM * max(1, apart):
        return "out_of_rhythm"
    return "equal_only"


def _shared(named: list[frozenset[str]]) -> bool:
    """Whether two of the memos hold the same reference."""
    counts = Counter(reference for one in named for reference in one)
    return any(times > 1 for times in counts.values())


def _often(rows: LedgerRows, indices: Sequence[int]) -> bool:
    if len(indices) < OFTEN_PAYMENTS:
        return False
    gaps = [(rows.day(b) - rows.day(a)).days for a, b in itertools.pairwise(indices)]
    return median(gaps) <= OFTEN_GAP


Returns = dict[tuple[str, str, int], list[int]]


def _returns(rows: LedgerRows) -> Returns:
    """Money in by (currency, payee, amount): what a payee may have given back."""
    back: Returns = {}
    turned = replace(rows, amount=-rows.amount)
    for (currency, payee), indices in by_payee(turned, ("transfer", "financing")).items():
        for at in indices:
            back.setdefault((currency, payee, int(rows.amount[at])), []).append(at)
    return back


def _given_back(rows: LedgerRows, run: list[int], returns: list[int]) -> bool:
    last = rows.day(run[-1])
    return any(0 <= (rows.day(at) - last).days <= RETURN_DAYS for at in returns)
