"""Every figure that forecasts may speak of."""

from __future__ import annotations

from collections.abc import Sequence

from cfo.analysis import months
from cfo.analysis.cash import CashOutlook
from cfo.analysis.forecasting import Forecast
from cfo.analysis.rows import COSTS
from cfo.analysis.values import GapsError, StoppedSeriesError
from cfo.figures import all_rows, count_fact, day_fact, fact, kind_rows, opening_rows, rows_of
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.contracts import BURN_MONTHS
from cfo.forecasting.ground import FINANCING, Ground, Outcome, Series
from cfo.forecasting.heldback import Held, held_back, held_back_cash
from cfo.forecasting.people import add_payroll
from kernel.core.facts import Fact, FactBook, Rows
from kernel.core.windows import Window
from kernel.statistics.values import NotEnoughDataError

KINDS = ("revenue", *COSTS, "")
METHOD = "cfo.analysis.forecast"
FROM_PAST = "The rows are the past that it was forecast from."


def facts_of(ground: Ground, cash: CashAhead) -> FactBook:
    """Cash and its futures, every series with its forecast, payroll, what is not filed."""
    book = FactBook()
    _add_days(book, ground)
    now = book.add(cash_now(ground, cash))
    _add_burn(book, ground, cash, now)
    _add_futures(book, ground, cash, now)
    for series in ground.series:
        _add_series(book, ground, ground.outcome(series))
        if series.name != "category" and ground.outcome(series).found is not None:
            _add_held(book, series.key, series.label, held_back(series))
    _add_flows(book, ground, cash)
    _add_parts(book, ground)
    add_payroll(book, ground)
    _add_unfiled(book, ground)
    return book


def _add_days(book: FactBook, ground: Ground) -> None:
    read = "Read from the days of the lines."
    book.add(day_fact("base.through", "Lines reach", ground.through, read))
    book.add(day_fact("base.first", "First whole month", ground.window.first, read))
    book.add(count_fact("base.months", "Whole months known", ground.count, "Months of lines."))
    ahead = ground.asked.horizon
    book.add(count_fact("ahead.months", "Months ahead", ahead, "Asked for, or the settings’."))
    end = months.last_day(ground.last + ahead)
    book.add(day_fact("ahead.end", "Forecasts end", end, "The last day of the last month ahead."))
    for number, month in enumerate(ground.empty[:3], start=1):
        day = months.first_day(month)
        book.add(day_fact(f"empty.{number}", "Month without a line", day, read))


def cash_now(ground: Ground, cash: CashAhead) -> Fact:
    return fact(
        "cash.now",
        "Cash",
        cash.now,
        "money",
        "Opening balances plus later lines of all accounts.",
        "cfo.forecasting.cash",
        rows=(*opening_rows(ground.opening), all_rows(ground.ledger.rows, ground.through)),
        currency=ground.asked.currency,
    )


def _add_burn(book: FactBook, ground: Ground, cash: CashAhead, now: Fact) -> None:
    """What goes out beyond what comes in, and how long cash lasts at that rate."""
    burned = cash.burned
    if isinstance(burned, NotEnoughDataError):
        return
    window, currency = ground.ending(BURN_MONTHS), ground.asked.currency
    rows = _flow_rows(ground, BURN_MONTHS)
    period = (window.first, window.last)
    book.add(count_fact("burn.months", "Months of the burn", burned.months, "Whole months."))
    for name, label, value, formula in (
        ("net", "Net burn a month", burned.net,
         "Money out minus money in over the months, a month; zero where cash grows."),
        ("gross", "Gross burn a month", burned.gross, "Money out over the months, a month."),
        ("flow", "Net flow a month", burned.net_flow,
         "Money in minus money out over the months, a month."),
    ):  # fmt: skip
        book.add(
            fact(f"burn.{name}", label, value, "money", formula, "cfo.analysis.burn",
                 rows=rows, period=period, currency=currency)
        )  # fmt: skip
    floor = fact(
        "cash.floor", "Cash floor", ground.asked.floor, "money", "From the finance settings.",
        "cfo.forecasting.reading", currency=currency,
    )  # fmt: skip
    book.add(floor)
    lasts = cash.lasts
    if lasts is not None and lasts.months is not None:
        formula = "Cash above the floor divided by the net burn a month."
        book.add(
            fact("runway.months", "Runway in months", round(lasts.months, 1), "ratio", formula,
                 "cfo.analysis.runway", now, book["burn.net"])
        )  # fmt: skip
    if lasts is not None and lasts.ends_on is not None:
        formula = "The day on which that many months are over."
        book.add(day_fact("runway.day", "Runway ends", lasts.ends_on, formula, now,
                          book["burn.net"]))  # fmt: skip


