"""`coo-cron-sla-watch`: every hour, the promises that are broken or nearly up, told of once."""

from __future__ import annotations

from collections.abc import Sequence

from coo.delivery import watching
from coo.delivery.watching import SlaWatchInput, SlaWatchOutput, Watched
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class SlaWatch(AgentFunction[SlaWatchInput, Watched, SlaWatchOutput]):
    """Every open promise by working time left; what is new is told of, the rest is not again."""

    name = watching.JOB
    version = "1"
    title = "Watch promises"
    reads = "Reads open processes and tasks with a due time."
    writes = "Writes a proposal for each promise at risk, and tells operations once of each."
    Input = SlaWatchInput
    Output = SlaWatchOutput

    def gather(self, ctx: RunContext, payload: SlaWatchInput) -> Watched | list[Need]:
        """The promises, and what the last watch had seen."""
        ctx.step("Read promises")
        return watching.read(ctx)

    def facts(self, ctx: RunContext, payload: SlaWatchInput, data: Watched) -> FactBook:
        """Working time left or over."""
        ctx.step("Count working time")
        return watching.facts_of(data)

    def compose(
        self, ctx: RunContext, payload: SlaWatchInput, data: Watched, facts: FactBook
    ) -> SlaWatchOutput:
        """What is new, or that nothing is."""
        return watching.output_of(data, facts)

    def allowed_phrases(
        self, ctx: RunContext, payload: SlaWatchInput, data: Watched
    ) -> Sequence[str]:
        """Names of tasks, processes and people may be quoted."""
        return data.own_words()

    def effects(
        self, ctx: RunContext, payload: SlaWatchInput, output: SlaWatchOutput, facts: FactBook
    ) -> list[Entity]:
        """Proposals as open recommendations; a line for those who read the module."""
        return watching.write(output, facts)


FUNCTION = SlaWatch
