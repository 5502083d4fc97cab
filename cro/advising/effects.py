"""What a run writes: proposals as open recommendations."""

from __future__ import annotations

from cro.advising.contracts import AdvisorOutput
from cro.models import Recommendation
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all


def write(output: AdvisorOutput, facts: FactBook) -> list[Entity]:
    """Open or refresh a recommendation for each proposal; inside the run's transaction."""
    return propose_all(Recommendation, output.proposals, facts)
