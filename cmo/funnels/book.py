"""The figures of goal and funnels: what each stage shows, and what the goal asks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cmo.analysis import worked_back
from cmo.analysis.finding import VERSION
from cmo.analysis.funnel import Leak
from cmo.analysis.volumes import StageVolume
from cmo.figures import channel_facts, day_fact, days_fact, interval_of, rows_of, whole
from cmo.funnels.ground import Ground
from cmo.strategy.contracts import DEFAULT_RISE
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Unit, input_hash
from kernel.statistics.rows import Evidence
from kernel.statistics.values import Interval, NotEnoughDataError

MONTH_DAYS = 30
RATE_FORMULA = "Went on divided by entered; Wilson interval, widened by how much days differ."


def facts_of(ground: Ground) -> FactBook:
    """The goal, then each funnel's stages; a drafted funnel takes its rates from the metrics."""
    book = FactBook()
    _add_goal(book, ground)
    orders = book.get("goal.orders")
    goal = float(orders.value) if orders and isinstance(orders.value, int | float) else None
    if ground.drafts:
        _add_drafted(book, ground, goal)
    for funnel in ground.funnels:
        rates = []
        for stage in funnel.stages:
            rates.append(_add_stage(book, ground, funnel.name, stage.key))
        keys = [fact_key("funnel", funnel.name, stage.name) for stage in funnel.stages]
        _add_volumes(book, keys, [stage.name for stage in funnel.stages], rates, goal)
    return book


def _add_goal(book: FactBook, ground: Ground) -> None:
    """Revenue and orders a month: asked for, the plan's, or a tenth more than of late."""
    goal, figures = ground.goal, ground.figures
    if figures is not None:
        for fact in channel_facts(ground.metrics, figures, "base"):
            book.add(fact)
        book.add(day_fact("base.last", "Last day of the rows", ground.window.last))
        book.add(days_fact("base.days", "Days of the rates", ground.window))
    revenue = book.get(fact_key("base", ground.currency, "revenue"))
    orders = book.get(fact_key("base", ground.currency, "conversions"))
    value = _order_value(book, ground, revenue, orders)
    words = {
        "asked": "Asked for when the run was started.",
        "plan": "The plan’s target, for a month of its days.",
        "default": "A month of the last days, made a tenth larger, since no goal was given.",
    }[goal.source]
    money, wanted = goal.revenue, goal.orders
    behind: Sequence[Fact] = ()
    if goal.source == "default" and revenue is not None and revenue.value:
        behind = (revenue,)
        formula = "The rule where no goal is given."
        book.add(_made("goal.rise", "More than of late", float(DEFAULT_RISE), "fraction", formula))
        money = revenue.number / ground.window.days * MONTH_DAYS * (1 + float(DEFAULT_RISE))
    if money is not None:
        book.add(_made("goal.revenue", "Revenue goal a month", round(money), "money", words,
                       behind, currency=ground.currency))  # fmt: skip
        if value is not None:
            formula = "The revenue goal divided by what an order brings."
            needed = round(money / value.number, 1)
            book.add(_made("goal.orders", "Orders needed a month", needed, "count", formula,
                           (value,)))  # fmt: skip
    elif wanted is not None:
        book.add(_made("goal.orders", "Orders needed a month", round(wanted, 1), "count", words))


def _order_value(
    book: FactBook, ground: Ground, revenue: Fact | None, orders: Fact | None
) -> Fact | None:
    value = ground.order_value
    if value is None or revenue is None or orders is None:
        return None
    return book.add(
        _made("order.value", "What an order brings", round(value), "money",
              "Revenue divided by orders.", (revenue, orders), currency=ground.currency)
    )  # fmt: skip


def _made(
    key: str,
    label: str,
    value: float | int,
    unit: Unit,
    formula: str,
    behind: Sequence[Fact] = (),
    *,
    currency: str | None = None,
    function: str = "cmo.funnels.goal",
) -> Fact:
    rows = [row for fact in behind for row in fact.rows]
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=function,
        version=VERSION,
        input_hash=input_hash(value, *(fact.input_hash for fact in behind)),
        formula=formula,
        rows=tuple(row for n, row in enumerate(rows) if row not in rows[:n]),
        currency=currency,
    )


def _add_stage(book: FactBook, ground: Ground, funnel: str, stage_key: str) -> Interval | None:
    """A stage's rate and people a month, its targets, and its leak where it has one."""
    stored = ground.stored[stage_key]
    name, key = stored.stage.name, fact_key("funnel", funnel, stored.stage.name)
    window = ground.counted_window()
    advanced, entered = (
        ground.counts.evidence(column, window, (stage_key,)) for column in ("advanced", "entered")
    )
    rate = ground.rate(stage_key)
    if rate is not None:
        book.add(_rate(f"{key}.rate", f"Goes on, {name}", rate, (advanced, entered), ground))
        book.add(
            replace(
                _people(f"{key}.present", f"Enter a month, {name}", entered, window.days),
                period=(window.first, window.last),
            )
        )
    target = stored.stage.target_rate
    if target is not None:
        book.add(_made(f"{key}.target", f"Target, {name}", target, "fraction",
                       "Set on the stage by a person."))  # fmt: skip
    if leak := ground.leaks.get(stage_key):
        _add_leak(book, ground, key, name, leak)
    return rate


