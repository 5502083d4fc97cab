"""The Budgets screen: a version in three scenarios, its months, and a month held against it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest

from cfo import selectors
from cfo.analysis import months
from cfo.analysis.budgets import BudgetRow
from cfo.budgeting import shown
from cfo.budgeting.actuals import compared
from cfo.budgeting.contracts import BudgetOutput
from cfo.budgeting.shown import SCENARIOS, Version, month_key
from cfo.models import Recommendation, Transaction
from kernel.core.facts import FactBook
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation, month
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.screens import charts, figures, recommendations
from kernel.tenancy import clock

AGENT = "cfo-budget-planner"
PLANNER = "/runs/console/cfo/?mode=strategy"
PATH = "/cfo/budgets/"
CHOICES = ("currency_shown", "plan", "case", "month")
"""What the screen's address may hold besides the list's own filters."""
DRAWN = 10
LOOKED_AT = 8
TONES = {"draft": "line", "approved": "good", "approved in part": "warn"}
CLOSE = 0.02
"""A difference below this part of the budget is no verdict on anybody."""
TONE_OF = {"better": "good", "worse": "bad"}
VERDICTS = {
    "better": "better",
    "worse": "worse",
    "on_budget": "as planned",
    "no_budget": "no budget",
}


def page(
    request: HttpRequest, notes: Notation, book: FactBook, *, may_write: bool
) -> dict[str, Any]:
    """Everything above the list."""
    currency = _currency(request, notes.currency)
    versions = shown.versions_of(currency)
    recs = [
        recommendations.line(request, row)
        for row in waiting_in(Recommendation).filter(subject__startswith=f"budget:{currency}:")
    ]
    context: dict[str, Any] = {
        "recs": recs,
        "currencies": [
            {"label": code, "url": f"{PATH}?currency_shown={code}", "here": code == currency}
            for code in shown.currencies()
        ],
        "start": _start(may_write) if not versions else [],
    }
    if not versions:
        return {**context, "version": None, "actual": None, "empty_text": _empty()}
    version = _chosen(request, versions)
    return {
        **context,
        **_plan(request, version, currency, notes, book),
        "versions": [_version(one, version, currency, notes) for one in versions],
        "approve": _approval(version, currency) if may_write and not recs else None,
        "actual": _actual(request, currency, notes, book),
    }


def _currency(request: HttpRequest, own: str) -> str:
    asked, known = request.GET.get("currency_shown", ""), shown.currencies()
    if asked in known:
        return asked
    wanted = selectors.reporting_currency(own)
    return wanted if wanted in known or not known else known[0]


def _chosen(request: HttpRequest, versions: list[Version]) -> Version:
    asked = request.GET.get("plan", "")
    return next((one for one in versions if str(one.number) == asked), versions[0])


def lede(context: dict[str, Any]) -> str:
    """One sentence of state."""
    version = context["version"]
    return version["words"] if version else "Nothing is planned yet."


def _plan(
    request: HttpRequest, version: Version, currency: str, notes: Notation, book: FactBook
) -> dict[str, Any]:
    """The version's scenarios and the months of the one that is shown."""
    rows, periods = shown.planned(version.number, currency), shown.shown_months(version)
    known = [name for name in SCENARIOS if any(row.scenario == name for row in rows)]
    asked = request.GET.get("case", "")
    case = asked if asked in known else "base" if "base" in known else known[0]
    shown.scenario_facts(book, version, rows, periods, currency)
    table = shown.matrix(rows, case, periods)

    def money(value: int) -> str:
        return notes.money(value, currency) if value else ""

    whys = _whys(version, currency, notes)
    return {
        "version": {
            "number": version.number,
            "status": version.status,
            "tone": TONES[version.status],
            "words": f"Version {version.number}, {version.status}, "
            f"{_span(version.first, version.last)}, in {currency}.",
            "cut": len(periods) < len({row.period for row in rows}),
        },
        "cases": [
            {
                "name": SCENARIOS[name],
                "url": f"{PATH}?currency_shown={currency}&plan={version.number}&case={name}",
                "here": name == case,
                **{
                    part: figures.linked(f"{{fact:{name}.{part}}}", book, notes)
                    for part in ("income", "cost", "left")
                },
            }
            for name in known
        ],
        "case": SCENARIOS[case],
        "heads": [month(period) for period in periods],
        "months": _span(periods[0], periods[-1]),
        "rows": [
            {
                "name": name,
                "cells": [money(amount) for amount in amounts],
                "total": money(sum(amounts)),
                "why": whys.get(name, ""),
            }
            for name, _, amounts in table
        ],
        "whys": bool(whys),
        "sums": [money(sum(column)) for column in zip(*(a for _, _, a in table), strict=True)],
        "left": money(sum(sum(amounts) for _, _, amounts in table)),
    }


def _span(first: dt.date, last: dt.date) -> str:
    return month(first) if first == last else f"{month(first)} to {month(last)}"


