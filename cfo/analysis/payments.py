"""Payments grouped by who got them: what the questions about spending start from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cfo.analysis.payees import stem
from cfo.analysis.rows import LedgerRows

Payments = Mapping[tuple[str, str], tuple[int, ...]]
NOT_SPENT = ("transfer", "financing", "revenue")


def by_payee(rows: LedgerRows, skip: tuple[str, ...] = NOT_SPENT) -> Payments:
    """Indices of money out by (currency, payee without numbers), by day and then key."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    stems: dict[str, str] = {}
    columns = zip(
        rows.amount.tolist(), rows.kind.tolist(), rows.currency.tolist(), rows.payee.tolist(),
        strict=True,
    )  # fmt: skip
    for at, (amount, kind, currency, payee) in enumerate(columns):
        if amount < 0 and kind not in skip:
            if payee not in stems:
                stems[payee] = stem(payee)
            if stems[payee]:
                groups[currency, stems[payee]].append(at)
    days, keys = rows.date.astype("int64").tolist(), rows.key.tolist()
    return {
        name: tuple(sorted(found, key=lambda at: (days[at], keys[at])))
        for name, found in sorted(groups.items())
    }