def _flow_rows(ground: Ground, count: int) -> tuple[Rows, ...]:
    """The lines behind the flows of the last months: a total a kind, raised money left out."""
    window = ground.ending(count)
    parts = [kind_rows(ground.lines, window, kind) for kind in KINDS]
    parts.append(kind_rows(ground.lines, window, FINANCING, "out"))
    return tuple(part for part in parts if part.count)


def _add_futures(book: FactBook, ground: Ground, cash: CashAhead, now: Fact) -> None:
    """The day on which cash falls below the floor, and cash at the end, in each scenario."""
    behind = (now, *(book[key] for key in ("burn.flow",) if key in book))
    for scenario in cash.scenarios:
        found = cash.outlook(scenario)
        if found is None:
            return
        start = cash.start(scenario)
        _add_zero(book, found, start, scenario, behind)
        last = found.by_month[ground.asked.horizon - 1]
        book.add(
            fact(
                f"cash.end{start}",
                f"Cash at the end{_named(scenario)}",
                last.p50,
                "money",
                "Half of the futures drawn from past flows have less. The rows are cash now and "
                "the latest flows.",
                "cfo.analysis.cash_outlook",
                *behind,
                interval=(last.p10, last.p90, 0.8),
                currency=ground.asked.currency,
                inputs=(found.seed, last.day),
            )
        )
    base = cash.outlook(cash.main)
    assert base is not None
    book.add(
        fact("zero.share", "Futures below the floor", base.share_out, "fraction",
             "Futures in which cash falls below the floor, of all drawn.",
             "cfo.analysis.cash_outlook", *behind, inputs=base.seed)
    )  # fmt: skip
    book.add(count_fact("zero.months", "Months looked ahead", len(base.by_month), "Months."))
    book.add(count_fact("zero.paths", "Futures drawn", base.paths, "Drawn from past months."))


def _add_zero(
    book: FactBook, found: CashOutlook, start: str, scenario: str, behind: Sequence[Fact]
) -> None:
    for name, words, day in (
        ("p10", "A tenth of the futures are below the floor by", found.zero_p10),
        ("p50", "Half of the futures are below the floor by", found.zero_p50),
        ("p90", "Nine tenths of the futures are below the floor by", found.zero_p90),
    ):
        if day is not None:
            formula = f"{words} this day; drawn from past months’ flows around the expected ones."
            book.add(
                fact(f"zero.{name}{start}",
                     f"Cash below the floor, {name.upper()}{_named(scenario)}", day, "date",
                     formula, "cfo.analysis.cash_outlook", *behind, inputs=(found.seed, day))
            )  # fmt: skip


def _named(scenario: str) -> str:
    return "" if scenario == "base" else f", {scenario} scenario"


def _add_flows(book: FactBook, ground: Ground, cash: CashAhead) -> None:
    """How well the flows are forecast, for what is said of cash."""
    outcome = cash.by_flow
    if outcome.found is not None:
        _add_choice(book, "cash", "net flow", outcome.found, ())
        _add_held(book, "cash", "Cash", held_back_cash(cash))
    _add_refusal(book, outcome)


def _add_series(book: FactBook, ground: Ground, outcome: Outcome) -> None:
    """What the series came to, what it is expected to come to, and how the method was chosen."""
    series, key, label = outcome.series, outcome.series.key, outcome.series.label
    past = book.add(_past(ground, series))
    _add_refusal(book, outcome)
    if outcome.found is None:
        return
    points, sign = outcome.found.points, series.sign
    low, high = sorted((sign * points[0].low80, sign * points[0].high80))
    formula = f"The forecast of the method that missed least in the backtest. {FROM_PAST}"
    book.add(
        fact(f"{key}.next", f"{label}, next month", sign * points[0].value, "money", formula,
             METHOD, past, interval=(low, high, 0.8), currency=ground.asked.currency,
             inputs=series.values)
    )  # fmt: skip
    total = sign * sum(point.value for point in points)
    formula = f"The expected values of the months ahead, added up. {FROM_PAST}"
    book.add(
        fact(f"{key}.ahead", f"{label}, months ahead", total, "money", formula, METHOD, past,
             currency=ground.asked.currency, inputs=series.values)
    )  # fmt: skip
    if isinstance(past.value, int) and past.value and ground.count >= len(points):
        formula = "The months ahead divided by as many before, minus one."
        book.add(fact(f"{key}.change", f"Change of {label}", total / past.value - 1, "fraction",
                      formula, METHOD, past, inputs=series.values))  # fmt: skip
    _add_choice(book, key, label, outcome.found, (past,))


