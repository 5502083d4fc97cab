"""`coo-process-optimizer`: how cases flow, where they wait, and what is done again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coo.mining import effects
from coo.mining.book import facts_of
from coo.mining.contracts import MiningDraft, MiningInput, MiningOutput
from coo.mining.ground import Ground
from coo.mining.output import output_of
from coo.mining.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class ProcessOptimizer(AgentFunction[MiningInput, Ground, MiningOutput]):
    """The map of each process by its event log: waiting, variants, rework, control chart."""

    name = "coo-process-optimizer"
    version = "1"
    title = "Processes"
    reads = "Reads processes with their events, workflows, and the tasks of running cases."
    writes = "Writes a process report, and proposals for what holds cases up."
    Input = MiningInput
    Output = MiningOutput
    Draft = MiningDraft

    def gather(self, ctx: RunContext, payload: MiningInput) -> Ground | list[Need]:
        """The logs of the workflows asked for."""
        ctx.step("Read event logs")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: MiningInput, data: Ground) -> FactBook:
        """Every figure of times, waiting, ways and weeks."""
        ctx.step("Follow each case from activity to activity")
        ctx.check_cancelled()
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: MiningInput, data: Ground, facts: FactBook
    ) -> MiningOutput:
        """The processes and findings with the built-in words."""
        ctx.step("Weigh what holds cases up")
        return output_of(data, facts, ctx.today)

    def draft_keys(self, output: MiningOutput) -> dict[str, list[str]]:
        """The keys of findings."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(self, ctx: RunContext, payload: MiningInput, data: Ground) -> Sequence[str]:
        """Names of workflows and activities may be quoted."""
        return data.own_words()

    def accept(self, output: MiningOutput, draft: Any) -> MiningOutput:
        """The model's words for the summary and for each finding that it knew by its key."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: MiningInput, output: MiningOutput, facts: FactBook
    ) -> list[Entity]:
        """The report, and proposals as open recommendations."""
        return effects.write(output, facts)


FUNCTION = ProcessOptimizer
