"""The facts of a workbook: every figure that a run may speak of."""

from __future__ import annotations

from collections.abc import Iterator

from cfo.analysis import months
from cfo.analysis.finding import VERSION
from cfo.analysis.rows import COSTS, LedgerRows
from cfo.figures import fact, kind_rows, rows_of
from cfo.spending.workbook import Charge, Found, Workbook
from kernel.core.facts import Fact, FactBook, Interval, Unit, input_hash
from kernel.statistics.figures import Figure

YEAR = 12
FORMULAS: dict[str, tuple[str, str]] = {
    "paid_again": ("Paid again", "All payments of the bill minus the first."),
    "amount": ("Amount", "Read from the line."),
    "payments": ("Payments", "Counted in the lines."),
    "days_apart": ("Days apart", "From the first payment to the last."),
    "together": ("Together", "The payments added up."),
    "price_ratio": (
        "Price now to before",
        "The price after the step divided by the price before. The interval comes from how much "
        "payments between steps differ.",
    ),
    "extra_a_year": ("More a year", "The price after minus before, times the payments of a year."),
    "price_before": ("Price before", "Median of the payments before the step."),
    "price_after": ("Price now", "Median of the payments since the step."),
    "cost_a_year": ("Cost a year", "The present price times the payments of a year."),
    "unexpected": (
        "Beyond what is usual",
        "Spent minus what the category usually makes of its budget. The interval comes from its "
        "other months.",
    ),
    "over_budget": ("Over budget", "Spent minus the budget of the month."),
    "actual": ("Spent", "The lines of the month added up, money out above zero."),
    "budget": ("Budget", "The approved budget of the month."),
    "p_value": ("p-value", "Student's t against the category's other months."),
    "excess": (
        "Above the trend",
        "Spent minus what trend and season give. The interval comes from the other months.",
    ),
    "usual": ("Usual", "What trend and season, or the payee's other payments, give."),
    "times_usual": ("Times the usual", "The amount divided by the median of the payee's others."),
}


def facts_of(workbook: Workbook) -> FactBook:
    """Costs of a month, recurring charges, each finding's figures, and the days they are about."""
    book = FactBook()
    for one in _period(workbook):
        book.add(one)
    for currency, cost in workbook.analysis.monthly_cost:
        book.add(_monthly_cost(workbook, currency, cost))
    for charge in workbook.charges:
        for one in _facts_of_charge(workbook, charge):
            book.add(one)
    for found in workbook.findings:
        for one in _facts_of_finding(workbook, found):
            book.add(one)
    for currency, saving in _savings(workbook).items():
        book.add(_saved(workbook, currency, saving))
    return book


def cost_key(currency: str) -> str:
    """The key of the costs of a usual month."""
    return f"month_cost.{currency.lower()}"


def saving_key(currency: str) -> str:
    """The key of all that may be saved or got back."""
    return f"saving.{currency.lower()}"


def _period(workbook: Workbook) -> Iterator[Fact]:
    until = workbook.horizon.as_of
    how = (
        "The newest line's day, or the end of its month."
        if workbook.late
        else "The last day asked, or today."
    )
    yield _fact("period.last", "Last day", until, "date", "spend_analysis", how)
    yield _fact(
        "period.months",
        "Months searched",
        workbook.horizon.report_months,
        "count",
        "spend_analysis",
        "As asked, or the default.",
    )


def _monthly_cost(workbook: Workbook, currency: str, cost: int) -> Fact:
    last = months.last_whole(workbook.horizon.as_of)
    window = months.window(last - YEAR + 1, last)
    rows = workbook.rows.of_currency(currency)
    shown = [kind_rows(rows, window, kind, "out") for kind in (*COSTS, "")]
    return fact(
        cost_key(currency),
        "Costs of a usual month",
        cost,
        "money",
        "Mean of the last twelve whole months' costs, or of those since the first line.",
        "cfo.analysis.spend_analysis",
        rows=tuple(part for part in shown if part.count),
        period=(window.first, window.last),
        currency=currency,
    )


