"""`coo-ops-intake`: what there is of work, the steps of a log, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coo.intake import effects
from coo.intake.book import facts_of
from coo.intake.contracts import IntakeDraft, IntakeInput, IntakeOutput
from coo.intake.ground import Ground
from coo.intake.output import output_of
from coo.intake.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class OpsIntake(AgentFunction[IntakeInput, Ground, IntakeOutput]):
    """Looks through tasks, cases and logs, drafts the workflow that a log shows, and asks."""

    name = "coo-ops-intake"
    version = "1"
    title = "Take in work and logs"
    reads = "Reads tasks, cases, event logs, workflows and capacity."
    writes = "Drafts the workflow that a log shows, and proposes to use it."
    Input = IntakeInput
    Output = IntakeOutput
    Draft = IntakeDraft

    def gather(self, ctx: RunContext, payload: IntakeInput) -> Ground | list[Need]:
        """All stored work, and the log of cases without a workflow first."""
        ctx.step("Read work and logs")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: IntakeInput, data: Ground) -> FactBook:
        """Counts, the steps of the log and the ways between them."""
        ctx.step("Find steps and what is missing")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: IntakeInput, data: Ground, facts: FactBook
    ) -> IntakeOutput:
        """The built-in analyst's answer."""
        ctx.step("Say what is there")
        return output_of(data, facts)

    def draft_keys(self, output: IntakeOutput) -> dict[str, list[str]]:
        """The findings' keys."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(self, ctx: RunContext, payload: IntakeInput, data: Ground) -> Sequence[str]:
        """Names of steps, workflows and people may be quoted."""
        return data.own_words()

    def accept(self, output: IntakeOutput, draft: Any) -> IntakeOutput:
        """The model's words; the map, the workflow and the proposal stay."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: IntakeInput, output: IntakeOutput, facts: FactBook
    ) -> list[Entity]:
        """The draft and the proposal."""
        return effects.write(output, facts)


FUNCTION = OpsIntake
