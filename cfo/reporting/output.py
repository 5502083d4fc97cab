"""The parts of the answer: statements with their words, and figures that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfo.models.report import ReportKind
from cfo.reporting import lines, sentences
from cfo.reporting.contracts import (
    REPORTS,
    MetricPart,
    ReportName,
    ReportPart,
    StatementLine,
)
from cfo.reporting.ground import Ground
from cfo.reporting.keys import key_of
from kernel.core.facts import FactBook, references

Rows = Callable[[Ground, FactBook], list[StatementLine]]
Words = Callable[[Ground, FactBook], str]
MAKERS: dict[ReportName, tuple[Rows, Words]] = {
    "pnl": (lines.pnl, sentences.pnl),
    "cash_flow": (lines.cash, sentences.cash),
    "budget_variance": (lines.budget, sentences.budget),
    "board": (lines.board, sentences.board),
}
KEPT = (
    ("revenue", "money", ("pnl", "now", "sum", "revenue")),
    ("gross_profit", "money", ("pnl", "now", "sum", "gross_profit")),
    ("gross_margin", "fraction", ("pnl", "now", "sum", "gross_margin")),
    ("operating_profit", "money", ("pnl", "now", "sum", "operating_profit")),
    ("net_result", "money", ("pnl", "now", "sum", "net")),
    ("cash", "money", ("cash", "now", "sum", "closing")),
    ("days_sales_outstanding", "days", ("owed", "dso")),
    ("cac_payback", "months", ("winning", "payback")),
)


def reports_of(
    grounds: Sequence[Ground], book: FactBook, kinds: Sequence[ReportName]
) -> list[ReportPart]:
    """Each report of each currency; one that has no line, as a budget that is not there, is not
    made."""
    made = []
    for ground in grounds:
        for kind in kinds or REPORTS:
            rows, words = MAKERS[kind]
            found = rows(ground, book)
            if found:
                made.append(_part(ground, book, kind, found, words(ground, book)))
    return made


def metrics_of(grounds: Sequence[Ground], book: FactBook) -> list[MetricPart]:
    """The figures of a single month that are kept to be compared later."""
    return [
        MetricPart(name=name, unit=unit, currency=ground.currency, fact=key)
        for ground in grounds
        if ground.now.length == 1
        for name, unit, parts in KEPT
        if (key := key_of(ground, *parts)) in book
    ]


def _part(
    ground: Ground, book: FactBook, kind: ReportName, found: list[StatementLine], words: str
) -> ReportPart:
    window = ground.now.window
    columns = lines.BUDGET_COLUMNS if kind == "budget_variance" else lines.columns(ground)
    return ReportPart(
        key=key_of(ground, kind),
        kind=kind,
        title=f"{ReportKind(kind).label}, {ground.now.words}, cash basis",
        period_start=window.first,
        period_end=window.last,
        currency=ground.currency,
        columns=list(columns),
        lines=found,
        narrative=words,
        facts=list(references(words)),
        missing=sentences.missing(ground, book),
    )
