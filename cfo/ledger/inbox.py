"""The inbox of the ledger: lines that wait for a category, by payee, and what they could be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from cfo.analysis import suggested_categories
from cfo.analysis.payees import stem
from cfo.analysis.rows import LedgerRows
from cfo.analysis.suggestions import Suggestion
from cfo.ledger.filing import records_of, waiting
from cfo.models import Category, Transaction

MOST_WAITING = 5_000
SURE = 0.9
"""From this lower limit on a suggestion may be taken together with others."""
PAST = 20_000
"""Filed lines, the newest, that suggestions are drawn from."""


@dataclass
class Group:
    """Waiting lines of one payee and direction; `totals` in minor units by currency."""

    stem: str
    sign: str
    payee: str
    first: date
    last: date
    lines: list[UUID] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    suggestion: Suggestion | None = None

    @property
    def category(self) -> str:
        """The suggested category's id; "" for none."""
        return self.suggestion.category if self.suggestion else ""

    @property
    def pattern(self) -> str:
        """What a rule for these lines would look for."""
        return self.suggestion.pattern if self.suggestion else self.stem


@dataclass(frozen=True)
class Inbox:
    """Groups, those that help most first. `more` lines were not looked at."""

    groups: Sequence[Group]
    count: int
    more: int


FILED = ("date", "amount", "currency", "counterparty", "category_id")


def inbox() -> Inbox:
    """What waits, with a suggestion where earlier lines of the payee agree."""
    rows = waiting()
    lines = list(rows.select_related("category")[:MOST_WAITING])
    more = rows.count() - len(lines) if len(lines) == MOST_WAITING else 0
    groups = _groups(lines)
    for one in _suggestions(lines) if lines else ():
        groups[one.payee, one.sign].suggestion = one
    ordered = sorted(groups.values(), key=lambda g: (-len(g.lines), g.stem, g.sign))
    return Inbox(ordered, len(lines) + more, more)


def sure_groups(found: Inbox) -> list[Group]:
    """Groups whose suggestion is nearly certain."""
    return [g for g in found.groups if g.suggestion and g.suggestion.sure >= SURE]


def lines_of(name: str, sign: str) -> list[UUID]:
    """The waiting lines of a payee, as the inbox groups them."""
    group = _groups(list(waiting()[:MOST_WAITING])).get((name, sign))
    return group.lines if group else []


def _groups(lines: Sequence[Any]) -> dict[tuple[str, str], Group]:
    groups: dict[tuple[str, str], Group] = {}
    for line in lines:
        key = stem(line.counterparty), "in" if line.amount > 0 else "out"
        group = groups.get(key)
        if group is None:
            payee = line.counterparty or line.memo
            group = groups[key] = Group(*key, payee, line.date, line.date)
        group.lines.append(line.pk)
        group.first, group.last = min(group.first, line.date), max(group.last, line.date)
        group.totals[line.currency] = group.totals.get(line.currency, 0) + line.amount
    return groups


def _suggestions(lines: Sequence[Any]) -> tuple[Suggestion, ...]:
    waits = {stem(line.counterparty) for line in lines}
    of_these: dict[str, bool] = {}
    past = Transaction.objects.filter(category__archived=False).order_by("-date", "-id")
    filed = []
    for row in past.values(*FILED)[:PAST].iterator():
        payee = row["counterparty"]
        if payee not in of_these:
            of_these[payee] = stem(payee) in waits
        if of_these[payee]:
            filed.append({**row, "id": "", "account": "", "category": row["category_id"]})
    return suggested_categories(LedgerRows.of([*records_of(lines), *filed]))


def choices() -> dict[str, list[Category]]:
    """The categories that take lines, by the words of their kind."""
    kinds: dict[str, list[Category]] = defaultdict(list)
    for row in Category.objects.filter(archived=False).order_by("name"):
        kinds[str(row.get_kind_display())].append(row)
    return kinds
