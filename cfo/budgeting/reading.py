"""Reading what a budget is made from, inside a read scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from cfo import selectors
from cfo.analysis import months
from cfo.budgeting import versions
from cfo.budgeting.contracts import LONGEST, BudgetInput
from cfo.budgeting.goals import matched, read_goal
from cfo.budgeting.ground import Asked, Ground
from cfo.forecasting.ground import Asked as Ahead
from cfo.forecasting.ground import Ground as Ledgered
from cfo.forecasting.reading import ground_of, no_lines, no_whole_month, other_currency
from kernel.core.contracts import Need, RunContext
from kernel.formats import exponent
from kernel.runs.drafts import untouched


def read(ctx: RunContext, payload: BudgetInput) -> Ground | list[Need]:
    """The lines of one currency with goals and floor; needs where nothing can be planned."""
    known = selectors.currencies()
    if not known:
        return [no_lines()]
    currency = payload.currency or selectors.reporting_currency(ctx.workspace.currency)
    if currency not in known:
        if payload.currency:
            return [other_currency(currency, known)]
        currency = known[0]
    lines = ground_of(Ahead(LONGEST, currency, ctx.today, _floor(payload, currency)))
    if lines is None:
        return [no_whole_month()]
    if not any(one.name == "category" for one in lines.series):
        return [_nothing_filed()]
    first = _first(payload.start, lines.last, ctx.today)
    if not lines.last < first <= lines.last + LONGEST:
        return [_other_month(lines)]
    return _ground(payload, lines, first)


def _ground(payload: BudgetInput, lines: Ledgered, first: int) -> Ground:
    categories = [one.category for one in lines.series if one.name == "category"]
    goals: dict[str, float] = {}
    unknown = []
    for goal in filter(None, map(read_goal, payload.goals)):
        if name := matched(goal.category, categories):
            goals[name] = goal.change
        else:
            unknown.append(goal.category)
    agreed = [matched(name, categories) for name in payload.agreed]
    unknown += [n for n, known in zip(payload.agreed, agreed, strict=True) if not known]
    ahead = first + payload.months - 1 - lines.last
    version = versions.next_version(lines.asked.currency)
    rows = versions.of_version(version, lines.asked.currency)
    return Ground(
        asked=Asked(
            first=first,
            length=payload.months,
            goals=goals,
            agreed=tuple(filter(None, agreed)),
            version=version,
        ),
        lines=replace(lines, asked=replace(lines.asked, horizon=ahead)),
        unknown=tuple(unknown),
        kept=sum(not untouched(row) for row in rows),
    )


def _floor(payload: BudgetInput, currency: str) -> int:
    if payload.floor is not None:
        return int(payload.floor * Decimal(10) ** exponent(currency))
    own = selectors.settings()
    return own.cash_floor if own and own.currency == currency else 0


def _first(start: dt.date | None, last: int, today: dt.date) -> int:
    """The month asked for; else the first that is not over, and of which nothing is known yet."""
    if start is not None:
        return months.number_of(start)
    return max(last + 1, months.last_whole(today) + 1)


def _nothing_filed() -> Need:
    return Need(
        what="Lines with a category",
        why="A budget goes by what each category brought or cost.",
        agent="cfo-ledger-intake",
        question="Will you file the lines that have no category?",
    )


def _other_month(lines: Ledgered) -> Need:
    return Need(
        what="A first month that lies ahead",
        why="Months that are over are not planned, and beyond a year nothing is known.",
        question="Which month after the last one with lines shall be the budget’s first?",
    )
