"""What only finance's settings show: what was decided, and what is kept beside the lines."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from cfo.models import Account, Category, CategoryRule, Headcount, Invoice, Setting
from cfo.models.account import AccountStatus
from kernel.resources import addresses
from kernel.resources.rights import notation

NO_LIMIT = "none, so that no payment is looked at as split"


def decided(request: HttpRequest, may_write: bool) -> dict[str, Any]:
    """Cash floor, limit and horizon, and where they are changed; no rows before they are set."""
    row = Setting.objects.first()
    home = addresses.list_path(Setting)
    if row is None:
        return {"facts": [], "url": f"{home}new/" if may_write else "", "label": "Set them"}
    notes = notation(request)
    limit = NO_LIMIT if row.split_limit is None else notes.money(row.split_limit, row.currency)
    facts = [
        {"name": "Reporting currency", "value": row.currency},
        {"name": "Cash floor", "value": notes.money(row.cash_floor, row.currency)},
        {"name": "Approval limit", "value": limit},
        {"name": "Forecasts look ahead", "value": notes.count(row.horizon_months, "month")},
        {"name": "Scenario", "value": row.get_forecast_scenario_display()},
    ]
    url = addresses.row_path(Setting, row.pk, "edit") if may_write else ""
    return {"facts": facts, "url": url, "label": "Change"}


def beside(request: HttpRequest) -> list[dict[str, Any]]:
    """What agents read beside the lines, each with how many there are and where they are kept."""
    notes = notation(request)
    accounts = Account.objects.filter(status=AccountStatus.OPEN)
    categories = Category.objects.filter(archived=False)
    kinds = categories.order_by().values("kind").annotate(n=Count("id")).count()
    rules = CategoryRule.objects.filter(active=True).count()
    owed = Invoice.objects.filter(paid_on__isnull=True).count()
    heads = Headcount.objects.filter(end_month__isnull=True).count()
    return [
        _kept("Accounts", notes.count(accounts.count(), "open account"), Account),
        _kept(
            "Categories",
            f"{notes.count(categories.count(), 'category', 'categories')} of "
            f"{notes.count(kinds, 'kind')}",
            Category,
        ),
        _kept("Rules", notes.count(rules, "active rule"), CategoryRule),
        _kept("Headcount", notes.count(heads, "open position"), Headcount),
        _kept("Invoices", notes.count(owed, "open invoice"), Invoice),
    ]


def _kept(label: str, said: str, model: type[Any]) -> dict[str, Any]:
    return {"label": label, "said": said, "url": addresses.list_path(model)}
