"""The facts of judged experiments: every figure that a run or a page may speak of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cro.analysis.comparisons import Comparison
from cro.analysis.judgement import Judgement
from cro.figures import NO_SEGMENT, count_fact, day_fact, fact
from cro.judging.ground import MONTH_DAYS, Case, Ground, Measure
from kernel.core.fact_keys import key_part
from kernel.core.facts import Fact, FactBook, Rows, Unit
from kernel.statistics.values import Interval

RESULTS = "cro/metrics"
COLUMNS = {"proportion": ("conversions", "units"), "mean": ("sum", "units")}
RATIO = ("sum", "denominator_sum")
MEANS = {
    "proportion": "Conversions divided by people.",
    "mean": "The sum divided by people.",
    "ratio": "One sum divided by the other.",
}
WELCH = "Delta method, with Student’s t after Welch."
ALWAYS = "Delta method, with the normal-mixture interval that holds on every day at once."


def facts_of(ground: Ground) -> FactBook:
    """Everything of each experiment."""
    book = FactBook()
    for case in ground.cases:
        for one in case_facts(case):
            book.add(one)
    return book


def case_facts(case: Case) -> Iterator[Fact]:
    """People and health, then effects where health holds, then what a month is worth."""
    found = case.judgement
    if found is None:
        return
    yield from _people(case, found)
    if not found.sound:
        yield from _lossy(case, found)
    yield from _health(case, found)
    for one in found.comparisons:
        yield from _comparison(case, found, one)
    yield from _month(case, found)


def rows_of(case: Case, metric: str, arm: str, found: Judgement, *columns: str) -> tuple[Rows, ...]:
    """The stored rows behind a metric of a variant, or of all, each column of them."""
    filters = {
        "experiment": str(case.id),
        "metric": str(case.measures[metric].id),
        "segment": NO_SEGMENT,
        "date__lte": found.read_to.isoformat(),
    }
    if arm:
        filters["variant"] = str(case.shown[arm].id)
    lines = list(case.lines_of(metric, arm, found.read_to))
    parts = []
    for column in columns:
        name = "sum" if column == "conversions" else column
        total = sum(getattr(line.totals, name) or 0 for line in lines)
        whole = column in ("conversions", "units")
        parts.append(Rows(RESULTS, filters, column, int(total) if whole else total, len(lines)))
    return tuple(parts)


def _people(case: Case, found: Judgement) -> Iterator[Fact]:
    name, metric = case.name, case.primary.metric.name
    counts = dict(found.people)
    every = [line for line in case.lines if line.metric == metric]

    def people(arm: str = "") -> tuple[Rows, ...]:
        own = [line for line in every if arm in ("", line.arm)]
        filters = {
            "experiment": str(case.id),
            "metric": str(case.measures[metric].id),
            "segment": NO_SEGMENT,
            "date__lte": found.reading.last.isoformat(),
        }
        if arm:
            filters["variant"] = str(case.shown[arm].id)
        return (Rows(RESULTS, filters, "units", sum(o.totals.units for o in own), len(own)),)

    yield count_fact(f"{case.key}.people", f"People, {name}", sum(counts.values()),
                     "Everybody first exposed so far.", rows=people())  # fmt: skip
    for arm in case.arms:
        shown = case.shown[arm.key].name
        key = f"{case.key}.arm.{key_part(arm.key)}"
        yield count_fact(f"{key}.people", f"People with {shown}", counts[arm.key],
                         "Everybody first exposed to it.", rows=people(arm.key))  # fmt: skip
        yield fact(f"{key}.planned", f"Planned share of {shown}", arm.weight, "fraction",
                   "From the plan.", "cro.judging.reading")  # fmt: skip
    if case.rules.planned is not None:
        yield count_fact(f"{case.key}.planned", f"Planned size, {name}", case.rules.planned,
                         "From the plan.")  # fmt: skip
    yield day_fact(f"{case.key}.first", f"First day, {name}", found.reading.first,
                   "From the plan, or the first row.")  # fmt: skip
    yield day_fact(f"{case.key}.last", f"Newest day, {name}", found.reading.last,
                   "The last day with a row.")  # fmt: skip
    yield day_fact(
        f"{case.key}.read_to", f"Read up to, {name}", found.read_to,
        "The first end of a whole week with the planned size, else the newest day.",
    )  # fmt: skip
    yield count_fact(f"{case.key}.weeks", f"Whole weeks, {name}", found.reading.weeks,
                     "From the first day to the newest.")  # fmt: skip
    if found.late_people:
        yield count_fact(
            f"{case.key}.late",
            f"People after the planned reading, {name}",
            found.late_people,
            "Exposed after it; they are not in the effects.",
        )
    if case.rules.method == "bayesian":
        for name, said, value in (
            ("chance_to_ship", "Chance to win that is asked", case.rules.chance_to_ship),
            ("risk_limit", "Expected loss that is accepted", case.rules.risk_limit),
        ):
            yield fact(f"{case.key}.{name}", f"{said}, {case.name}", value, "fraction",
                       "From the plan.", "cro.judging.reading")  # fmt: skip
    if case.minimum_effect is not None:
        yield fact(
            f"{case.key}.minimum",
            f"Smallest effect planned for, {name}",
            case.minimum_effect,
            "fraction",
            "From the plan.",
            "cro.judging.reading",
        )


def _lossy(case: Case, found: Judgement) -> Iterator[Fact]:
    """The people of the segment whose own split is off most."""
    part = case.lossy_part
    if part is None:
        return
    measure = case.measures[case.primary.metric.name]
    for arm in case.arms:
        shown = case.shown[arm.key]
        filters = {
            "experiment": str(case.id),
            "metric": str(measure.id),
            "segment": str(part.segment),
            "variant": str(shown.id),
            "date__lte": found.reading.last.isoformat(),
        }
        people = part.people.get(arm.key, 0)
        yield count_fact(
            f"{case.key}.lossy.{key_part(arm.key)}",
            f"People of {part.name} with {shown.name}",
            people,
            "Everybody of the segment first exposed to it.",
            rows=(Rows(RESULTS, filters, "units", people, part.rows.get(arm.key, 0)),),
        )


def _health(case: Case, found: Judgement) -> Iterator[Fact]:
    for check in found.checks:
        figures = dict(check.figures)
        if check.name == "split" and "p_value" in figures:
            yield fact(f"{case.key}.split", f"p-value of the split, {case.name}",
                       figures["p_value"], "ratio",
                       "Chi-squared of the people of each variant against the planned shares.",
                       "cro.analysis.sample_ratio")  # fmt: skip
        if check.name == "before" and "p_value" in figures:
            yield fact(f"{case.key}.before", f"p-value of the time before, {case.name}",
                       figures["p_value"], "ratio",
                       "Welch’s test of the same value before the start.",
                       "cro.analysis.health_checks")  # fmt: skip
        if check.name == "both":
            yield count_fact(f"{case.key}.several", f"People who saw several, {case.name}",
                             figures["people"], "As the testing tool counted them.")  # fmt: skip
            yield fact(f"{case.key}.several_share", f"Share who saw several, {case.name}",
                       figures["share"], "fraction", "Of all who came, themselves included.",
                       "cro.analysis.health_checks")  # fmt: skip


def _comparison(case: Case, found: Judgement, one: Comparison) -> Iterator[Fact]:
    key, measure = case.comparison_key(one), case.measures[one.metric.name]
    kind = one.metric.kind
    label = f"{measure.name}, {case.shown[one.arm].name}"
    control = next(arm.key for arm in case.arms if arm.is_control)
    columns = COLUMNS.get(kind, RATIO)
    behind = {arm: rows_of(case, measure.name, arm, found, *columns) for arm in (control, one.arm)}
    both = (*behind[control], *behind[one.arm])
    period = (found.reading.first, found.read_to)
    for name, arm, mean in (
        ("control", control, one.control_mean),
        ("variant", one.arm, one.variant_mean),
    ):
        if mean is not None:
            yield fact(
                f"{key}.{name}", f"{measure.name}, {case.shown[arm].name}",
                _in_unit(mean, measure), unit_of(kind, measure), MEANS[kind],
                "cro.analysis.sample_of", rows=behind[arm], period=period,
                currency=measure.currency or None,
            )  # fmt: skip
    how = ALWAYS if one.effect and one.effect.always_valid else WELCH
    function = (
        "cro.analysis.always_valid_effect"
        if one.effect and one.effect.always_valid
        else "cro.analysis.welch_effect"
    )
    if one.relative is not None:
        yield fact(f"{key}.lift", f"Relative effect on {label}", one.relative.interval, "fraction",
                   f"The difference divided by the control. {how}", function, rows=both,
                   period=period)  # fmt: skip
        for end, limit in (
            ("low", one.relative.interval.low),
            ("high", one.relative.interval.high),
        ):
            yield fact(f"{key}.{end}", f"{end.capitalize()} end of the effect on {label}", limit,
                       "fraction", how, function, rows=both, period=period)  # fmt: skip
    if one.absolute is not None:
        yield fact(
            f"{key}.difference", f"Difference of {label}",
            _interval_in_unit(one.absolute.interval, measure),
            _gap_unit(kind, measure),
            f"The variant minus the control. {how}", function, rows=both, period=period,
            currency=measure.currency or None,
        )  # fmt: skip
    if one.p_value is not None:
        correction = "Holm" if one.metric.role == "primary" else "Benjamini and Hochberg"
        yield fact(f"{key}.p_value", f"p-value of {label}", one.p_value, "ratio",
                   f"Two-sided, of no effect, corrected ({correction}).",
                   "cro.analysis.comparisons", rows=both, period=period)  # fmt: skip
    if one.chance_to_win is not None:
        yield fact(f"{key}.chance", f"Chance to win, {label}", one.chance_to_win, "fraction",
                   "The chance that the variant is the better one: of the normal posterior under a "
                   "flat prior.", "cro.analysis.bayesian_effect", rows=both,
                   period=period)  # fmt: skip
    if one.risk is not None:
        yield _risk(one, key, label, measure, both, period)
    if one.removed is not None:
        yield fact(f"{key}.removed", f"Variance taken out, {label}", one.removed, "fraction",
                   "The part that goes with the value before the start.", "cro.analysis.cuped",
                   rows=both, period=period)  # fmt: skip
    if one.plain is not None and one.relative is not None:
        yield fact(f"{key}.plain", f"Effect with the value before left in, {label}",
                   one.plain.interval, "fraction",
                   f"The difference as it was counted, divided by the control. {how}", function,
                   rows=both, period=period)  # fmt: skip
    if one.metric.role == "guardrail":
        yield fact(f"{key}.margin", f"Accepted loss of {measure.name}", one.metric.margin,
                   "fraction", "From the plan.", "cro.judging.reading")  # fmt: skip


def _risk(
    one: Comparison, key: str, label: str, measure: Measure, rows: tuple[Rows, ...],
    period: tuple[dt.date, dt.date],
) -> Fact:  # fmt: skip
    """What shipping is expected to lose: a part of the control, or in the metric's own unit."""
    assert one.risk is not None
    apart = one.relative is None
    return fact(
        f"{key}.risk", f"Expected loss, {label}",
        _in_unit(one.risk, measure) if apart else one.risk,
        _gap_unit(one.metric.kind, measure) if apart else "fraction",
        "What is lost where the variant is the worse one, weighed with how likely that is.",
        "cro.analysis.bayesian_effect", rows=rows, period=period, currency=measure.currency or None,
    )  # fmt: skip


