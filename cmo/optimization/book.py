"""The facts of a workbook: every figure that a run may speak of."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from cmo.analysis.channels import ALL_CHANNELS, channel_figures
from cmo.analysis.finding import VERSION
from cmo.analysis.rows import MetricRows
from cmo.figures import (
    QUOTIENTS,
    channel_facts,
    day_fact,
    days_fact,
    finding_fact,
    rows_of,
)
from cmo.models.columns import channel_label
from cmo.optimization.workbook import Found, Workbook, short_key
from kernel.core.facts import Fact, FactBook, input_hash
from kernel.core.windows import Window
from kernel.statistics.values import NotEnoughDataError


def facts_of(workbook: Workbook) -> FactBook:
    """Channels now and before, each finding's figures, and the days they are about."""
    book = FactBook()
    analysis = workbook.analysis
    for figures in analysis.channels:
        rows = workbook.metrics.of_currency(figures.currency)
        for fact in channel_facts(rows, figures, "channel"):
            book.add(fact)
    for figures in analysis.channels_before:
        rows = workbook.metrics.of_currency(figures.currency)
        for fact in channel_facts(rows, figures, "channel_before"):
            book.add(fact)
    if len(workbook.metrics):
        _add_period(book, workbook)
    for found in workbook.findings:
        for fact in _facts_of_finding(workbook, found):
            book.add(fact)
    if not analysis.enough:
        _add_shortfalls(book, workbook)
    return book


def _add_shortfalls(book: FactBook, workbook: Workbook) -> None:
    for shortfall in workbook.analysis.shortfalls:
        key = short_key(shortfall)
        for name, value in (("have", shortfall.have), ("need", shortfall.need)):
            if f"{key}.{name}" in book:
                continue
            book.add(
                Fact(
                    key=f"{key}.{name}",
                    label=f"{shortfall.what}, {name}",
                    value=value,
                    unit="count",
                    function="cmo.analysis.analyse",
                    version=VERSION,
                    input_hash=input_hash(shortfall),
                    formula="Counted in the rows." if name == "have" else "What the method takes.",
                )
            )


def _add_period(book: FactBook, workbook: Workbook) -> None:
    window = workbook.window()
    book.add(day_fact("period.first", "First day", window.first))
    book.add(day_fact("period.last", "Last day", window.last))
    book.add(days_fact("period.days", "Days looked at", window))
    reference = window.preceding(workbook.horizon.reference_days)
    book.add(days_fact("period.reference_days", "Days compared with", reference))
    book.add(
        days_fact(
            "period.anomaly_days",
            "Days searched for odd ones",
            Window.ending(window.last, workbook.horizon.anomaly_days),
        )
    )


def _facts_of_finding(workbook: Workbook, found: Found) -> list[Fact]:
    finding, key = found.finding, found.key
    further = {"campaign": str(found.campaign.id)} if found.campaign else {}
    facts = [
        finding_fact(
            figure,
            key,
            currency=finding.currency,
            period=(finding.window.first, finding.window.last),
            about=about(workbook, found),
            **further,
        )
        for figure in finding.figures
    ]
    if finding.kind in ("leak", "broken_tracking", "spend_spike", "drop"):
        rows = finding.figures[0].rows[:1]
        facts.append(day_fact(f"{key}.since", "Since", finding.window.first, rows))
        facts.append(day_fact(f"{key}.until", "Until", finding.window.last, rows))
    if finding.kind == "broken_tracking" and finding.currency:
        facts += _without(workbook.metrics.of_currency(finding.currency), found, workbook)
    return facts


def about(workbook: Workbook, found: Found) -> str:
    """What a finding is about, in the workspace's own words."""
    finding = found.finding
    if finding.stage is not None:
        return workbook.stage_words(finding.stage.key)[0]
    everything = workbook.metrics.channels()
    if finding.channels == (ALL_CHANNELS,) or set(finding.channels) == set(everything):
        return "all channels"
    if len(finding.channels) > 2:
        return f"{len(finding.channels)} channels"
    return " and ".join(map(channel_label, finding.channels))


def _without(rows: MetricRows, found: Found, workbook: Workbook) -> list[Fact]:
    """ROAS of the period with the broken days and without them, and the difference: exact."""
    window = workbook.window(found.finding.currency or "")
    gap = found.finding.window
    if gap.last < window.first:
        return []
    broken = found.finding.channels
    if broken == (ALL_CHANNELS,):
        broken = rows.channels()
    in_gap = rows.within(gap).channels()
    kept = rows.where(~_inside(rows, gap, broken))
    try:
        whole = channel_figures(rows, window, workbook.horizon.level)[0].roas
        rest = channel_figures(kept, window, workbook.horizon.level)[0].roas
    except NotEnoughDataError:
        return []
    if whole is None or rest is None:
        return []
    columns = ("revenue", "cost")
    every = [rows.evidence(column, window) for column in columns]
    behind = [rows.evidence(column, part) for part in _around(window, gap) for column in columns]
    if others := tuple(name for name in in_gap if name not in broken):
        behind += [rows.evidence(column, gap, others) for column in columns]
    formula = QUOTIENTS["roas"].formula
    made = (
        ("roas_with", "ROAS with these days", whole, every, formula),
        ("roas_without", "ROAS without these days", rest, behind, formula),
        (
            "roas_gain",
            "ROAS hidden by these days",
            rest - whole,
            [*every, *behind],
            "ROAS without the days minus ROAS with them.",
        ),
    )
    return [
        Fact(
            key=f"{found.key}.{name}",
            label=label,
            value=value,
            unit="ratio",
            function="cmo.analysis.channel_figures",
            version=VERSION,
            input_hash=input_hash(*(evidence.digest for evidence in evidences)),
            formula=words,
            rows=tuple(map(rows_of, evidences)),
            period=(window.first, window.last),
        )
        for name, label, value, evidences, words in made
    ]


def _inside(rows: MetricRows, gap: Window, channels: tuple[str, ...]) -> NDArray[np.bool_]:
    first, last = np.datetime64(gap.first, "D"), np.datetime64(gap.last, "D")
    days = (rows.date >= first) & (rows.date <= last)
    return np.asarray(days & np.isin(rows.channel.astype(str), sorted(channels)))


def _around(window: Window, gap: Window) -> list[Window]:
    """The parts of a window before and after a gap."""
    day = timedelta(days=1)
    parts = (Window(window.first, gap.first - day), Window(gap.last + day, window.last))
    return [part for part in parts if part.days > 0]
