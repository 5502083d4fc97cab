"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from collections.abc import Iterator

from cfo.ledger import sentences
from cfo.ledger.contracts import (
    AccountPart,
    FiledPart,
    LedgerFinding,
    LedgerOutput,
    SuggestionPart,
)
from cfo.ledger.ground import Checked, Ground
from cfo.ledger.proposals import MOST_PROPOSALS, proposals_of
from kernel.core.contracts import Severity
from kernel.core.facts import FactBook

GRAVE = 100
"""A difference of more than one part in so many of the balance is grave."""


def output_of(ground: Ground, book: FactBook) -> LedgerOutput:
    """Everything in the built-in words."""
    return LedgerOutput(
        summary=sentences.summary(ground, book),
        findings=list(_findings(ground, book)),
        questions=sentences.questions(ground),
        accounts=[_account(one, book) for one in ground.checked],
        filed=[
            FiledPart(key=one.key, category=one.category, facts=_keys(book, one.key))
            for one in ground.filed
        ],
        suggestions=[
            SuggestionPart(
                key=one.key,
                payee=one.payee,
                category=one.found.category,
                facts=_keys(book, one.key),
            )
            for one in ground.suggested[:MOST_PROPOSALS]
        ],
        pairs=len(ground.paired),
        proposals=proposals_of(ground),
        defaults=sentences.defaults(ground),
    )


def _account(one: Checked, book: FactBook) -> AccountPart:
    difference = one.found.difference
    state = "unstated" if difference is None else "differs" if difference else "agrees"
    return AccountPart(
        key=one.key,
        name=one.held.name,
        state=state,  # type: ignore[arg-type]
        facts=_keys(book, one.key),
    )


def _findings(ground: Ground, book: FactBook) -> Iterator[LedgerFinding]:
    for one in ground.checked:
        difference = one.found.difference
        if difference:
            grave = abs(difference) * GRAVE > abs(one.found.computed)
            severity: Severity = "high" if grave else "medium"
            yield LedgerFinding(
                kind="balance",
                key=one.key,
                title=f"{one.held.name} differs from the bank",
                text=sentences.differs(one),
                severity=severity,
                subject=f"account:{one.held.name}",
                facts=[f"{one.key}.difference", f"{one.key}.computed", f"{one.key}.stated"],
            )
    for one in ground.checked:
        if one.missing:
            yield LedgerFinding(
                kind="gap",
                key=f"{one.key}.missing",
                title=f"A statement of {one.held.name} seems to be missing",
                text=sentences.missing(one),
                severity="medium",
                subject=f"gap:{one.held.name}",
                facts=[f"{one.key}.missing", f"{one.key}.missing_from"],
            )
    if ground.alone:
        yield LedgerFinding(
            kind="half",
            key="halves",
            title="Transfers that stand alone",
            text=sentences.alone(),
            severity="low",
            subject="halves",
            facts=["pairs.alone"],
        )


def _keys(book: FactBook, start: str) -> list[str]:
    """The keys of the facts that begin so."""
    return [one.key for one in book if one.key.startswith(f"{start}.")]
