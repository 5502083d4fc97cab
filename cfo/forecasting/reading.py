"""Reading what forecasts are made from, inside a read scope."""

from __future__ import annotations

from typing import cast

from cfo import selectors
from cfo.analysis import months
from cfo.forecasting.contracts import HORIZON, ForecastInput, ScenarioName
from cfo.forecasting.ground import Asked, Ground
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window

FIRST_DAYS = 7
"""A month whose first line is at most so many days in is taken for a whole one."""


def read(ctx: RunContext, payload: ForecastInput) -> Ground | list[Need]:
    """The lines of one currency, up to the last whole month; needs where there are none."""
    known = selectors.currencies()
    if not known:
        return [no_lines()]
    currency = payload.currency or selectors.reporting_currency(ctx.workspace.currency)
    if currency not in known:
        if payload.currency:
            return [other_currency(currency, known)]
        currency = known[0]
    own = selectors.settings()
    asked = Asked(
        horizon=payload.horizon or (own.horizon_months if own else HORIZON),
        currency=currency,
        made_on=ctx.today,
        floor=own.cash_floor if own and own.currency == currency else 0,
        by_category=not payload.only_totals,
        scenario=cast(ScenarioName, own.forecast_scenario) if own else "base",
    )
    ground = ground_of(asked)
    return ground if ground is not None else [no_whole_month()]


def ground_of(asked: Asked) -> Ground | None:
    """Everything of one currency; None without one whole month."""
    ledger = selectors.ledger(currency=asked.currency)
    span = ledger.rows.within(Window(selectors.EARLIEST, asked.made_on)).span()
    if span is None:
        return None
    known = selectors.reach(asked.currency, span.last, asked.made_on)
    last = selectors.last_whole_month(known, asked.made_on)
    first = months.number_of(span.first) + (span.first.day > FIRST_DAYS)
    if last < first:
        return None
    until = Window(selectors.EARLIEST, months.last_day(last))
    return Ground(
        asked=asked,
        ledger=ledger.within(until),
        opening=selectors.openings(asked.currency),
        heads=selectors.heads(asked.currency),
        first=first,
        last=last,
        others=tuple(code for code in selectors.currencies() if code != asked.currency),
        late=last < months.last_whole(asked.made_on),
    )


def no_lines() -> Need:
    return Need(
        what="Bank lines",
        why="Forecasts go by what came in and went out each month.",
        agent="cfo-ledger-intake",
        question="Will you import a statement of your bank?",
    )


def no_whole_month() -> Need:
    return Need(
        what="A whole month of bank lines",
        why="A month that is not over says too little of the next.",
        question="Will you import the statements of earlier months?",
    )


def other_currency(currency: str, known: list[str]) -> Need:
    return Need(
        what=f"Bank lines in {currency}",
        why="No line is in that currency.",
        question=f"Which of these shall be forecast: {', '.join(known)}?",
    )
