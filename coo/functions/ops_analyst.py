"""`coo-ops-analyst`: how long work takes, how much is in work, and who has too much of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coo.operating import effects
from coo.operating.book import facts_of
from coo.operating.contracts import OperatingDraft, OperatingInput, OperatingOutput
from coo.operating.ground import Ground
from coo.operating.output import output_of
from coo.operating.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class OpsAnalyst(AgentFunction[OperatingInput, Ground, OperatingOutput]):
    """Times, pace, work in progress and promises of a period; load against hours ahead."""

    name = "coo-ops-analyst"
    version = "1"
    title = "Operations"
    reads = "Reads tasks, processes, capacity and the operations settings."
    writes = "Writes the weeks’ figures, and proposals. Nothing changes until you approve it."
    Input = OperatingInput
    Output = OperatingOutput
    Draft = OperatingDraft

    def gather(self, ctx: RunContext, payload: OperatingInput) -> Ground | list[Need]:
        """Tasks of two periods, promises that were kept or not, and the work ahead."""
        ctx.step("Read tasks and capacity")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: OperatingInput, data: Ground) -> FactBook:
        """Every figure, in working hours and by the calendar."""
        ctx.step("Measure times, pace and load")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: OperatingInput, data: Ground, facts: FactBook
    ) -> OperatingOutput:
        """The built-in analyst's answer."""
        ctx.step("Say what stands out")
        return output_of(data, facts)

    def draft_keys(self, output: OperatingOutput) -> dict[str, list[str]]:
        """The keys of findings."""
        return {"FindingText.key": [finding.key for finding in output.findings]}

    def allowed_phrases(
        self, ctx: RunContext, payload: OperatingInput, data: Ground
    ) -> Sequence[str]:
        """Names of people, teams and tasks may be quoted."""
        return data.own_words()

    def accept(self, output: OperatingOutput, draft: Any) -> OperatingOutput:
        """The model's words for the summary and for each finding that it knew by its key."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: OperatingInput, output: OperatingOutput, facts: FactBook
    ) -> list[Entity]:
        """The weeks' figures, and proposals as open recommendations."""
        return effects.write(output, facts)


FUNCTION = OpsAnalyst
