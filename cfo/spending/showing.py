"""What the spending analyst found last, for screens: recurring charges, the dearest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cfo.spending.contracts import ChargeLine, SpendOutput
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.screens import evidence, figures, runs

AGENT = "cfo-spend-analyst"
SHOWN = 8
PATH = "/cfo/recurring/"
PERIODS = {
    "weekly": "each week",
    "fortnightly": "every two weeks",
    "monthly": "each month",
    "quarterly": "each quarter",
    "yearly": "each year",
}


def charges(request: HttpRequest, currency: str, notes: Notation) -> dict[str, Any] | None:
    """The dearest charges of a currency that the latest run found, and its figures.

    `rows` are {payee, category, period, amount, yearly, next_on}, the last three markup. None
    before a run, and where it found none.
    """
    run = _latest()
    if run is None:
        return None
    output = SpendOutput.model_validate(run.output)
    own = [one for one in output.charges if one.currency == currency and not one.stopped]
    if not own:
        return None
    book = runs.book_of(request, run)
    return {
        "rows": [_row(one, book, notes) for one in own[:SHOWN]],
        "link": {"label": f"All {len(own)}", "url": PATH},
        "book": book,
    }


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of templates/cfo/recurring.html: every charge, those that have stopped apart."""
    notes, run = notation(request), _latest()
    if run is None:
        return {"title": "Recurring charges", "parts": [], "evidence": None}
    output = SpendOutput.model_validate(run.output)
    book = runs.book_of(request, run)
    parts = [
        {
            "title": "Still running",
            "meta": "dearest in a year first",
            "next": "Next payment",
            "rows": [_row(one, book, notes) for one in output.charges if not one.stopped],
        },
        {
            "title": "Stopped",
            "meta": "no payment when the next one was due",
            "next": "Last paid",
            "rows": [_row(one, book, notes) for one in output.charges if one.stopped],
        },
    ]
    local = notes.moment(run.created_at)
    return {
        "title": "Recurring charges",
        "lede": f"As the spending analyst found them on {local}.",
        "parts": [part for part in parts if part["rows"]],
        "run": f"/runs/{run.pk}/",
        "evidence": evidence.asked(request, book),
    }


def _row(one: ChargeLine, book: FactBook, notes: Notation) -> dict[str, Any]:
    """A charge with its figures as markup; `next_on` is the last payment of one that stopped."""
    last = "last_on" if one.stopped else "next_on"
    return {
        "payee": one.payee,
        "category": one.category,
        "period": PERIODS.get(one.period, one.period),
        "currency": one.currency,
        "amount": _cell(one.facts, "amount", book, notes),
        "yearly": _cell(one.facts, "yearly", book, notes),
        "next_on": _cell(one.facts, last, book, notes),
    }


def _latest() -> AgentRun | None:
    found = AgentRun.objects.filter(agent=AGENT, status=RunStatus.SUCCEEDED)
    latest: AgentRun | None = found.order_by("-created_at").first()
    return latest if latest and (latest.output or {}).get("charges") else None


def _cell(keys: list[str], name: str, book: FactBook, notes: Notation) -> Any:
    key = next((key for key in keys if key.endswith(f".{name}")), "")
    return figures.linked(f"{{fact:{key}}}", book, notes) if key in book else ""
