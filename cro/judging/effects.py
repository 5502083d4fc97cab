"""What a run writes: decisions as open recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from cro.models import Recommendation
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import AgentProposal
from kernel.decisions.agent_proposals import propose_all as propose


def propose_all(proposals: Sequence[AgentProposal], facts: FactBook) -> list[Entity]:
    """Open or refresh a recommendation for each; inside the run's transaction."""
    return propose(Recommendation, proposals, facts)
