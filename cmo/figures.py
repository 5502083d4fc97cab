"""What the analysis computed, as facts: a label, a unit, a formula in words, and the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cmo.analysis.channels import ALL_CHANNELS, ChannelFigures
from cmo.analysis.finding import VERSION
from cmo.analysis.rows import MetricRows
from cmo.models.columns import channel_label
from kernel.core.fact_keys import fact_key, key_part
from kernel.core.facts import Fact, Interval, Rows, Unit, input_hash
from kernel.core.windows import Window
from kernel.statistics.figures import Figure, whole_name
from kernel.statistics.rows import Evidence
from kernel.statistics.values import Interval as AnalysisInterval

COLUMNS: dict[str, tuple[str, Unit]] = {
    "revenue": ("Revenue", "money"),
    "cost": ("Spend", "money"),
    "conversions": ("Orders", "count"),
    "sessions": ("Sessions", "count"),
    "clicks": ("Clicks", "count"),
    "impressions": ("Impressions", "count"),
}


@dataclass(frozen=True, slots=True)
class Quotient:
    """A figure made of two totals: which, its unit, and the analysis function behind it."""

    label: str
    unit: Unit
    top: str
    bottom: str
    function: str
    formula: str


QUOTIENTS: dict[str, Quotient] = {
    "roas": Quotient(
        "ROAS", "ratio", "revenue", "cost", "ratio_interval",
        "Revenue divided by spend; the interval from whole weeks.",
    ),
    "cac": Quotient(
        "Cost per order", "money", "cost", "conversions", "ratio_interval",
        "Spend divided by orders; the interval from whole weeks.",
    ),
    "conversion": Quotient(
        "Conversion", "fraction", "conversions", "sessions", "rate_interval",
        "Orders divided by sessions; Wilson interval, widened by how much days differ.",
    ),
}  # fmt: skip


def rows_of(evidence: Evidence, **further: str) -> Rows:
    """The list page's filter that shows exactly these rows; `further` narrows it more."""
    filters = {
        "date__gte": evidence.window.first.isoformat(),
        "date__lte": evidence.window.last.isoformat(),
    }
    for column, values in evidence.equals:
        filters[column if len(values) == 1 else f"{column}__in"] = ",".join(values)
    filters |= further
    return Rows(
        resource=f"cmo/{evidence.table.replace('_', '-')}",
        filters=filters,
        column=evidence.column,
        total=evidence.total,
        count=evidence.count,
    )


def interval_of(interval: AnalysisInterval | None) -> Interval | None:
    """Limits of the analysis as a fact's."""
    return None if interval is None else Interval(interval.low, interval.high, interval.level)


Part = tuple[Window, tuple[str, ...]]
"""Stored rows of a window and of some channels; of every channel where none is named."""


def channel_facts(
    rows: MetricRows,
    figures: ChannelFigures,
    prefix: str,
    parts: Sequence[Part] | None = None,
    **further: str,
) -> list[Fact]:
    """Every figure of one channel; `rows` are those of its currency.

    Keys are `{prefix}.{currency}.{channel}.{figure}`, without the channel for all together.
    `parts` are the stored rows behind it where they are not those of its whole window; `further`
    narrows the filter of its rows, as `campaign=` where `rows` are those of one campaign.
    """
    channels = () if figures.channel == ALL_CHANNELS else (figures.channel,)
    start = (prefix, figures.currency, *channels)
    where = parts or [(figures.window, channels)]
    return [
        *(_sum(rows, figures, fact_key(*start, name), name, where, further) for name in COLUMNS),
        *(
            _quotient(rows, figures, fact_key(*start, name), name, where, further)
            for name in QUOTIENTS
        ),
    ]


def _sum(
    rows: MetricRows,
    figures: ChannelFigures,
    key: str,
    column: str,
    parts: Sequence[Part],
    further: Mapping[str, str],
) -> Fact:
    label, unit = COLUMNS[column]
    behind = [rows.evidence(column, *part) for part in parts]
    return Fact(
        key=key,
        label=_labelled(label, figures.channel),
        value=getattr(figures, column),
        unit=unit,
        function="cmo.analysis.channel_figures",
        version=VERSION,
        input_hash=input_hash(*(evidence.digest for evidence in behind)),
        formula=f"{label} of each day, added up.",
        rows=tuple(rows_of(evidence, **further) for evidence in behind),
        period=(figures.window.first, figures.window.last),
        currency=figures.currency if unit == "money" else None,
    )


def _quotient(
    rows: MetricRows,
    figures: ChannelFigures,
    key: str,
    name: str,
    parts: Sequence[Part],
    further: Mapping[str, str],
) -> Fact:
    quotient = QUOTIENTS[name]
    columns = (quotient.top, quotient.bottom)
    known = np.isfinite(np.stack([getattr(rows, column) for column in columns]))
    having = rows.where(np.asarray(known.all(axis=0)))
    has = {"has": ",".join(columns)} if len(having) < len(rows) else {}
    behind = [having.evidence(column, *part) for part in parts for column in columns]
    return Fact(
        key=key,
        label=_labelled(quotient.label, figures.channel),
        value=whole(getattr(figures, name), quotient.unit),
        unit=quotient.unit,
        function=whole_name("cmo.analysis", quotient.function),
        version=VERSION,
        input_hash=input_hash(*(evidence.digest for evidence in behind)),
        formula=quotient.formula,
        rows=tuple(rows_of(evidence, **has, **further) for evidence in behind),
        interval=interval_of(getattr(figures, f"{name}_interval")),
        period=(figures.window.first, figures.window.last),
        currency=figures.currency if quotient.unit == "money" else None,
    )


