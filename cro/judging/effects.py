"""What runs write: decisions as open recommendations, and a word to those who watch."""

from __future__ import annotations

from collections.abc import Sequence

from cro.judging.contracts import JudgeOutput
from cro.models import Recommendation
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import AgentProposal
from kernel.decisions.agent_proposals import propose_all as propose
from kernel.decisions.models import NotificationKind
from kernel.decisions.notifications import notify
from kernel.decisions.proposals import TOLD_OF

MODULE = "ai_cro"


def propose_all(proposals: Sequence[AgentProposal], facts: FactBook) -> list[Entity]:
    """Open or refresh a recommendation for each; inside the run's transaction."""
    return propose(Recommendation, proposals, facts)


def tell(output: JudgeOutput, facts: FactBook) -> None:
    """A line for everybody who reads the module, once for each turn of an experiment.

    A proposal that cannot wait tells people by itself.
    """
    said = {one.subject for one in output.proposals if one.severity in TOLD_OF}
    for finding in output.findings:
        kind, key, _ = finding.subject.split(":", 2)
        if f"{kind}:{key}" in said:
            continue
        notify(
            NotificationKind.DATA,
            finding.title,
            module=MODULE,
            subject=finding.subject,
            body=finding.text,
            severity=finding.severity,
            facts=[facts[one].as_json() for one in finding.facts if one in facts],
            url=f"/cro/experiments/{key}/",
        )
