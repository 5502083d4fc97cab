"""How long a customer takes to pay back what winning it cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from cfo.analysis import cac_payback
from cfo.figures import fact
from cfo.reporting.ground import Ground
from cfo.reporting.keys import key_of, line_key
from kernel.core.facts import Fact
from kernel.statistics.values import AnalysisError, NotEnoughDataError

FUNCTION = "cfo.analysis.cac_payback"


def facts(ground: Ground, made: Mapping[str, Fact]) -> Iterator[Fact]:
    """Cost of a new customer and the months until its gross profit covers that.

    Nothing without named categories, invoices of new customers in the period, and a margin.
    """
    margin = made.get(key_of(ground, "pnl", "now", "sum", "gross_margin"))
    costs = [
        one
        for name in ground.winning
        for section in ("opex", "payroll", "cogs")
        if (one := made.get(line_key(ground, "pnl", "now", section, name))) is not None
    ]
    if margin is None or not isinstance(margin.value, float) or not costs:
        return
    window = ground.now.window
    first: dict[str, dt.date] = {}
    for invoice in ground.sales.invoices:
        first.setdefault(invoice.customer, invoice.issued_on)
    new = [name for name, day in first.items() if window.first <= day <= window.last]
    own = [one for one in ground.sales.invoices if window.first <= one.issued_on <= window.last]
    spent = -sum(one.value for one in costs if isinstance(one.value, int))
    try:
        found = cac_payback(
            spent,
            len(new),
            sum(one.total for one in own) // ground.now.length,
            len({one.customer for one in own}),
            margin.value,
        )
    except (AnalysisError, NotEnoughDataError):
        return
    yield fact(
        key_of(ground, "winning", "cac"), "Cost of a new customer", found.cac, "money",
        "The named costs divided by the customers who got their first invoice.", FUNCTION, *costs,
        currency=ground.currency,
    )  # fmt: skip
    if found.months is not None:
        yield fact(
            key_of(ground, "winning", "payback"), "Months until a customer has paid that back",
            round(found.months, 1), "ratio",
            "The cost of a new customer divided by a customer's gross profit a month.",
            FUNCTION, *costs, margin,
        )  # fmt: skip
