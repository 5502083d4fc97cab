"""What a run writes: a row a month, category and scenario, and the proposal to approve them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from cfo.budgeting.actions import ApproveBudget
from cfo.budgeting.contracts import BudgetOutput
from cfo.models import Budget, Category, Recommendation
from cfo.models.budget import BudgetStatus
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.proposals import expire_overdue, fingerprint_of, propose
from kernel.runs.drafts import remove_drafts, write_drafts

MODULE = "ai_cfo"
LIFE = dt.timedelta(days=42)


def write(output: BudgetOutput, facts: FactBook) -> list[Entity]:
    """Draft the version's rows; those that a person wrote or changed stay as they are."""
    if not output.months:
        return []
    which = {"version": output.version, "currency": output.currency}
    written = write_drafts(Budget, list(_months(output)), **which)
    entities = [entity for one in written if (entity := one.entity())]
    entities += remove_drafts(Budget, keep_ids=[one.row.pk for one in written], **which)
    if proposal := _propose(output, facts):
        entities.append(proposal)
    return entities


def _months(output: BudgetOutput) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What names a row, and its values; months of nothing have none."""
    categories = {row.name: row for row in Category.objects.all()}
    for part in output.categories:
        for scenario, amounts in (("base", part.base), ("low", part.low), ("high", part.high)):
            for period, amount in zip(output.months, amounts, strict=True):
                if amount and part.category in categories:
                    find = {
                        "period": period,
                        "category": categories[part.category],
                        "currency": output.currency,
                        "scenario": scenario,
                        "version": output.version,
                    }
                    yield find, {"amount": amount, "status": BudgetStatus.DRAFT}


def _propose(output: BudgetOutput, facts: FactBook) -> Entity | None:
    """Approve the version, with what it leaves over and its cash as evidence."""
    expire_overdue(Recommendation)
    subject = f"budget:{output.currency}:{output.version}"
    keys = dict.fromkeys(["base.left", "base.lowest", "low.lowest", *references(output.summary)])
    broken = any(one.short for one in output.scenarios)
    done = propose(
        Recommendation,
        kind="budget",
        subject=subject,
        fingerprint=fingerprint_of(MODULE, "budget", subject),
        title="Approve version {fact:plan.version} of the budget",
        rationale=output.summary,
        severity="high" if broken else "medium",
        effort=1,
        priority=50,
        evidence=[facts[key] for key in [*keys, "plan.version"]],
        action_kind=ApproveBudget.kind,
        action_args=ApproveBudget.Args(version=output.version, currency=output.currency),
        predicted=None,
        expires_at=timezone.now() + LIFE,
        due_on=output.months[0],
    )
    return done.entity()
