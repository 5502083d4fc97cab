"""From suggestions to proposals: a payee's waiting lines under the category of its earlier ones."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from cfo.ledger import sentences
from cfo.ledger.actions import MOST_LINES, FileLines
from cfo.ledger.ground import Ground, Suggested
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal

MOST_PROPOSALS = 8
SEVERITY = "low"


def proposals_of(ground: Ground) -> list[AgentProposal]:
    """A proposal for each of the payees whose lines help most."""
    found = [one for one in ground.suggested if one.found.category in ground.ledger.categories]
    return [_proposal(ground, one) for one in found[:MOST_PROPOSALS]]


def _proposal(ground: Ground, one: Suggested) -> AgentProposal:
    found = one.found
    args = FileLines.Args(
        lines=tuple(UUID(key) for key in one.ids[:MOST_LINES]),
        category=ground.ledger.categories[found.category],
        pattern=found.pattern[:200],
        sign=found.sign,  # type: ignore[arg-type]
    )
    due = ground.today + timedelta(days=DUE_DAYS[SEVERITY])
    return AgentProposal(
        kind="file_lines",
        subject=f"payee:{found.payee}:{found.sign}",
        title=f"File {one.payee} under {found.category}",
        rationale=sentences.because(one),
        severity=SEVERITY,  # type: ignore[arg-type]
        impact=None,
        currency="",
        effort=1,
        priority=round(found.sure * len(found.lines), 4),
        evidence=[f"{one.key}.lines", f"{one.key}.agree", f"{one.key}.of", f"{one.key}.sure"],
        action_kind=FileLines.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric="Lines with a category", fact=f"{one.key}.lines", due=due, exact=True
        ),
        due_on=due,
    )
