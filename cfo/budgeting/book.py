"""Every figure that a budget may speak of."""

from __future__ import annotations

from collections.abc import Sequence

from cfo.analysis import months
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.planning import BudgetScenario, PlannedCategory
from cfo.budgeting.ground import Ground
from cfo.figures import count_fact, day_fact, fact, rows_of
from cfo.forecasting.book import cash_now
from cfo.forecasting.ground import Series
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Rows

PLANNED = "cfo.analysis.planned_budget"


def facts_of(ground: Ground) -> FactBook:
    """Months and version, cash and floor, each scenario's sums, each category."""
    book = FactBook()
    _add_days(book, ground)
    now = book.add(cash_now(ground.lines, ground.cash))
    book.add(
        fact("cash.floor", "Cash floor", ground.floor, "money",
             "Asked for, or from the finance settings.", "cfo.budgeting.reading",
             currency=ground.currency)
    )  # fmt: skip
    for scenario in ground.plan.scenarios:
        _add_scenario(book, ground, scenario, now)
    series = {one.category: one for one in ground.series}
    for planned in ground.plan.categories:
        _add_category(book, ground, planned, series[planned.category])
    return book


def _add_days(book: FactBook, ground: Ground) -> None:
    asked, read = ground.asked, "Read from the days of the lines."
    last = months.last_day(asked.first + asked.length - 1)
    chosen = "Asked for, or the first month that is not over."
    book.add(day_fact("plan.first", "First day of the budget", asked.months[0], chosen))
    book.add(day_fact("plan.last", "Last day of the budget", last, chosen))
    book.add(count_fact("plan.months", "Months of the budget", asked.length, "Asked for."))
    book.add(count_fact("plan.version", "Version", asked.version, "The next that is a draft."))
    book.add(day_fact("base.through", "Lines reach", ground.lines.through, read))
    book.add(count_fact("base.months", "Whole months known", ground.lines.count, read))
    if ground.kept:
        book.add(count_fact("plan.kept", "Months left as they are", ground.kept,
                            "Months that a person wrote or changed."))  # fmt: skip


def _add_scenario(book: FactBook, ground: Ground, scenario: BudgetScenario, now: Fact) -> None:
    """Sums of the rows that the version gets, and the cash that they leave."""
    name, currency = scenario.scenario, ground.currency
    parts = {
        "income": [line for line in scenario.lines if line.kind == "revenue"],
        "cost": [line for line in scenario.lines if line.kind != "revenue"],
        "left": list(scenario.lines),
    }
    for key, label, sign, formula in (
        ("income", "Revenue planned", 1, "Planned months of revenue, added up."),
        ("cost", "Costs planned", -1,
         "Planned months of everything else, added up, repayments of loans too; costs are below "
         "zero in the rows."),
        ("left", "Left over", 1, "Planned months of all categories, added up."),
    ):  # fmt: skip
        value = sign * sum(line.amount for line in parts[key])
        book.add(
            fact(f"{name}.{key}", f"{label}, {name}", value, "money", formula, PLANNED,
                 rows=_budget_rows(ground, name, parts[key]), currency=currency)
        )  # fmt: skip
    at = scenario.cash.index(scenario.lowest_cash)
    day = months.last_day(ground.asked.first + at)
    formula = "Cash now and the planned months up to there; the lowest of all month ends."
    book.add(
        fact(f"{name}.lowest", f"Lowest cash, {name}", scenario.lowest_cash, "money", formula,
             PLANNED, now, currency=currency, inputs=scenario.cash)
    )  # fmt: skip
    book.add(day_fact(f"{name}.lowest_on", f"Cash is lowest, {name}", day, formula, now))
    book.add(
        fact(f"{name}.end", f"Cash at the end, {name}", scenario.cash[-1], "money",
             "Cash now and all planned months.", PLANNED, now, currency=currency,
             inputs=scenario.cash)
    )  # fmt: skip
    if scenario.cut:
        book.add(
            fact(f"{name}.cut", f"Cut to keep the floor, {name}", scenario.cut, "money",
                 "Taken in proportion from operating costs that are not agreed.", PLANNED,
                 currency=currency)
        )  # fmt: skip
    if scenario.short_by:
        book.add(
            fact(f"{name}.short", f"Missing to the floor, {name}", scenario.short_by, "money",
                 "The floor minus the lowest cash, after every cut.", PLANNED, currency=currency)
        )  # fmt: skip


def _budget_rows(ground: Ground, scenario: str, lines: Sequence[BudgetLine]) -> tuple[Rows, ...]:
    """The version's rows of these lines, as they stand once they are written."""
    written = [line for line in lines if line.amount]
    if not written:
        return ()
    names = {line.category for line in written}
    ids = sorted(str(ground.lines.ledger.categories[name]) for name in names)
    filters = {
        "version": str(ground.asked.version),
        "scenario": scenario,
        "currency": ground.currency,
        "category__in": ",".join(ids),
    }
    total = sum(line.amount for line in written)
    return (Rows("cfo/budgets", filters, "amount", total, len(written)),)


def _add_category(book: FactBook, ground: Ground, planned: PlannedCategory, series: Series) -> None:
    """What it came to, what is planned, by how much that differs, and what was cut."""
    key, name, sign = fact_key("category", planned.category), planned.category, series.sign
    before = book.add(_before(ground, series, key))
    for scenario in ground.plan.scenarios:
        lines = [line for line in scenario.lines if line.category == name]
        value = sign * sum(line.amount for line in lines)
        book.add(
            fact(f"{key}.{scenario.scenario}", f"{name}, {scenario.scenario}", value, "money",
                 "Planned months, added up.", PLANNED, before, currency=ground.currency,
                 rows=_budget_rows(ground, scenario.scenario, lines))
        )  # fmt: skip
    base = book[f"{key}.base"].value
    if isinstance(before.value, int) and before.value and ground.lines.count >= ground.asked.length:
        formula = "Planned in the base scenario, divided by as many months before, minus one."
        book.add(fact(f"{key}.change", f"Change of {name}", int(base or 0) / before.value - 1,  # type: ignore[arg-type]
                      "fraction", formula, PLANNED, before))  # fmt: skip
    if planned.goal:
        book.add(fact(f"{key}.goal", f"Goal for {name}", planned.goal, "fraction", "Asked for.",
                      "cfo.budgeting.goals"))  # fmt: skip
    for scenario_name, cut in planned.cut:
        if cut:
            book.add(
                fact(f"{key}.cut.{scenario_name}", f"Cut from {name}, {scenario_name}", cut,
                     "money", "Its part of what the cash floor takes.", PLANNED, before,
                     currency=ground.currency)
            )  # fmt: skip


def _before(ground: Ground, series: Series, key: str) -> Fact:
    window = ground.lines.ending(ground.asked.length)
    own = ground.lines.lines.of_category(series.category).within(window)
    equals = (("category", (series.category,)), ("currency", (ground.currency,)))
    turned = "; money out is below zero in the lines" if series.sign < 0 else ""
    return fact(
        f"{key}.before",
        f"{series.category}, the months before",
        series.sign * own.total(),
        "money",
        f"The lines of these months, added up{turned}.",
        PLANNED,
        rows=(rows_of(own.evidence(window, equals), ground.lines.ledger),),
        period=(window.first, window.last),
        currency=ground.currency,
    )
