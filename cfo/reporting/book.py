"""The facts of reports: every figure that a statement or its words may show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from cfo.analysis import cash_flow, gross_margin, months, profit_and_loss
from cfo.analysis.statements import SECTIONS, CashFlow, ProfitAndLoss, StatementRow
from cfo.figures import UNFILED, all_rows, day_fact, fact, kind_rows, opening_rows, rows_of
from cfo.reporting import planned, receivable, sold, winning
from cfo.reporting.ground import Ground, Period
from cfo.reporting.keys import key_of, line_key
from kernel.core.facts import Fact, FactBook, Rows
from kernel.statistics.values import NotEnoughDataError

PNL = "cfo.analysis.profit_and_loss"
CASH = "cfo.analysis.cash_flow"
PNL_SUMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "revenue": ("Revenue", ("revenue",)),
    "gross_profit": ("Gross profit", ("revenue", "cogs")),
    "operating_profit": ("Operating profit", ("revenue", "cogs", "opex", "payroll")),
    "net": ("Net result", ("revenue", "cogs", "opex", "payroll", "tax", "")),
}
CASH_SUMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "operating": ("From operations", ("revenue", "cogs", "opex", "payroll", "tax")),
    "uncategorised": ("Not filed", ("",)),
    "financing": ("Financing", ("financing",)),
    "transfers": ("Transfers without their other half", ("transfer",)),
    "change": ("Change of cash", tuple("" if s == "uncategorised" else s for s in SECTIONS)),
}
SUMMED = "The lines of these kinds in the period, added up."


def facts_of(grounds: Sequence[Ground]) -> FactBook:
    """Statements of each currency side by side with the periods before, and what is owed."""
    book = FactBook()
    _add_periods(book, grounds[0])
    for ground in grounds:
        for one in _facts_of_currency(ground):
            book.add(one)
    return book


def _add_periods(book: FactBook, ground: Ground) -> None:
    read = "The whole months of the period."
    for period in ground.columns:
        window = period.window
        book.add(day_fact(f"period.{period.name}.first", "From", window.first, read))
        book.add(day_fact(f"period.{period.name}.last", "To", window.last, read))
    book.add(day_fact("period.through", "Lines reach", _last_line(ground), "The newest line."))


def _facts_of_currency(ground: Ground) -> Iterator[Fact]:
    made: dict[str, Fact] = {}

    def keep(facts: Iterable[Fact]) -> None:
        made.update((one.key, one) for one in facts)

    for period in ground.columns:
        statement = profit_and_loss(ground.rows, period.first, period.last)
        keep(_pnl(ground, period, statement))
        keep(_margin(ground, period, made))
        flows = cash_flow(ground.rows, period.first, period.last, ground.cash_before(period))
        keep(_cash(ground, period, flows))
    keep(_changes(ground, made))
    keep(_unfiled(ground))
    keep(planned.facts(ground))
    keep(sold.facts(ground))
    keep(receivable.facts(ground))
    keep(winning.facts(ground, made))
    yield from made.values()


def _pnl(ground: Ground, period: Period, found: ProfitAndLoss) -> Iterator[Fact]:
    for row in found.rows:
        yield _line(ground, "pnl", period, row)
    for name, (label, kinds) in PNL_SUMS.items():
        value = getattr(found, name).total
        yield _sum(ground, "pnl", period, name, label, kinds, value, PNL)


def _cash(ground: Ground, period: Period, found: CashFlow) -> Iterator[Fact]:
    for row in found.rows:
        yield _line(ground, "cash", period, row)
    for name, (label, kinds) in CASH_SUMS.items():
        value = getattr(found, name).total
        yield _sum(ground, "cash", period, name, label, kinds, value, CASH)
    window = period.window
    for name, label, value, last in (
        ("opening", "Cash at the beginning", found.opening[0], months.last_day(period.first - 1)),
        ("closing", "Cash at the end", found.closing[-1], window.last),
    ):
        yield fact(
            key_of(ground, "cash", period.name, "sum", name),
            f"{label}, {period.words}",
            value,
            "money",
            "Opening balances plus later lines of all accounts, up to that evening.",
            CASH,
            rows=_cash_rows(ground, last),
            period=(window.first, window.last),
            currency=ground.currency,
        )


def _cash_rows(ground: Ground, last: dt.date) -> tuple[Rows, ...]:
    lines = all_rows(ground.rows, last)
    return (*opening_rows(ground.opening), *((lines,) if lines.count else ()))


def _line(ground: Ground, statement: str, period: Period, row: StatementRow) -> Fact:
    further = {"kind": UNFILED if row.section == "uncategorised" else row.section}
    if row.section != "uncategorised" and not row.category:
        further["category"] = "null"
    window = period.window
    return fact(
        line_key(ground, statement, period.name, row.section, row.category),
        f"{row.category or 'Not filed'}, {period.words}",
        row.total,
        "money",
        "Lines of the category in the period, added up; costs below zero.",
        PNL if statement == "pnl" else CASH,
        rows=(rows_of(row.rows, ground.ledger, **further),),
        period=(window.first, window.last),
        currency=ground.currency,
        inputs=row.rows.digest,
    )


def _sum(
    ground: Ground,
    statement: str,
    period: Period,
    name: str,
    label: str,
    kinds: Sequence[str],
    value: int,
    function: str,
) -> Fact:
    window = period.window
    parts = [kind_rows(ground.rows, window, kind) for kind in kinds]
    return fact(
        key_of(ground, statement, period.name, "sum", name),
        f"{label}, {period.words}",
        value,
        "money",
        SUMMED,
        function,
        rows=tuple(part for part in parts if part.count),
        period=(window.first, window.last),
        currency=ground.currency,
        inputs=(statement, name, value),
    )


def _margin(ground: Ground, period: Period, made: dict[str, Fact]) -> Iterator[Fact]:
    """Gross margin, where there is revenue."""
    revenue = made[key_of(ground, "pnl", period.name, "sum", "revenue")]
    profit = made[key_of(ground, "pnl", period.name, "sum", "gross_profit")]
    assert isinstance(revenue.value, int)
    assert isinstance(profit.value, int)
    cost = revenue.value - profit.value
    if revenue.value < 0 or cost < 0:
        return
    try:
        found = gross_margin(revenue.value, cost)
    except NotEnoughDataError:
        return
    yield fact(
        key_of(ground, "pnl", period.name, "sum", "gross_margin"),
        f"Gross margin, {period.words}",
        round(found.margin, 6),
        "fraction",
        "Gross profit divided by revenue.",
        "cfo.analysis.gross_margin",
        revenue,
        profit,
        period=(period.window.first, period.window.last),
    )


def _changes(ground: Ground, made: dict[str, Fact]) -> Iterator[Fact]:
    """This period minus the one before, of every line and sum."""
    if ground.before is None:
        return
    start = {name: key_of(ground, name, "now") + "." for name in ("pnl", "cash")}
    now, before = ground.now.words, ground.before.words
    for statement, prefix in start.items():
        earlier = key_of(ground, statement, "before") + "."
        tails = {
            key.removeprefix(part)
            for key in made
            for part in (prefix, earlier)
            if key.startswith(part)
        }
        for tail in sorted(tails):
            pair = [one for key in (prefix, earlier) if (one := made.get(key + tail)) is not None]
            label = pair[0].label.rpartition(",")[0]
            if pair[0].unit == "fraction":
                if len(pair) == 2:
                    yield _points(ground, statement, tail, label, pair)
                continue
            value = _value(made.get(prefix + tail)) - _value(made.get(earlier + tail))
            yield fact(
                key_of(ground, statement, "change") + "." + tail,
                f"{label}, change",
                value,
                "money",
                f"{now} minus {before}.",
                "cfo.reporting.book",
                *pair,
                currency=ground.currency,
            )


def _points(ground: Ground, statement: str, tail: str, label: str, pair: list[Fact]) -> Fact:
    """The difference of two shares, in percentage points."""
    now, before = (one.value for one in pair)
    assert isinstance(now, float)
    assert isinstance(before, float)
    return fact(
        key_of(ground, statement, "change") + "." + tail,
        f"{label}, change",
        round(now - before, 6),
        "points",
        "The share of this period minus that of the period before.",
        "cfo.reporting.book",
        *pair,
    )


def _unfiled(ground: Ground) -> Iterator[Fact]:
    part = kind_rows(ground.rows, ground.now.window, "")
    if part.count:
        yield fact(
            key_of(ground, "unfiled", "lines"),
            "Lines not filed",
            part.count,
            "count",
            "Lines of the period without a category.",
            "cfo.reporting.book",
            rows=(part,),
        )


def _value(found: Fact | None) -> int:
    return found.value if found is not None and isinstance(found.value, int) else 0


def _last_line(ground: Ground) -> dt.date:
    found: dt.date = ground.rows.date.max().item()
    return found
