"""What a run writes: proposals as open recommendations, and lines for the people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils import timezone

from cmo.models import Recommendation
from cmo.optimization.contracts import OptimizationFinding, Proposal
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import notify
from kernel.decisions.proposals import Predicted, expire_overdue, fingerprint_of, propose

MODULE = "ai_cmo"
LIFE = timedelta(days=28)
LONGEST_SUBJECT = 200
WORTH_TELLING = ("medium", "high", "critical")


def propose_all(proposals: Sequence[Proposal], facts: FactBook) -> list[Entity]:
    """Open or refresh a recommendation for each; inside the run's transaction."""
    expire_overdue(Recommendation)
    entities = []
    for one in proposals:
        done = propose(
            Recommendation,
            kind=one.kind,
            subject=one.subject[:LONGEST_SUBJECT],
            fingerprint=fingerprint_of(MODULE, one.kind, one.subject),
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


def tell(findings: Iterable[OptimizationFinding], facts: FactBook) -> None:
    """A line for everybody who reads the module, once for each thing found."""
    for finding in findings:
        if finding.severity not in WORTH_TELLING:
            continue
        keys = dict.fromkeys(references(finding.text))
        notify(
            NotificationKind.DATA,
            finding.title,
            module=MODULE,
            subject=finding.subject,
            body=finding.text,
            severity=finding.severity,
            facts=[facts[key].as_json() for key in keys],
            url="/cmo/",
        )