def _rate(key: str, label: str, rate: Interval, behind: Sequence[Evidence], ground: Ground) -> Fact:
    window = behind[0].window
    return Fact(
        key=key,
        label=label,
        value=rate.estimate,
        unit="fraction",
        function="kernel.statistics.rate_interval",
        version=VERSION,
        input_hash=input_hash(*(one.digest for one in behind)),
        formula=RATE_FORMULA,
        rows=tuple(map(rows_of, behind)),
        interval=interval_of(rate),
        period=(window.first, window.last),
    )


def _people(key: str, label: str, behind: Evidence, days: int) -> Fact:
    return Fact(
        key=key,
        label=label,
        value=round(behind.total / days * MONTH_DAYS),
        unit="count",
        function="cmo.funnels.month",
        version=VERSION,
        input_hash=input_hash(behind.digest),
        formula="Entered in these days, for a month of 30 days.",
        rows=(rows_of(behind),),
    )


def _add_leak(book: FactBook, ground: Ground, key: str, name: str, leak: Leak) -> None:
    stages = (leak.stage.key,)
    now = [ground.counts.evidence(c, leak.now, stages) for c in ("advanced", "entered")]
    past = [ground.counts.evidence(c, leak.before, stages) for c in ("advanced", "entered")]
    book.add(_rate(f"{key}.now", f"Goes on now, {name}", leak.rates.now, now, ground))
    if leak.against_target:
        book.add(_made(f"{key}.before", f"Target, {name}", leak.rates.before.estimate, "fraction",
                       "Set on the stage by a person."))  # fmt: skip
    else:
        before = _rate(f"{key}.before", f"Went on before, {name}", leak.rates.before, past, ground)
        book.add(before)
    book.add(day_fact(f"{key}.since", "Since", leak.since, now[:1]))


def _add_drafted(book: FactBook, ground: Ground, goal: float | None) -> None:
    """Rates of the steps that the metrics count, and the volumes that the goal asks for."""
    keys, rates = [], []
    for step in ground.steps:
        key = fact_key("funnel", ground.own_name, step.name)
        keys.append(key)
        rates.append(step.rate)
        if step.columns is None or step.rate is None:
            continue
        above, below = (ground.metrics.evidence(c, ground.window) for c in step.columns)
        book.add(_rate(f"{key}.rate", f"Goes on, {step.name}", step.rate, (below, above), ground))
        book.add(_people(f"{key}.present", f"Enter a month, {step.name}", above,
                         ground.window.days))  # fmt: skip
    _add_volumes(book, keys, [step.name for step in ground.steps], rates, goal)


def _add_volumes(
    book: FactBook,
    keys: Sequence[str],
    names: Sequence[str],
    rates: Sequence[Interval | None],
    goal: float | None,
) -> None:
    """How many must enter each stage a month, and the rate of the whole way."""
    if goal is None or goal <= 0 or not rates or any(rate is None for rate in rates):
        return
    try:
        volumes = worked_back([rate for rate in rates if rate is not None], goal)
    except NotEnoughDataError:
        return
    for number, (key, name, volume) in enumerate(zip(keys, names, volumes, strict=True)):
        behind = [book[f"{one}.rate"] for one in keys[number:]] + [book["goal.orders"]]
        book.add(_needed(key, name, volume, behind))
    through = [book[f"{key}.rate"] for key in keys]
    share = goal / volumes[0].entered.estimate
    limits = sorted((goal / volumes[0].entered.high, goal / volumes[0].entered.low))
    whole_way = _made(
        f"{keys[0].rpartition('.')[0]}.through", "Goes on from the first stage to the last", share,
        "fraction", "The rates of all stages, multiplied.", through,
        function="cmo.analysis.worked_back",
    )  # fmt: skip
    level = volumes[0].entered.level
    book.add(replace(whole_way, interval=interval_of(Interval(share, limits[0], limits[1], level))))


def _needed(key: str, name: str, volume: StageVolume, behind: Sequence[Fact]) -> Fact:
    made = _made(
        f"{key}.need", f"Must enter a month, {name}", whole(volume.entered.estimate, "count") or 0,
        "count", "Orders needed, divided by the rates of this stage and all later ones.", behind,
        function="cmo.analysis.worked_back",
    )  # fmt: skip
    return replace(made, value=volume.needed, interval=interval_of(volume.entered))
