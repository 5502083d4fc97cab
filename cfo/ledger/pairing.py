"""Transfers between own accounts: which lines are two halves of one, and saying so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cfo.analysis import paired_transfers
from cfo.ledger.filing import ledger_of
from cfo.models import Account, Transaction
from cfo.models.category import CategoryKind
from kernel.audit import record
from kernel.errors import ConflictError
from kernel.resources.images import by_id, write
from kernel.tenancy.scope import DATABASE

LOOKED_AT = 20_000


@dataclass(frozen=True)
class Pair:
    """Two lines that fit; ``certain`` where nothing else fits and one of them says so."""

    out: Any
    into: Any
    days: int
    certain: bool


@dataclass(frozen=True)
class Halves:
    """What was found among lines that are not paired yet."""

    pairs: Sequence[Pair]
    alone: Sequence[Any]

    @property
    def certain(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.certain]


def found_halves() -> Halves:
    """Pairs among the newest lines that are filed as a transfer or not at all, oldest first."""
    free = Q(category=None) | Q(category__kind=CategoryKind.TRANSFER)
    newest = Transaction.objects.filter(free, transfer=None).order_by("-date", "-id")
    lines = list(newest.select_related("account", "category")[:LOOKED_AT])
    names = [(str(pk), name) for pk, name in Account.objects.values_list("pk", "name")]
    found = paired_transfers(ledger_of(lines), names)
    pairs = [Pair(lines[p.out], lines[p.into], p.days, p.certain) for p in found.pairs]
    pairs.sort(key=lambda pair: (not pair.certain, pair.out.date, pair.out.pk))
    return Halves(pairs, [lines[at] for at in found.unpaired])


@transaction.atomic(using=DATABASE)
def pair_transfers(*, pairs: Iterable[tuple[UUID, UUID]]) -> int:
    """Make lines the halves of transfers, each pair (out, in); answers how many pairs.

    Raises ConflictError where a line is gone, is half of another transfer already, or the two do
    not cancel out.
    """
    wanted = list(pairs)
    rows = by_id(Transaction.objects.all(), {one for pair in wanted for one in pair}, lock=True)
    for out_id, into_id in wanted:
        out, into = rows.get(out_id), rows.get(into_id)
        if out is None or into is None:
            raise ConflictError("A line of a transfer is no longer there. Look at the list again.")
        _check(out, into)
        write([out], transfer_id=into.pk)
        write([into], transfer_id=out.pk)
        record("ledger.paired", subject=f"cfo/transactions/{out.pk}", detail={"with": str(into.pk)})
    return len(wanted)


@transaction.atomic(using=DATABASE)
def unpair(*, line: UUID) -> None:
    """Part the halves of a transfer; nothing happens to a line that is none."""
    row = Transaction.objects.filter(pk=line).first()
    if row is None or row.transfer_id is None:
        return
    rows = by_id(Transaction.objects.all(), {row.pk, row.transfer_id}, lock=True)
    write(list(rows.values()), transfer_id=None)
    record("ledger.unpaired", subject=f"cfo/transactions/{row.pk}", detail={})


def _check(out: Any, into: Any) -> None:
    if out.transfer_id or into.transfer_id:
        raise ConflictError(f"“{out}” or “{into}” is half of another transfer already.")
    if out.account_id == into.account_id:
        raise ConflictError(f"“{out}” and “{into}” are lines of one account.")
    if out.currency != into.currency or out.amount + into.amount != 0 or out.amount > 0:
        raise ConflictError(f"“{out}” and “{into}” do not cancel out.")