def _gap_unit(kind: str, measure: Measure) -> Unit:
    """How a difference of two of a metric's means is written."""
    return "points" if kind == "proportion" else unit_of(kind, measure)


def _month(case: Case, found: Judgement) -> Iterator[Fact]:
    """What the difference is worth in thirty days of the test's own traffic."""
    best = case.best()
    if best is None or best.absolute is None or best.metric.kind == "ratio":
        return
    measure = case.measures[best.metric.name]
    people = case.a_month()
    worth = _interval_in_unit(best.absolute.interval.times(people), measure)
    unit: Unit = "money" if measure.currency else "count"
    both = rows_of(case, measure.name, "", found, *COLUMNS[best.metric.kind])
    said = "The difference times the people who come to the test in thirty days."
    yield fact(
        f"{case.key}.month", f"{measure.name}, change a month", worth, unit, said,
        "cro.judging.book", rows=both, currency=measure.currency or None,
    )  # fmt: skip
    for end, limit in (("low", worth.low), ("high", worth.high)):
        yield fact(
            f"{case.key}.month_{end}", f"{measure.name}, change a month, {end} end",
            round(limit), unit, said, "cro.judging.book", rows=both,
            currency=measure.currency or None,
        )  # fmt: skip
    yield count_fact(f"{case.key}.traffic", "People of the test in a month", round(people),
                     f"People a day so far, times {MONTH_DAYS}.",
                     rows=rows_of(case, measure.name, "", found, "units"))  # fmt: skip


def unit_of(kind: str, measure: Measure) -> Unit:
    """How a metric's mean is written."""
    if kind == "proportion":
        return "fraction"
    return "money" if measure.currency else "ratio"


def _in_unit(value: float, measure: Measure) -> float | int:
    return round(value) if measure.currency else value


def _interval_in_unit(value: Interval, measure: Measure) -> Interval:
    if not measure.currency:
        return value
    return Interval(round(value.estimate), round(value.low), round(value.high), value.level)
