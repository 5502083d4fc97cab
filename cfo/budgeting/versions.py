"""Versions of the budget: which one is drafted next, and what approving one means."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from cfo.models import Budget
from cfo.models.budget import BudgetStatus
from kernel.errors import ConflictError
from kernel.resources.images import write


def next_version(currency: str) -> int:
    """The newest version while nothing of it is approved, else the one after it."""
    rows = Budget.objects.filter(currency=currency)
    newest: int | None = rows.aggregate(newest=Max("version"))["newest"]
    if newest is None:
        return 1
    approved = rows.filter(version=newest, status=BudgetStatus.APPROVED).exists()
    return newest + 1 if approved else newest


def of_version(version: int, currency: str) -> QuerySet[Budget]:
    return Budget.objects.filter(version=version, currency=currency)


def replaced_by(version: int, currency: str) -> QuerySet[Budget]:
    """Approved rows of other versions in the months that this version plans."""
    months = of_version(version, currency).values("period")
    approved = Budget.objects.filter(status=BudgetStatus.APPROVED, currency=currency)
    return approved.filter(period__in=months).exclude(version=version)


def approve(*, version: int, currency: str) -> tuple[list[Budget], list[Budget]]:
    """Approve a whole version; what was approved for its months before is a draft again.

    Answers the rows that it replaced and those that it approved. Runs inside the caller's
    transaction. Raises ConflictError where the version has no row, or none to approve.
    """
    rows = of_version(version, currency)
    drafts = list(
        rows.filter(status=BudgetStatus.DRAFT).order_by("pk").select_for_update(of=("self",))
    )
    if not drafts:
        what = "is approved already" if rows.exists() else "is no longer there"
        raise ConflictError(f"Version {version} of the budget in {currency} {what}.")
    former = list(replaced_by(version, currency).order_by("pk").select_for_update(of=("self",)))
    if former:
        write(former, status=BudgetStatus.DRAFT)
    write(drafts, status=BudgetStatus.APPROVED)
    return former, drafts
