"""Opening balance and lines against what the bank says, for each account, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Max, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cfo.models import Account, Transaction
from cfo.models.account import AccountStatus
from kernel.audit import record
from kernel.errors import ConflictError
from kernel.tenancy.scope import DATABASE


@transaction.atomic(using=DATABASE)
def mark_compared(*, account: UUID) -> int:
    """Mark the lines of an account that agrees with its bank, up to the bank's day.

    Answers how many were marked. Raises ConflictError where it does not agree.
    """
    row = Account.objects.select_for_update(of=("self",)).filter(pk=account).first()
    found = next((one for one in balances(date.max) if one.account.pk == account), None)
    if row is None or found is None or found.difference != 0:
        raise ConflictError("Its lines do not make the bank's balance, so none was marked.")
    lines = Transaction.objects.filter(
        account=row, date__gt=row.opened_on, date__lte=row.stated_on, reconciled=False
    )
    count = lines.update(reconciled=True, updated_at=timezone.now())
    if count:
        record("ledger.compared", subject=f"cfo/accounts/{row.pk}", detail={"count": count})
    return count


@dataclass(frozen=True)
class Balance:
    """An account from its opening balance on, in minor units; as `cfo.analysis.reconciled` does.

    `computed` is opening + lines up to `stated_on` where the bank's balance is known, else up to
    today. `difference` is what the bank states beyond it, None where it states nothing. `since`
    are the lines after `stated_on`, `before` those up to the opening day, which are in its balance;
    `open_count` of the lines are not marked as compared.
    """

    account: Any
    lines: int
    count: int
    since: int
    since_count: int
    before_count: int
    open_count: int
    last: date | None

    @property
    def computed(self) -> int:
        return int(self.account.opening_balance) + self.lines

    @property
    def difference(self) -> int | None:
        stated = self.account.stated_balance
        return None if stated is None else int(stated) - self.computed

    @property
    def now(self) -> int:
        """The balance after the last line."""
        return self.computed + self.since


def balances(today: date) -> Sequence[Balance]:
    """Every open account with lines up to ``today``, by name."""
    after = Q(transactions__date__gt=F("opened_on"), transactions__date__lte=today)
    end = Coalesce(F("stated_on"), Value(today))
    until, later = Q(transactions__date__lte=end), Q(transactions__date__gt=end)
    rows = (
        Account.objects.filter(status=AccountStatus.OPEN)
        .annotate(
            in_sum=Coalesce(Sum("transactions__amount", filter=after & until), 0),
            in_count=Count("transactions", filter=after & until),
            since_sum=Coalesce(Sum("transactions__amount", filter=after & later), 0),
            since_count=Count("transactions", filter=after & later),
            before_count=Count("transactions", filter=Q(transactions__date__lte=F("opened_on"))),
            open_count=Count(
                "transactions", filter=after & until & Q(transactions__reconciled=False)
            ),
            last=Max("transactions__date"),
        )
        .order_by("name")
    )
    return [
        Balance(
            row, int(row.in_sum), row.in_count, int(row.since_sum), row.since_count,
            row.before_count, row.open_count, row.last,
        )
        for row in rows
    ]  # fmt: skip
