"""`coo-workflow-designer`: what decides how long a workflow takes, and a version that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coo.designing import effects
from coo.designing.book import facts_of
from coo.designing.contracts import DesignDraft, DesignInput, DesignOutput
from coo.designing.ground import Ground
from coo.designing.lines import faults_of
from coo.designing.output import output_of
from coo.designing.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class WorkflowDesigner(AgentFunction[DesignInput, Ground, DesignOutput]):
    """Steps as a graph: deciding chain, slack, finish dates; estimates held against the past."""

    name = "coo-workflow-designer"
    version = "1"
    title = "Workflows"
    reads = "Reads workflows, and what their cases and tasks really took."
    writes = "Writes a version of a workflow as a draft, and proposes to use it."
    Input = DesignInput
    Output = DesignOutput
    Draft = DesignDraft

    def refuse(self, payload: DesignInput) -> Sequence[Mapping[str, str]]:
        """Lines that are no steps, steps in a circle, and steps without a workflow's name."""
        faults = faults_of(payload.steps)
        if payload.steps and not payload.workflow:
            detail = "Say what the workflow of these steps is called."
            faults.append({"pointer": "/workflow", "code": "missing", "detail": detail})
        return faults

    def gather(self, ctx: RunContext, payload: DesignInput) -> Ground | list[Need]:
        """The workflows, and what was seen of each."""
        ctx.step("Read workflows and finished cases")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: DesignInput, data: Ground) -> FactBook:
        """Every figure of lengths, chances, deciding steps and what really happened."""
        ctx.step("Lay out the steps")
        ctx.check_cancelled()
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: DesignInput, data: Ground, facts: FactBook
    ) -> DesignOutput:
        """The workflows with the built-in words."""
        ctx.step("Hold estimates against what was seen")
        return output_of(data, facts, ctx.today)

    def draft_keys(self, output: DesignOutput) -> dict[str, list[str]]:
        """The keys of workflows."""
        return {"WorkflowText.key": [part.key for part in output.workflows]}

    def allowed_phrases(self, ctx: RunContext, payload: DesignInput, data: Ground) -> Sequence[str]:
        """Names of workflows and steps may be quoted."""
        return data.own_words()

    def accept(self, output: DesignOutput, draft: Any) -> DesignOutput:
        """The model's words; steps and figures stay."""
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "workflows": worded(output.workflows, draft.workflows),
            }
        )

    def effects(
        self, ctx: RunContext, payload: DesignInput, output: DesignOutput, facts: FactBook
    ) -> list[Entity]:
        """Drafted versions, and the proposals to use them."""
        return effects.write(output, facts)


FUNCTION = WorkflowDesigner
