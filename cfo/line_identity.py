"""What makes a line that a person typed itself: its account's currency and its fingerprint."""

from __future__ import annotations

from typing import Any

from cfo.analysis.fingerprints import fingerprint
from cfo.analysis.payees import plain
from cfo.models import Transaction
from cfo.models.transaction import FiledBy

KEYS = ("account", "date", "amount", "counterparty")
FOLLOWING = ("currency", "occurrence", "fingerprint", "filed_by", "rule")
"""What a line has besides what a person types, and what changes with it."""


def complete(line: Transaction) -> None:
    """Set what follows from the fields that a person typed; the line is not saved.

    `occurrence` counts on from equal lines that are stored.
    """
    line.currency = line.account.currency
    same = Transaction.objects.filter(
        account_id=line.account_id, date=line.date, amount=line.amount
    ).exclude(pk=line.pk)
    taken = [
        place
        for counterparty, place in same.values_list("counterparty", "occurrence")
        if plain(counterparty) == plain(line.counterparty)
    ]
    line.occurrence = 1 + max(taken, default=-1)
    line.fingerprint = fingerprint(
        str(line.account_id), line.date, line.amount, line.counterparty, line.occurrence
    )


def file_by_person(line: Transaction) -> None:
    """Say that a person chose the line's category, or took it away; the line is not saved."""
    line.filed_by = FiledBy.PERSON if line.category_id else FiledBy.NONE
    line.rule = None


def follow(line: Transaction, before: dict[str, Any]) -> None:
    """Set what follows from the fields that differ from `before`; keys are given by their ids."""
    if any(name in before and before[name] != _held(line, name) for name in KEYS):
        complete(line)
    if "category" in before and before["category"] != line.category_id:
        file_by_person(line)


def _held(line: Transaction, name: str) -> Any:
    return line.account_id if name == "account" else getattr(line, name)
