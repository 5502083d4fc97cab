"""`cro-cron-weekly-summary`: each Monday, the week that is over."""

from __future__ import annotations

from collections.abc import Sequence

from cro.weekly import effects
from cro.weekly.book import facts_of
from cro.weekly.contracts import WeeklySummaryInput, WeeklySummaryOutput
from cro.weekly.output import output_of
from cro.weekly.reading import read
from cro.weekly.week import Week
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.decisions.quoting import words_of


class WeeklySummary(AgentFunction[WeeklySummaryInput, Week, WeeklySummaryOutput]):
    """What tests did in a week, how the way changed, and what to decide next."""

    name = "cro-cron-weekly-summary"
    version = "1"
    title = "Sum up the week"
    reads = "Reads step counts, experiments, their results and proposals."
    writes = "Writes the week's summary, and tells those who run tests."
    Input = WeeklySummaryInput
    Output = WeeklySummaryOutput

    def gather(self, ctx: RunContext, payload: WeeklySummaryInput) -> Week | list[Need]:
        """The week's rows with those of the week before, and the proposals."""
        ctx.step("Read the week")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: WeeklySummaryInput, data: Week) -> FactBook:
        """Every figure of both weeks."""
        ctx.step("Compare it with the week before")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: WeeklySummaryInput, data: Week, facts: FactBook
    ) -> WeeklySummaryOutput:
        """Wins, problems and priorities."""
        return output_of(data, facts)

    def allowed_phrases(
        self, ctx: RunContext, payload: WeeklySummaryInput, data: Week
    ) -> Sequence[str]:
        """Names of tests and steps, reasons of decisions, and the words of proposals' titles."""
        return [*data.own_words(), *words_of((*data.waiting, *data.applied))]

    def effects(
        self,
        ctx: RunContext,
        payload: WeeklySummaryInput,
        output: WeeklySummaryOutput,
        facts: FactBook,
    ) -> list[Entity]:
        """The week's row, and a line for those who read the module."""
        return effects.write(output, facts)


FUNCTION = WeeklySummary
