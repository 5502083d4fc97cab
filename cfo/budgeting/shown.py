"""Budgets as they are stored, for the screen: versions, their scenarios, months and sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from cfo.analysis import months
from cfo.figures import VERSION
from cfo.models import Budget
from cfo.models.budget import BudgetStatus
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Rows, input_hash

MOST_MONTHS = 12
SCENARIOS = {"low": "Low", "base": "Base", "high": "High"}


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the budget in one currency; `approved` counts its approved rows of `rows`."""

    number: int
    first: dt.date
    last: dt.date
    rows: int
    approved: int

    @property
    def status(self) -> str:
        if not self.approved:
            return "draft"
        return "approved" if self.approved == self.rows else "approved in part"


@dataclass(frozen=True, slots=True)
class Planned:
    """A stored month of a category."""

    period: dt.date
    category: str
    category_id: UUID
    kind: str
    amount: int
    scenario: str


def currencies() -> list[str]:
    """Currencies that have a budget."""
    return list(Budget.objects.order_by("currency").values_list("currency", flat=True).distinct())


def versions_of(currency: str) -> list[Version]:
    """Every version, the newest first."""
    approved = Count("pk", filter=Q(status=BudgetStatus.APPROVED))
    rows = Budget.objects.filter(currency=currency).order_by("-version").values("version")
    return [
        Version(*found)
        for found in rows.annotate(
            first=Min("period"), last=Max("period"), rows=Count("pk"), approved=approved
        ).values_list("version", "first", "last", "rows", "approved")
    ]


def planned(version: int, currency: str) -> list[Planned]:
    """A version's rows of all scenarios."""
    rows = Budget.objects.filter(version=version, currency=currency)
    return [
        Planned(*found)
        for found in rows.order_by("category__name", "period").values_list(
            "period", "category__name", "category_id", "category__kind", "amount", "scenario"
        )
    ]


def shown_months(version: Version) -> tuple[dt.date, ...]:
    """The last months of a version, a year of them at most."""
    last = months.number_of(version.last)
    first = max(months.number_of(version.first), last - MOST_MONTHS + 1)
    return tuple(months.first_day(number) for number in range(first, last + 1))


def scenario_facts(
    book: FactBook, version: Version, rows: Sequence[Planned], shown: Sequence[dt.date],
    currency: str,
) -> None:  # fmt: skip
    """Revenue, costs and what is left over of each scenario in the shown months."""
    for scenario in SCENARIOS:
        own = [r for r in rows if r.scenario == scenario and r.period in set(shown)]
        if not own:
            continue
        parts = {
            "income": [row for row in own if row.kind == "revenue"],
            "cost": [row for row in own if row.kind != "revenue"],
            "left": own,
        }
        for name, part in parts.items():
            sign = -1 if name == "cost" else 1
            book.add(_sum(name, scenario, sign, part, version, shown, currency))


def _sum(
    name: str,
    scenario: str,
    sign: int,
    rows: Sequence[Planned],
    version: Version,
    shown: Sequence[dt.date],
    currency: str,
) -> Fact:
    total = sum(row.amount for row in rows)
    filters = {
        "version": str(version.number),
        "scenario": scenario,
        "currency": currency,
        "period__gte": shown[0].isoformat(),
        "period__lte": shown[-1].isoformat(),
    }
    if name != "left":
        filters["category__in"] = ",".join(sorted({str(row.category_id) for row in rows}))
    labels = {"income": "Revenue planned", "cost": "Costs planned", "left": "Left over"}
    turned = "; costs are below zero in the rows" if sign < 0 else ""
    return Fact(
        key=f"{scenario}.{name}",
        label=f"{labels[name]}, {SCENARIOS[scenario].lower()} scenario",
        value=sign * total,
        unit="money",
        function="cfo.budgeting.shown",
        version=VERSION,
        input_hash=input_hash(filters, total, len(rows)),
        formula=f"Months of the version, added up{turned}.",
        rows=(Rows("cfo/budgets", filters, "amount", total, len(rows)),) if rows else (),
        period=(shown[0], months.last_day(months.number_of(shown[-1]))),
        currency=currency,
    )


def matrix(
    rows: Iterable[Planned], scenario: str, shown: Sequence[dt.date]
) -> list[tuple[str, str, list[int]]]:
    """Category, kind and months of a scenario; revenue first, then costs by their size."""
    found: dict[str, tuple[str, list[int]]] = {}
    place = {period: at for at, period in enumerate(shown)}
    for row in rows:
        if row.scenario == scenario and row.period in place:
            months_of = found.setdefault(row.category, (row.kind, [0] * len(shown)))[1]
            months_of[place[row.period]] += row.amount
    return sorted(
        ((name, kind, amounts) for name, (kind, amounts) in found.items()),
        key=lambda one: (one[1] != "revenue", -abs(sum(one[2])), one[0]),
    )


def budgeted_months(currency: str) -> list[dt.date]:
    """Months that have an approved base budget, oldest first."""
    rows = Budget.objects.filter(currency=currency, status=BudgetStatus.APPROVED, scenario="base")
    return list(rows.order_by("period").values_list("period", flat=True).distinct())


def month_key(kind: str, category: str) -> str:
    """The key of a category's budget or actual amount."""
    return fact_key(kind, category or "not filed")
