"""How far each account's statements reach, and which of them are late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from cfo.analysis import months
from cfo.models import Account, Transaction
from cfo.models.account import AccountStatus
from cfo.selectors import MONTH_ENDS
from kernel.screens.reach import SHOWN_DAYS, SourceReach

LOOKED_AT = timedelta(days=365)
ONE_LINE = 31
"""How many days an account with a single line may be silent."""


def reaches(today: date) -> list[SourceReach]:
    """Every open account that had a line in the last year, by name.

    Statements come by the month: late is an account where a month that is over for some days is
    not covered. A day up to the last line or stated balance is known, with a line or without.
    """
    over = months.last_whole(today - timedelta(days=MONTH_ENDS))
    return list(_reaches(today, months.last_day(over)))


def late_at(day: date) -> list[SourceReach]:
    """The accounts whose lines and stated balances do not cover the time up to a day.

    An account is silent for a while before each line; only a silence that is longer than any of
    its last year counts.
    """
    return [one for one in _reaches(day, day) if one.late]


def _reaches(today: date, due: date) -> Iterator[SourceReach]:
    seen = _days(today)
    row: Any
    for row in Account.objects.filter(status=AccountStatus.OPEN).order_by("name"):
        days = seen.get(row.pk, [])
        if not days:
            continue
        last = days[-1]
        if row.stated_on is not None and row.stated_on <= today:
            last = max(last, row.stated_on)
        patience = max(_longest_silence(days), MONTH_ENDS) + (today - due).days
        week = (today - timedelta(days=back) for back in range(SHOWN_DAYS))
        lately = frozenset(day for day in week if day <= last)
        note = row.bank or row.get_kind_display()
        yield SourceReach(row.name, note, last, (today - last).days, lately, patience)


def _longest_silence(days: list[date]) -> int:
    return max(((later - earlier).days for earlier, later in pairwise(days)), default=ONE_LINE)


def _days(today: date) -> dict[UUID, list[date]]:
    """The days with a line in the last year, by account, in order."""
    found: dict[UUID, list[date]] = defaultdict(list)
    lines = Transaction.objects.filter(date__range=(today - LOOKED_AT, today))
    for account, day in lines.order_by("date").values_list("account_id", "date").distinct():
        found[account].append(day)
    return found
