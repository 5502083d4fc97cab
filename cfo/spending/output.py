"""The parts of the answer: findings in order, and recurring charges."""

from __future__ import annotations

from cfo.spending.contracts import ChargeLine, SpendFinding
from cfo.spending.sentences import Said
from cfo.spending.workbook import Workbook
from kernel.core.facts import FactBook


def findings_of(workbook: Workbook, book: FactBook, said: list[Said]) -> list[SpendFinding]:
    """The findings in order, each with its words and the keys of its facts."""
    return [
        SpendFinding(
            kind=found.finding.kind,
            key=found.key,
            subject=found.finding.subject,
            title=words.title,
            text=words.text,
            severity=found.finding.severity,
            facts=_keys(book, found.key),
        )
        for found, words in zip(workbook.findings, said, strict=True)
    ]


def savings_of(workbook: Workbook) -> list[str]:
    """Keys of the findings that save money, the largest first."""
    return [workbook.findings[at].key for at in workbook.analysis.savings]


def charges_of(workbook: Workbook, book: FactBook) -> list[ChargeLine]:
    """A line a recurring charge, the dearest in a year first."""
    return [
        ChargeLine(
            payee=one.payee,
            category=one.charge.category,
            period=one.charge.period,
            currency=one.charge.currency,
            stopped=one.charge.stopped,
            facts=_keys(book, one.key),
        )
        for one in workbook.charges
    ]


def _keys(book: FactBook, start: str) -> list[str]:
    return [fact.key for fact in book if fact.key.rpartition(".")[0] == start]
