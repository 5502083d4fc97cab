"""What the intake proposes: shares of segments as they were counted."""

from __future__ import annotations

from datetime import date, timedelta

from cro.actions import SetTrafficShares, ShareOf
from cro.intake import sentences
from cro.intake.ground import Ground, Share, rounded
from kernel.core.facts import references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal

PRIORITY = 2.0


def proposals_of(ground: Ground, today: date) -> list[AgentProposal]:
    """One proposal for all shares that differ, with the largest segment first."""
    differing = sorted(
        (one for one in ground.shares if one.differs), key=lambda one: -one.counted.estimate
    )
    if not differing:
        return []
    return [_shares(differing, today)]


def _shares(differing: list[Share], today: date) -> AgentProposal:
    args = SetTrafficShares.Args(
        shares=tuple(
            ShareOf(segment=one.segment.id, share=rounded(one.counted.estimate))
            for one in differing
        )
    )
    first = differing[0]
    names = sentences.listed([one.segment.name for one in differing[: sentences.NAMED]])
    because = " ".join(sentences.share_differs(one) for one in differing[: sentences.NAMED])
    counted = [f"{one.key}.share" for one in differing]
    return AgentProposal(
        kind="shares",
        subject="shares",
        title=f"Set the traffic shares of {names} as counted",
        rationale=because,
        severity="low",
        impact=None,
        currency="",
        effort=1,
        priority=PRIORITY,
        evidence=list(dict.fromkeys([*counted, *references(because)])),
        action_kind=SetTrafficShares.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric=f"Share of {first.segment.name}",
            fact=f"{first.key}.share",
            due=today + timedelta(days=DUE_DAYS["low"]),
            exact=True,
        ),
        due_on=today + timedelta(days=DUE_DAYS["low"]),
    )
