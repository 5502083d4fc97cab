"""The answer of a month's close."""

from __future__ import annotations

from cfo.analysis import months
from cfo.closing.contracts import MonthCloseOutput
from cfo.closing.reading import Closing
from cfo.closing.sentences import findings, refusal
from cfo.reporting import sentences
from cfo.reporting.output import metrics_of, reports_of
from kernel.core.facts import FactBook


def output_of(closing: Closing, book: FactBook) -> MonthCloseOutput:
    """Reports and kept figures, or a finding a late account and nothing else."""
    month = months.first_day(closing.month)
    if closing.late:
        return MonthCloseOutput(summary=refusal(closing), month=month, findings=findings(closing))
    return MonthCloseOutput(
        summary=sentences.summary(closing.grounds, book),
        month=month,
        reports=reports_of(closing.grounds, book, ()),
        metrics=metrics_of(closing.grounds, book),
        defaults=sentences.defaults(closing.grounds[0]),
    )
