"""What a run writes: the workflow that the log shows, as a draft, and the proposal to use it."""

from __future__ import annotations

from coo.intake.contracts import IntakeOutput
from coo.models import Recommendation, Workflow
from coo.models.workflow import WorkflowStatus
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all
from kernel.runs.drafts import write_draft


def write(output: IntakeOutput, facts: FactBook) -> list[Entity]:
    """The draft, where nobody has changed or used it since, and the proposal."""
    entities = []
    if output.workflow is not None:
        drafted = output.workflow
        written = write_draft(
            Workflow,
            find={"name": drafted.name, "version": drafted.version},
            values={
                "description": drafted.description,
                "steps": drafted.steps,
                "status": WorkflowStatus.DRAFT.value,
            },
        )
        if entity := written.entity():
            entities.append(entity)
    return [*entities, *propose_all(Recommendation, output.proposals, facts)]
