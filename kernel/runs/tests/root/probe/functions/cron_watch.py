"""``probe-cron-watch``: notes the date that it was run for."""

from __future__ import annotations

from kernel.core.contracts import AgentFunction, AgentInput, AgentOutput, Entity, RunContext
from kernel.core.facts import FactBook
from probe.models import ProbeNote


class Watch(AgentFunction[AgentInput, None, AgentOutput]):
    name = "probe-cron-watch"
    title = "Watch"
    reads = "Reads the date."
    writes = "Keeps the date."

    def gather(self, ctx: RunContext, payload: AgentInput) -> None:
        return None

    def facts(self, ctx: RunContext, payload: AgentInput, data: None) -> FactBook:
        return FactBook()

    def compose(
        self, ctx: RunContext, payload: AgentInput, data: None, facts: FactBook
    ) -> AgentOutput:
        return AgentOutput(summary="The date was noted.")

    def effects(
        self, ctx: RunContext, payload: AgentInput, output: AgentOutput, facts: FactBook
    ) -> list[Entity]:
        note = ProbeNote.objects.create(text=ctx.today.isoformat(), total=0, run_id=ctx.run_id)
        return [Entity("probe_notes", note.pk, note.text, "created")]


FUNCTION = Watch()