def _past(ground: Ground, series: Series) -> Fact:
    """The series in as many months as are forecast, as far as they are known."""
    window = ground.ending(ground.asked.horizon)
    rows = _series_rows(ground, series, window)
    turned = "; money out is below zero in the lines" if series.sign < 0 else ""
    return fact(
        f"{series.key}.past",
        f"{series.label}, the months before",
        series.sign * sum(part.total for part in rows),
        "money",
        f"The lines of these months, added up{turned}.",
        METHOD,
        rows=rows,
        period=(window.first, window.last),
        currency=ground.asked.currency,
    )


def _add_parts(book: FactBook, ground: Ground) -> None:
    """What revenue and spend, each forecast by itself, would leave over."""
    revenue, spend = book.get("revenue.ahead"), book.get("spend.ahead")
    if revenue is None or spend is None:
        return
    left = int(revenue.value or 0) - int(spend.value or 0)  # type: ignore[arg-type]
    book.add(
        fact("parts.left", "Revenue less spend, months ahead", left, "money",
             "Revenue minus spend as each is forecast by itself.", METHOD, revenue, spend,
             currency=ground.asked.currency)
    )  # fmt: skip


def _add_choice(
    book: FactBook, key: str, label: str, found: Forecast, behind: Sequence[Fact]
) -> None:
    chosen = found.chosen
    if chosen.mase is None:
        return
    formula = (
        "Mean absolute error of forecasts from earlier ends of the series, over the mean change "
        "from one season to the next."
    )
    book.add(fact(f"{key}.mase", f"MASE, {label}", round(chosen.mase, 4), "ratio", formula,
                  METHOD, *behind))  # fmt: skip
    if chosen.beat_mase is not None:
        book.add(fact(f"{key}.beat_mase", f"MASE of the next best, {label}",
                      round(chosen.beat_mase, 4), "ratio", formula, METHOD, *behind))  # fmt: skip
    book.add(count_fact(f"{key}.origins", f"Times tried, {label}", chosen.origins,
                        "Ends of the series from which it was forecast again."))  # fmt: skip
    book.add(count_fact(f"{key}.steps", f"Steps tried, {label}", chosen.steps,
                        "Months ahead that each try was held against."))  # fmt: skip


def _add_held(book: FactBook, key: str, label: str, held: Held | None) -> None:
    """How the band did on months that are known."""
    if held is None:
        return
    formula = "The last months, forecast again from those before them."
    book.add(count_fact(f"{key}.held", f"Months held back, {label}", held.months, formula))
    book.add(count_fact(f"{key}.inside", f"Of them within the 80% band, {label}", held.inside,
                        formula))  # fmt: skip


def _add_refusal(book: FactBook, outcome: Outcome) -> None:
    """How much is missing for a forecast."""
    key, label, refusal = outcome.series.key, outcome.series.label, outcome.refusal
    if isinstance(refusal, NotEnoughDataError):
        book.add(count_fact(f"{key}.have", f"Months known, {label}", refusal.have, "Counted."))
        book.add(count_fact(f"{key}.need", f"Months needed, {label}", refusal.need,
                            "What the simplest method takes."))  # fmt: skip
    elif isinstance(refusal, StoppedSeriesError):
        book.add(count_fact(f"{key}.still", f"Months of nothing, {label}", refusal.periods,
                            "Months at the end without any amount."))  # fmt: skip
    elif isinstance(refusal, GapsError):
        day = months.first_day(outcome.series.first + refusal.missing[0])
        book.add(count_fact(f"{key}.gaps", f"Months missing, {label}", len(refusal.missing),
                            "Months in which the ledger has no line."))  # fmt: skip
        book.add(day_fact(f"{key}.gap", f"First month missing, {label}", day,
                          "The first month in which the ledger has no line."))  # fmt: skip


def _series_rows(ground: Ground, series: Series, window: Window) -> tuple[Rows, ...]:
    if series.name == "category":
        own = ground.lines.of_category(series.category).within(window)
        equals = (("category", (series.category,)), ("currency", (ground.asked.currency,)))
        return (rows_of(own.evidence(window, equals), ground.ledger),)
    kinds = ("revenue",) if series.name == "revenue" else COSTS
    parts = [kind_rows(ground.lines, window, kind) for kind in kinds]
    return tuple(part for part in parts if part.count)


def _add_unfiled(book: FactBook, ground: Ground) -> None:
    """Lines that nobody has filed: they move cash, but are neither revenue nor spend."""
    part = kind_rows(ground.lines, ground.window, "")
    if part.count:
        book.add(
            fact("unfiled.lines", "Lines not filed", part.count, "count",
                 "Lines without a category.", "cfo.forecasting.book", rows=(part,))
        )  # fmt: skip
