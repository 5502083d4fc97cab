"""What the spending analyst found last, for screens: recurring charges, the dearest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cfo.spending.contracts import SpendOutput
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.screens import figures, runs

AGENT = "cfo-spend-analyst"
SHOWN = 8
PERIODS = {
    "weekly": "each week",
    "fortnightly": "every two weeks",
    "monthly": "each month",
    "quarterly": "each quarter",
    "yearly": "each year",
}


def charges(request: HttpRequest, currency: str, notes: Notation) -> dict[str, Any] | None:
    """The charges of a currency that the latest run found, and its figures; None before a run.

    `rows` are {payee, category, period, price, yearly, next}, the last three markup.
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
        "rows": [
            {
                "payee": one.payee,
                "category": one.category,
                "period": PERIODS.get(one.period, one.period),
                **{name: _cell(one.facts, name, book, notes) for name in
                   ("amount", "yearly", "next_on")},
            }
            for one in own[:SHOWN]
        ],
        "link": {"label": f"All {len(own)}" if len(own) > SHOWN else "The run that found them",
                 "url": f"/runs/{run.pk}/"},
        "book": book,
    }  # fmt: skip


def _latest() -> AgentRun | None:
    found = AgentRun.objects.filter(agent=AGENT, status=RunStatus.SUCCEEDED)
    latest: AgentRun | None = found.order_by("-created_at").first()
    return latest if latest and (latest.output or {}).get("charges") else None


def _cell(keys: list[str], name: str, book: FactBook, notes: Notation) -> Any:
    key = next((key for key in keys if key.endswith(f".{name}")), "")
    return figures.linked(f"{{fact:{key}}}", book, notes) if key in book else ""
