"""What a run writes: versions of workflows as drafts, and the proposals to use them."""

from __future__ import annotations

from decimal import Decimal

from coo.designing.contracts import DesignOutput
from coo.models import Recommendation, Workflow
from coo.models.workflow import WorkflowStatus
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all
from kernel.runs.drafts import write_draft


def write(output: DesignOutput, facts: FactBook) -> list[Entity]:
    """Each version, where nobody has changed or used it since, and the proposals."""
    entities = []
    for part in output.workflows:
        if part.draft is None:
            continue
        written = write_draft(
            Workflow,
            find={"name": part.name, "version": part.draft.version},
            values={
                "description": part.draft.description,
                "steps": part.draft.steps,
                "sla_hours": Decimal(part.draft.sla_hours) if part.draft.sla_hours else None,
                "status": WorkflowStatus.DRAFT.value,
            },
        )
        if entity := written.entity():
            entities.append(entity)
    return [*entities, *propose_all(Recommendation, output.proposals, facts)]