def _facts_of_charge(workbook: Workbook, charge: Charge) -> Iterator[Fact]:
    one = charge.charge
    rows = _lines(workbook, one.currency, one.rows)
    behind = rows.named()
    shown = rows_of(behind, workbook.ledger)
    values: tuple[tuple[str, str, int, str], ...] = (
        ("amount", "Price", one.amount, "Median of the payments since the last change of price."),
        ("yearly", "Cost a year", one.yearly, "The present price times the payments of a year."),
    )
    for name, label, value, formula in values:
        yield Fact(
            key=f"{charge.key}.{name}",
            label=f"{label}, {charge.payee}",
            value=value,
            unit="money",
            function="cfo.analysis.recurring_charges",
            version=VERSION,
            input_hash=input_hash(behind.digest, name),
            formula=formula,
            rows=(shown,),
            period=(one.first_on, one.last_on),
            currency=one.currency,
        )
    due = ("Last paid", one.last_on) if one.stopped else ("Next payment", one.next_on)
    yield _fact(
        f"{charge.key}.{'last_on' if one.stopped else 'next_on'}",
        f"{due[0]}, {charge.payee}",
        due[1],
        "date",
        "recurring_charges",
        "The last payment." if one.stopped else "The last payment and one period.",
    )


def _facts_of_finding(workbook: Workbook, found: Found) -> Iterator[Fact]:
    finding = found.finding
    about = found.payee or finding.category
    for figure in finding.figures:
        yield _figure(workbook, found, figure, about)
    yield _fact(
        f"{found.key}.since", f"Since, {about}", finding.window.first, "date", "spend_analysis",
        "The first of the lines, or of the month.",
    )  # fmt: skip
    yield _fact(
        f"{found.key}.until", f"Until, {about}", finding.window.last, "date", "spend_analysis",
        "The last of the lines, or of the month.",
    )  # fmt: skip


def _figure(workbook: Workbook, found: Found, figure: Figure, about: str) -> Fact:
    label, formula = FORMULAS[figure.name]
    limits = None
    if figure.low is not None and figure.high is not None and figure.level is not None:
        limits = Interval(figure.low, figure.high, figure.level)
    value = round(figure.value) if figure.unit in ("money", "count", "days") else figure.value
    finding = found.finding
    return Fact(
        key=f"{found.key}.{figure.name}",
        label=f"{label}, {about}",
        value=value,
        unit=figure.unit,
        function=f"cfo.analysis.{figure.function}",
        version=VERSION,
        input_hash=input_hash(*(one.digest for one in figure.rows), figure.name, value),
        formula=formula,
        rows=tuple(rows_of(one, workbook.ledger) for one in figure.rows),
        interval=limits,
        period=(finding.window.first, finding.window.last),
        currency=finding.currency if figure.unit == "money" else None,
    )


def _savings(workbook: Workbook) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in workbook.analysis.findings:
        if one.saving > 0:
            sums[one.currency] = sums.get(one.currency, 0) + one.saving
    return sums


def _saved(workbook: Workbook, currency: str, saving: int) -> Fact:
    found = [
        f for f in workbook.findings if f.finding.saving > 0 and f.finding.currency == currency
    ]
    ids = {key for one in found for key in workbook.ids_of(one.finding)}
    behind = workbook.rows.matching("key", ids.__contains__).named()
    return Fact(
        key=saving_key(currency),
        label="May be saved or got back in a year",
        value=saving,
        unit="money",
        function="cfo.analysis.spend_analysis",
        version=VERSION,
        input_hash=input_hash(behind.digest),
        formula="What was paid again, and what price rises cost in a year, added up.",
        rows=(rows_of(behind, workbook.ledger),),
        currency=currency,
    )


def _lines(workbook: Workbook, currency: str, indices: tuple[int, ...]) -> LedgerRows:
    import numpy as np

    return workbook.rows.of_currency(currency).where(np.array(indices, dtype=np.int64))


def _fact(key: str, label: str, value: object, unit: Unit, function: str, formula: str) -> Fact:
    return Fact(
        key=key,
        label=label,
        value=value,  # type: ignore[arg-type]
        unit=unit,
        function=f"cfo.analysis.{function}",
        version=VERSION,
        input_hash=input_hash(key, value),
        formula=formula,
    )
