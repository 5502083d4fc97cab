"""Lines of the bank and their categories: by rule, by a person, by an agent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from cfo.analysis import categorised, checked_pattern
from cfo.analysis.patterns import PatternError
from cfo.analysis.payees import plain
from cfo.analysis.rows import LedgerRows
from cfo.analysis.rules import Field, Match, Rule, Sign
from cfo.models import Category, CategoryRule, Transaction
from cfo.models.category_rule import RuleField, RuleMatch
from cfo.models.transaction import FiledBy
from kernel.audit import record
from kernel.errors import ConflictError
from kernel.resources.images import by_id, write
from kernel.tenancy.scope import DATABASE

FIELDS: dict[str, Field] = {
    RuleField.COUNTERPARTY: "payee",
    RuleField.MEMO: "memo",
    RuleField.EITHER: "any",
}
AT_ONCE = 20_000
"""Waiting lines that are held against the rules in one go."""


def stored_rules() -> list[Rule]:
    """The workspace's rules as the analysis takes them; keys and categories are ids.

    Left out are rules that are switched off, those whose category takes no more lines, and
    patterns that nobody may use.
    """
    rows = CategoryRule.objects.filter(active=True, category__archived=False)
    return [
        Rule(
            key=str(row.pk),
            position=row.position,
            field=FIELDS[row.field],
            match=cast(Match, row.match),
            pattern=row.pattern,
            category=str(row.category_id),
            sign=cast(Sign, row.sign),
            account=str(row.account_id or ""),
        )
        for row in rows
        if _usable(row)
    ]


def _usable(row: CategoryRule) -> bool:
    if row.match != RuleMatch.REGEX:
        return bool(plain(row.pattern))
    try:
        checked_pattern(row.pattern)
    except PatternError:
        return False
    return True


def waiting() -> Any:
    """Lines that nobody has filed, newest first; halves of transfers need no category."""
    return Transaction.objects.filter(category=None, transfer=None).order_by("-date", "-id")


def ledger_of(lines: Iterable[Any]) -> LedgerRows:
    """Lines as the analysis takes them, accounts and categories by their ids."""
    return LedgerRows.of(records_of(lines))


def records_of(lines: Iterable[Any]) -> list[dict[str, Any]]:
    """Lines as `LedgerRows.of` takes them."""
    return [
        {
            "id": line.pk,
            "date": line.date,
            "amount": line.amount,
            "currency": line.currency,
            "account": line.account_id,
            "category": line.category_id,
            "kind": line.category.kind if line.category_id else "",
            "counterparty": line.counterparty,
            "memo": line.memo,
        }
        for line in lines
    ]


@transaction.atomic(using=DATABASE)
def file_lines(
    *,
    lines: Iterable[UUID],
    category: UUID | None,
    by: FiledBy,
    rule: UUID | None = None,
) -> int:
    """Give lines a category, or take it away; answers how many changed.

    Raises ConflictError for an archived category, and where a line is gone.
    """
    wanted = set(lines)
    rows = list(by_id(Transaction.objects.all(), wanted, lock=True).values())
    if len(rows) < len(wanted):
        raise ConflictError("A line is no longer there. Look at the list again.")
    name = ""
    if category is not None:
        found = Category.objects.filter(pk=category).first()
        if found is None or found.archived:
            raise ConflictError("That category takes no more lines. Choose another.")
        name = found.name
    rows = [row for row in rows if row.category_id != category]
    if rows:
        filed = by if category is not None else FiledBy.NONE
        write(rows, category_id=category, filed_by=filed, rule_id=rule if category else None)
        record(
            "ledger.filed",
            subject=f"cfo/categories/{category or 'none'}",
            detail={"category": name, "by": str(by), "lines": [str(row.pk) for row in rows[:100]],
                    "count": len(rows)},
        )  # fmt: skip
    return len(rows)


@transaction.atomic(using=DATABASE)
def add_rule(*, pattern: str, sign: str, category: UUID) -> CategoryRule:
    """A rule at the end of the list for payees that hold ``pattern``; the one that is there
    already where it says the same, with its new category."""
    row = CategoryRule.objects.filter(
        field=RuleField.COUNTERPARTY, match=RuleMatch.CONTAINS, pattern=pattern, sign=sign,
        account=None,
    ).first()  # fmt: skip
    if row is not None:
        row.category_id, row.active = category, True
        row.save(update_fields=["category", "active", "updated_at"])
        return row
    last = CategoryRule.objects.aggregate(last=Max("position"))["last"] or 0
    return CategoryRule.objects.create(
        position=last + 1, pattern=pattern, sign=sign, category_id=category
    )


def file_by_rules(lines: Sequence[Any] | None = None) -> dict[UUID, list[UUID]]:
    """File waiting lines by the stored rules; answers the filed ones by their category.

    Of more than `AT_ONCE` waiting lines the newest are looked at.
    """
    rows = list(waiting()[:AT_ONCE]) if lines is None else list(lines)
    found: dict[tuple[str, str], list[UUID]] = {}
    for row, one in zip(rows, categorised(ledger_of(rows), stored_rules()), strict=True):
        if one.category and one.rule:
            found.setdefault((one.category, one.rule), []).append(row.pk)
    filed: dict[UUID, list[UUID]] = {}
    for (category, rule), ids in found.items():
        key = UUID(category)
        file_lines(lines=ids, category=key, by=FiledBy.RULE, rule=UUID(rule))
        filed.setdefault(key, []).extend(ids)
    return filed
