"""Transfers between own accounts: two lines that are neither income nor cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cfo.analysis.payees import plain
from cfo.analysis.rows import LedgerRows

WORDS = ("transfer", "umbuchung", "übertrag", "virement interne", "own account", "traspaso")
FREE_KINDS = ("", "transfer")


@dataclass(frozen=True, slots=True)
class TransferPair:
    """Indices of the line that left and the line that arrived, `days` apart.

    `certain` where nothing else fits either line and one of them says that it is a transfer, by
    its category, by a word, or by naming the other account.
    """

    out: int
    into: int
    days: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Transfers:
    """The pairs, and the lines called a transfer that have no other half in the rows."""

    pairs: tuple[TransferPair, ...]
    unpaired: tuple[int, ...]


def paired_transfers(
    rows: LedgerRows, account_names: Sequence[tuple[str, str]] = (), days: int = 5
) -> Transfers:
    """Lines of opposite amount on two own accounts within `days`, nearest days first.

    Only lines of one currency pair, and only such as have no category or that of a transfer: what
    a person called revenue stays revenue. `account_names` are (account, name as banks write it).
    Each line is in one pair at most. The order of the rows makes no difference.
    """
    outs, ins = _candidates(rows)
    number = rows.date.astype("int64").tolist()
    accounts = rows.account.tolist()
    options = [
        (abs(number[a] - number[b]), min(number[a], number[b]), a, b)
        for wanted, leaving in outs.items()
        for a in leaving
        for b in ins.get(wanted, ())
        if accounts[a] != accounts[b] and abs(number[a] - number[b]) <= days
    ]
    fits: dict[int, int] = defaultdict(int)
    for _, _, a, b in options:
        fits[a] += 1
        fits[b] += 1
    keys = rows.key.tolist()
    taken: set[int] = set()
    pairs = []
    for gap, _, a, b in sorted(options, key=lambda o: (o[0], o[1], keys[o[2]], keys[o[3]])):
        if a in taken or b in taken:
            continue
        taken |= {a, b}
        sure = fits[a] == fits[b] == 1 and _says_so(rows, a, b, dict(account_names))
        pairs.append(TransferPair(a, b, gap, sure))
    called = [at for at, kind in enumerate(rows.kind.tolist()) if kind == "transfer"]
    return Transfers(
        tuple(sorted(pairs, key=lambda pair: (pair.out, pair.into))),
        tuple(at for at in called if at not in taken),
    )


Amounts = dict[tuple[str, int], list[int]]


def _candidates(rows: LedgerRows) -> tuple[Amounts, Amounts]:
    outs: Amounts = defaultdict(list)
    ins: Amounts = defaultdict(list)
    columns = zip(rows.kind.tolist(), rows.amount.tolist(), rows.currency.tolist(), strict=True)
    for at, (kind, amount, currency) in enumerate(columns):
        if kind in FREE_KINDS and amount:
            (ins if amount > 0 else outs)[currency, abs(amount)].append(at)
    return outs, ins


def _says_so(rows: LedgerRows, out: int, into: int, names: dict[str, str]) -> bool:
    for here, there in ((out, into), (into, out)):
        if rows.kind[here] == "transfer":
            return True
        text = plain(f"{rows.payee[here]} {rows.memo[here]}")
        name = plain(names.get(rows.account[there], ""))
        if any(word in text for word in WORDS) or (name and name in text):
            return True
    return False