def _labelled(label: str, channel: str) -> str:
    return label if channel == ALL_CHANNELS else f"{label}, {channel_label(channel)}"


def whole(value: float | None, unit: Unit) -> float | int | None:
    """Money and counts are whole minor units and whole people."""
    if value is None or unit not in ("money", "count"):
        return value
    return round(value)


FORMULAS: dict[str, tuple[str, str]] = {
    "difference": ("Change of the rate", "The rate now minus the rate before."),
    "rate_now": ("Goes on now", "Advanced divided by entered, since the change."),
    "rate_before": ("Went on before", "Advanced divided by entered, before the change."),
    "relative": ("Relative change", "The change of the rate divided by the rate before."),
    "lost_people": ("Fewer went on", "Entered times the rate's change since it changed."),
    "lost_orders_month": (
        "Orders lost a month",
        "Those who did not go on, taken down the later stages at their present rates, for 30 days.",
    ),
    "lost_revenue_month": ("Revenue lost a month", "Orders lost a month times the order value."),
    "order_value": ("Order value", "Revenue divided by orders."),
    "p_value": ("p-value", "Score test on effective counts, corrected for all asked (Holm)."),
    "factor": (
        "Against the other channels",
        "The channel's ROAS now over before, divided by the same of all other paid channels.",
    ),
    "roas": ("ROAS", QUOTIENTS["roas"].formula),
    "weak_roas": ("ROAS of the weaker", QUOTIENTS["roas"].formula),
    "strong_roas": ("ROAS of the stronger", QUOTIENTS["roas"].formula),
    "revenue_month": ("Revenue a month", "Difference of returns times the amount, for 30 days."),
    "lost_month": ("Lost a month", "Spend minus revenue, for 30 days."),
    "shifted_month": ("Moved a month", "A tenth of the weaker channel's spend, for 30 days."),
    "saturation": (
        "Share of the most it can bring",
        "What the channel brings at present spend, divided by the most that it could bring.",
    ),
    "next_unit": (
        "Next unit of spend",
        "Revenue that a further unit of spend brings at present, by the channel's curve.",
    ),
    "average_unit": ("Average unit of spend", "Revenue divided by spend of the present days."),
    "spend_month": ("Spend a month", "Mean spend a day of the present days, for 30 days."),
    "other_unit": (
        "Next unit of spend elsewhere",
        "Revenue that a further unit of spend brings on the other channel, by its curve.",
    ),
    "moved_month": (
        "Moved a month",
        "Spend that moves until the next unit brings the same on both channels: at most 30% of the "
        "channel's, at most up to what the other was ever seen at.",
    ),
    "gain_month": (
        "More revenue a month",
        "What both curves bring after the move minus what they bring now, for 30 days.",
    ),
    "cost": ("Spend", "Spend of each day, added up."),
    "cost_excess": ("Spent beyond the usual", "Spend of the days minus the usual for such days."),
}  # fmt: skip


def finding_fact(
    figure: Figure,
    key: str,
    *,
    currency: str | None,
    period: tuple[date, date],
    about: str,
    **further: str,
) -> Fact:
    """One figure of a finding; `about` names channel or stage in its label.

    `further` narrows the filter of its rows, as `campaign=` where only one campaign's count.
    """
    label, formula = FORMULAS.get(figure.name) or _gap_formula(figure.name)
    limits = None
    if figure.low is not None and figure.high is not None and figure.level is not None:
        limits = Interval(figure.low, figure.high, figure.level)
    return Fact(
        key=f"{key}.{key_part(figure.name)}",
        label=f"{label}, {about}",
        value=whole(figure.value, figure.unit),
        unit=figure.unit,
        function=whole_name("cmo.analysis", figure.function),
        version=VERSION,
        input_hash=input_hash(*(evidence.digest for evidence in figure.rows)),
        formula=formula,
        rows=tuple(rows_of(evidence, **further) for evidence in figure.rows),
        interval=limits,
        period=period,
        currency=currency if figure.unit == "money" else None,
    )


def _gap_formula(name: str) -> tuple[str, str]:
    metric, _, what = name.rpartition("_")
    label = COLUMNS[metric][0] if metric in COLUMNS else metric.capitalize()
    if what == "observed":
        return f"{label} counted", f"{label} of these days, added up."
    if what == "usual":
        return (
            f"{label} usual",
            f"What {label.lower()} are on such days, by trend and weekday of the whole history.",
        )
    return f"{label} missing", f"The usual {label.lower()} of such days minus those counted."


def day_fact(key: str, label: str, day: date, rows: Iterable[Evidence] = ()) -> Fact:
    """A date as a fact, so that text can say it."""
    behind = tuple(rows)
    return Fact(
        key=key,
        label=label,
        value=day,
        unit="date",
        function="cmo.analysis.analyse",
        version=VERSION,
        input_hash=input_hash(day, *(evidence.digest for evidence in behind)),
        formula="Read from the days of the rows.",
        rows=tuple(map(rows_of, behind)),
    )


def days_fact(key: str, label: str, window: Window) -> Fact:
    """The length of a window as a fact."""
    return Fact(
        key=key,
        label=label,
        value=window.days,
        unit="days",
        function="cmo.analysis.analyse",
        version=VERSION,
        input_hash=input_hash(window.first, window.last),
        formula="Days of the period, both ends included.",
        period=(window.first, window.last),
    )
