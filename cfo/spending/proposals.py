"""From findings to proposals: what should be done, as a typed action, and what it would bring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from cfo.actions import MOST_FLAGGED, FlagLines
from cfo.models.transaction import TransactionFlag
from cfo.spending.sentences import Said
from cfo.spending.workbook import Found, Workbook
from kernel.core.facts import references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal

BACK_DAYS = 30
YEAR_DAYS = 365
MONTHS = 12


def proposals_of(workbook: Workbook, said: list[Said], today: date) -> list[AgentProposal]:
    """A proposal for each finding, in the findings' order."""
    return [
        MAKERS[found.finding.kind](workbook, found, words, today)
        for found, words in zip(workbook.findings, said, strict=True)
    ]


def _duplicate(workbook: Workbook, found: Found, words: Said, today: date) -> AgentProposal:
    """Mark what was paid after the first payment, so that somebody asks it back."""
    return _flag(
        found,
        words,
        today,
        title=f"Ask {found.payee} for {{fact:{found.key}.paid_again}} back",
        lines=workbook.ids_of(found.finding)[1:],
        flag=TransactionFlag.DUPLICATE,
        note=f"Looks like a bill of {found.payee} that was paid before",
        predicted=("Cash that comes back", "paid_again", BACK_DAYS, True),
    )


def _split(workbook: Workbook, found: Found, words: Said, today: date) -> AgentProposal:
    return _flag(
        found,
        words,
        today,
        title=f"Ask for the order behind {{fact:{found.key}.together}} to {found.payee}",
        lines=workbook.ids_of(found.finding),
        flag=TransactionFlag.QUERY,
        note="Together above the approval limit: is a single order behind it?",
        predicted=("Payments that somebody has approved", "together", BACK_DAYS, True),
    )


def _rise(workbook: Workbook, found: Found, words: Said, today: date) -> AgentProposal:
    return _flag(
        found,
        words,
        today,
        title=f"Ask {found.payee} about {{fact:{found.key}.extra_a_year}} more a year",
        lines=workbook.ids_of(found.finding)[-1:],
        flag=TransactionFlag.QUERY,
        note=f"The price of {found.payee} has gone up: ask before the next renewal",
        predicted=("Saved in a year at the old price", "extra_a_year", YEAR_DAYS, False),
    )


def _month(workbook: Workbook, found: Found, words: Said, today: date) -> AgentProposal:
    """Overruns and odd months: the lines that weigh most are to be explained."""
    headline = found.finding.headline.name
    return _flag(
        found,
        words,
        today,
        title=f"Explain {{fact:{found.key}.{headline}}} of {found.finding.category}",
        lines=workbook.largest_of(found.finding),
        flag=TransactionFlag.QUERY,
        note=f"Among the largest lines of an unusual month of {found.finding.category}",
        predicted=("Spending with an explanation", headline, BACK_DAYS, False),
    )


def _payment(workbook: Workbook, found: Found, words: Said, today: date) -> AgentProposal:
    return _flag(
        found,
        words,
        today,
        title=f"Look up {{fact:{found.key}.amount}} to {found.payee}",
        lines=workbook.ids_of(found.finding),
        flag=TransactionFlag.QUERY,
        note=f"Far from what {found.payee} usually gets",
        predicted=("Spending with an explanation", "amount", BACK_DAYS, True),
    )


Maker = Callable[[Workbook, Found, Said, date], AgentProposal]
MAKERS: dict[str, Maker] = {
    "duplicate_payment": _duplicate,
    "split_payment": _split,
    "price_rise": _rise,
    "budget_overrun": _month,
    "unusual_month": _month,
    "unusual_payment": _payment,
}


def _flag(
    found: Found,
    words: Said,
    today: date,
    *,
    title: str,
    lines: tuple[str, ...],
    flag: TransactionFlag,
    note: str,
    predicted: tuple[str, str, int, bool],
) -> AgentProposal:
    finding = found.finding
    metric, name, days, exact = predicted
    fact = f"{found.key}.{name}"
    figures = [f"{found.key}.{figure.name}" for figure in finding.figures]
    first = tuple(map(UUID, lines[:MOST_FLAGGED]))
    args = FlagLines.Args(lines=first, flag=flag, note=note[:240])
    return AgentProposal(
        kind=finding.kind,
        subject=finding.subject,
        title=title,
        rationale=words.text,
        severity=finding.severity,
        impact=round(finding.saving / MONTHS) if finding.saving else None,
        currency=finding.currency if finding.saving else "",
        effort=finding.effort,
        priority=finding.priority,
        evidence=list(dict.fromkeys([*figures, *references(f"{title} {words.text}"), fact])),
        action_kind=FlagLines.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric=metric, fact=fact, due=today + timedelta(days=days), exact=exact
        ),
        due_on=today + timedelta(days=DUE_DAYS[finding.severity]),
    )
