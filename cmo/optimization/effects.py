"""What a run writes: proposals as open recommendations, and lines for the people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmo.models import Recommendation
from cmo.optimization.contracts import OptimizationFinding
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import AgentProposal
from kernel.decisions.agent_proposals import propose_all as propose
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import notify

MODULE = "ai_cmo"
WORTH_TELLING = ("medium", "high", "critical")


def propose_all(proposals: Sequence[AgentProposal], facts: FactBook) -> list[Entity]:
    """Open or refresh a recommendation for each; inside the run's transaction."""
    return propose(Recommendation, proposals, facts)


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
