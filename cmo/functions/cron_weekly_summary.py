"""`cmo-cron-weekly-summary`: each Monday, the week that is over."""

from __future__ import annotations

from collections.abc import Sequence

from cmo.weekly import effects
from cmo.weekly.book import facts_of
from cmo.weekly.contracts import WeeklySummaryInput, WeeklySummaryOutput
from cmo.weekly.output import output_of
from cmo.weekly.reading import read
from cmo.weekly.week import Week
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.decisions.weeks import words_of


class WeeklySummary(AgentFunction[WeeklySummaryInput, Week, WeeklySummaryOutput]):
    """Totals and changes of a week, its wins and problems, and what to decide next."""

    name = "cmo-cron-weekly-summary"
    version = "1"
    title = "Sum up the week"
    reads = "Reads daily metrics, funnel counts and proposals."
    writes = "Writes the week's summary, and tells the marketers."
    Input = WeeklySummaryInput
    Output = WeeklySummaryOutput

    def gather(self, ctx: RunContext, payload: WeeklySummaryInput) -> Week | list[Need]:
        """The week's rows with those of the weeks before, and the proposals."""
        ctx.step("Read the week")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: WeeklySummaryInput, data: Week) -> FactBook:
        """Every figure of both weeks, and of what was found."""
        ctx.step("Compare it with the weeks before")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: WeeklySummaryInput, data: Week, facts: FactBook
    ) -> WeeklySummaryOutput:
        """Wins, problems and priorities."""
        return output_of(data, facts)

    def allowed_phrases(
        self, ctx: RunContext, payload: WeeklySummaryInput, data: Week
    ) -> Sequence[str]:
        """Names of channels, funnels and campaigns, and the words of proposals' titles."""
        sources = [source.name for source in data.late]
        return [*data.workbook.own_words(), *sources, *words_of((*data.waiting, *data.applied))]

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
