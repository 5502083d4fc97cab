"""Proposals as an agent's answer holds them, and their way into a module's table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from kernel.core.contracts import Code, Entity, Number, Severity, Verbatim
from kernel.core.facts import FactBook
from kernel.decisions.proposals import Predicted, expire_overdue, propose
from kernel.decisions.recommendation import Recommendation

LIFE = timedelta(days=28)
LONGEST_SUBJECT = 200
DUE_DAYS = {"critical": 1, "high": 3, "medium": 7, "low": 14}
"""Days until somebody should have decided, by severity."""


class AgentPrediction(BaseModel):
    """What a proposal would bring: the fact that says how much, and until when.

    `exact` figures are computed from what is stored; others have an interval.
    """

    model_config = ConfigDict(extra="forbid")

    metric: str
    fact: Code
    due: date
    exact: bool = False


class AgentProposal(BaseModel):
    """A recommendation as it will be stored: text with references, and a typed action.

    `impact` is money a month in minor units of `currency`; the first of `evidence` is the
    headline.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Code
    subject: Code
    title: str
    rationale: str
    severity: Severity
    impact: Number | None
    currency: Code
    effort: Number
    priority: Number
    evidence: list[Code]
    action_kind: Code
    action_args: Annotated[dict[str, Any], Verbatim]
    predicted: AgentPrediction
    due_on: date


def propose_all(
    model: type[Recommendation], proposals: Sequence[AgentProposal], facts: FactBook
) -> list[Entity]:
    """Open or refresh a recommendation for each; inside the run's transaction."""
    expire_overdue(model)
    entities = []
    for one in proposals:
        done = propose(
            model,
            kind=one.kind,
            subject=_short(one.subject),
            title=one.title,
            rationale=one.rationale,
            severity=one.severity,
            impact=one.impact,
            currency=one.currency,
            effort=int(one.effort),
            priority=one.priority,
            evidence=[facts[key] for key in one.evidence],
            action_kind=one.action_kind,
            action_args=one.action_args,
            predicted=Predicted(
                one.predicted.metric,
                one.predicted.fact,
                one.predicted.due,
                exact=one.predicted.exact,
            ),
            expires_at=timezone.now() + LIFE,
            due_on=one.due_on,
        )
        if entity := done.entity():
            entities.append(entity)
    return entities


def _short(subject: str) -> str:
    """A subject that the column holds: a long one keeps its beginning and a hash of all of it."""
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    digest = hashlib.sha256(subject.encode()).hexdigest()[:16]
    return f"{subject[: LONGEST_SUBJECT - 17]}:{digest}"