def _whys(version: Version, currency: str, notes: Notation) -> dict[str, str]:
    """Why each category is what it is, by the run that drafted this version."""
    latest = AgentRun.objects.filter(agent=AGENT, status=RunStatus.SUCCEEDED)
    for run in latest.order_by("-created_at")[:LOOKED_AT]:
        data = run.output or {}
        if data.get("version") == version.number and data.get("currency") == currency:
            output, facts = BudgetOutput.model_validate(data), FactBook.from_json(run.facts)
            return {one.category: figures.plain(one.why, facts, notes) for one in output.categories}
    return {}


def _version(one: Version, here: Version, currency: str, notes: Notation) -> dict[str, Any]:
    return {
        "name": f"Version {one.number}",
        "url": f"{PATH}?currency_shown={currency}&plan={one.number}",
        "here": one.number == here.number,
        "badge": {"text": one.status.capitalize(), "tone": TONES[one.status]},
        "months": _span(one.first, one.last),
        "rows": notes.count(one.rows, "month of a category", "months of categories"),
    }


def _approval(version: Version, currency: str) -> dict[str, Any] | None:
    """The button that approves a version; one that is approved whole has none."""
    if version.status == "approved":
        return None
    return {
        "label": f"Approve version {version.number}",
        "url": f"{PATH}versions/{version.number}/approval/",
        "icon": "check",
        "post": True,
        "primary": True,
        "hidden": [{"name": "currency", "value": currency}],
    }


def _actual(
    request: HttpRequest, currency: str, notes: Notation, book: FactBook
) -> dict[str, Any] | None:
    """A month that is over, held against its approved budget; None where there is none."""
    last = months.first_day(months.last_whole(clock.today()))
    known = [period for period in shown.budgeted_months(currency) if period <= last]
    if not known:
        return None
    asked = request.GET.get("month", "")
    at = next((n for n, one in enumerate(known) if one.isoformat()[:7] == asked), len(known) - 1)
    period = known[at]
    found = compared(currency, period, book)

    def money(value: float) -> str:
        return notes.money(round(value), currency)

    largest = sorted(found.rows, key=lambda row: -abs(row.difference))[:DRAWN]
    kept = f"{PATH}?currency_shown={currency}&month="
    return {
        "month": month(period, long=True),
        "earlier": f"{kept}{known[at - 1].isoformat()[:7]}#h-actual" if at else "",
        "later": f"{kept}{known[at + 1].isoformat()[:7]}#h-actual" if at + 1 < len(known) else "",
        "chart": charts.pairs(
            [
                charts.Pair(row.category or "Not filed", _size(row, row.budget),
                            _size(row, row.actual))
                for row in largest
                if row.verdict != "no_budget"
            ],
            caption=f"Budget against actual, {month(period, long=True)}",
            meant="budget",
            now="actual",
            show=money,
        ),
        "rows": [_compared(row, book, notes) for row in found.rows],
        "budget": money(found.budget),
        "actual": money(found.actual),
        "difference": notes.money(found.difference, currency, plus=True),
    }  # fmt: skip


def _size(row: BudgetRow, amount: int) -> float:
    """An amount as it is drawn: costs upwards; what goes the other way has no bar."""
    sign = -1 if row.budget < 0 else 1
    return float(max(0, sign * amount))


def _compared(row: BudgetRow, book: FactBook, notes: Notation) -> dict[str, Any]:
    def cell(kind: str) -> Any:
        key = month_key(kind, row.category)
        return figures.linked(f"{{fact:{key}}}", book, notes) if key in book else ""

    close = row.share is not None and row.difference != 0 and abs(row.share) < CLOSE
    return {
        "name": row.category or "Not filed",
        "budget": cell("budget"),
        "actual": cell("actual"),
        "difference": cell("difference"),
        "share": notes.percent(row.share, 0) if row.share is not None else "",
        "verdict": "close" if close else VERDICTS[row.verdict],
        "tone": "line" if close else TONE_OF.get(row.verdict, "line"),
    }


def _empty() -> str:
    if Transaction.objects.exists():
        return (
            "The planner drafts twelve months for each category from what it brought or cost, in "
            "three scenarios that keep cash above its floor. Nothing counts until it is approved."
        )
    return (
        "A budget goes by what each category brought or cost. Bring a year of bank statements, "
        "file their lines, and the planner drafts three scenarios."
    )


def _start(may_write: bool) -> list[dict[str, Any]]:
    if not may_write:
        return []
    acts: list[dict[str, Any]] = (
        [{"label": "Plan a budget", "url": PLANNER, "icon": "play"}]
        if Transaction.objects.exists()
        else [{"label": "Import a statement", "url": "/imports/new/?kind=cfo/statements",
               "icon": "upload"}]
    )  # fmt: skip
    acts[0]["primary"] = True
    acts.append(
        {"label": "Import a budget", "url": "/imports/new/?kind=cfo/budgets", "icon": "upload"}
    )
    return [*acts, {"label": "Write one by hand", "url": f"{PATH}new/", "icon": "plus"}]
