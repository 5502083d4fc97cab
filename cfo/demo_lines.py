"""The demo's bank lines as rows: with fingerprints, filed by rules where one fits, and paired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cfo.analysis import categorised, fingerprint, paired_transfers
from cfo.analysis.payees import plain
from cfo.analysis.rows import LedgerRows
from cfo.analysis.rules import Rule
from cfo.demo import DemoTransaction, DemoWorkspace
from cfo.models import Account, Category, CategoryRule, Transaction
from cfo.models.transaction import FiledBy, TransactionSource


def lines(
    data: DemoWorkspace,
    accounts: Mapping[str, Account],
    categories: Mapping[str, Category],
    rules: Sequence[CategoryRule],
) -> list[Transaction]:
    """Rows that are not stored yet; those up to the month before are reconciled."""
    planned = [
        Rule(str(place), place, one.field, one.match, one.pattern, one.category, one.sign)  # type: ignore[arg-type]
        for place, one in enumerate(data.rules)
    ]
    found = categorised(_rows(data.transactions), planned)
    known: Counter[tuple[object, ...]] = Counter()
    closed = max(one.date for one in data.transactions).replace(day=1)
    written = []
    for one, by_rule in zip(data.transactions, found, strict=True):
        account = accounts[one.account]
        key = (one.account, one.date, one.amount, plain(one.counterparty))
        place = known[key]
        known[key] += 1
        rule = None
        if by_rule.rule is not None and by_rule.category == one.category:
            rule = rules[int(by_rule.rule)]
        filed = FiledBy.RULE if rule else FiledBy.PERSON if one.category else FiledBy.NONE
        written.append(
            Transaction(
                date=one.date,
                amount=one.amount,
                currency=one.currency,
                account=account,
                category=categories[one.category] if one.category else None,
                counterparty=one.counterparty,
                memo=one.memo,
                source=TransactionSource.DEMO,
                bank_id=one.bank_id,
                occurrence=place,
                fingerprint=fingerprint(
                    str(account.pk), one.date, one.amount, one.counterparty, place
                ),
                reconciled=one.date < closed,
                filed_by=filed,
                rule=rule,
            )
        )
    return written


def pair(stored: Sequence[Transaction]) -> None:
    """Tie the two halves of each transfer that is certain to be one."""
    rows = LedgerRows.of(
        {
            "id": one.pk,
            "date": one.date,
            "amount": one.amount,
            "currency": one.currency,
            "account": one.account.name,
            "category": one.category.name if one.category else "",
            "kind": one.category.kind if one.category else "",
            "counterparty": one.counterparty,
            "memo": one.memo,
        }
        for one in stored
    )
    halves = []
    for found in paired_transfers(rows).pairs:
        if found.certain:
            out, into = stored[found.out], stored[found.into]
            out.transfer, into.transfer = into, out
            halves += [out, into]
    Transaction.objects.bulk_update(halves, ["transfer"])


def _rows(lines: Sequence[DemoTransaction]) -> LedgerRows:
    return LedgerRows.of(
        {
            "id": str(place),
            "date": one.date,
            "amount": one.amount,
            "currency": one.currency,
            "account": one.account,
            "category": "",
            "kind": "",
            "counterparty": one.counterparty,
            "memo": one.memo,
        }
        for place, one in enumerate(lines)
    )
