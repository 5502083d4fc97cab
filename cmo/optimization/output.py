"""The answer's structure from a workbook and its facts."""

from __future__ import annotations

from cmo.analysis.channels import ALL_CHANNELS, ChannelFigures
from cmo.figures import COLUMNS, QUOTIENTS
from cmo.models.columns import channel_label
from cmo.optimization.contracts import ChannelLine, OptimizationFinding
from cmo.optimization.sentences import Said
from cmo.optimization.workbook import Workbook
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


def findings_of(workbook: Workbook, book: FactBook, said: list[Said]) -> list[OptimizationFinding]:
    """The findings in order, each with its words and the keys of its facts."""
    return [
        OptimizationFinding(
            kind=found.finding.kind,
            key=found.key,
            subject=found.finding.subject,
            title=words.title,
            text=words.text,
            severity=found.finding.severity,
            facts=[fact.key for fact in book if fact.key.rpartition(".")[0] == found.key],
        )
        for found, words in zip(workbook.findings, said, strict=True)
    ]


def channel_lines(workbook: Workbook, book: FactBook) -> list[ChannelLine]:
    """A line a currency and channel, all channels together first."""
    return [
        ChannelLine(
            channel=figures.channel,
            label="All channels"
            if figures.channel == ALL_CHANNELS
            else channel_label(figures.channel),
            currency=figures.currency,
            facts=_keys(book, "channel", figures),
            facts_before=_keys(book, "channel_before", figures),
        )
        for figures in workbook.analysis.channels
    ]


def _keys(book: FactBook, prefix: str, figures: ChannelFigures) -> list[str]:
    channels = () if figures.channel == ALL_CHANNELS else (figures.channel,)
    start = fact_key(prefix, figures.currency, *channels)
    keys = (f"{start}.{name}" for name in (*COLUMNS, *QUOTIENTS))
    return [key for key in keys if key in book]
