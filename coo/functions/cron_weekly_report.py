"""`coo-cron-weekly-report`: each Monday, the week that is over."""

from __future__ import annotations

from collections.abc import Sequence

from coo.weekly import effects
from coo.weekly.book import facts_of
from coo.weekly.contracts import WeeklyReportInput, WeeklyReportOutput
from coo.weekly.output import output_of
from coo.weekly.reading import read
from coo.weekly.week import Week
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.decisions.quoting import words_of


class WeeklyReport(AgentFunction[WeeklyReportInput, Week, WeeklyReportOutput]):
    """What was done in a week, how long it took, which promises were kept, what comes next."""

    name = "coo-cron-weekly-report"
    version = "1"
    title = "Report the week"
    reads = "Reads tasks, cases, promises and proposals."
    writes = "Writes the week's report and its figures, and tells operations."
    Input = WeeklyReportInput
    Output = WeeklyReportOutput

    def gather(self, ctx: RunContext, payload: WeeklyReportInput) -> Week | list[Need]:
        """The week's work with that of the weeks before, and the proposals."""
        ctx.step("Read the week")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: WeeklyReportInput, data: Week) -> FactBook:
        """Every figure of both weeks, and what is usual."""
        ctx.step("Compare it with the weeks before")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: WeeklyReportInput, data: Week, facts: FactBook
    ) -> WeeklyReportOutput:
        """Wins, problems and priorities."""
        return output_of(data, facts)

    def allowed_phrases(
        self, ctx: RunContext, payload: WeeklyReportInput, data: Week
    ) -> Sequence[str]:
        """Names of work and people, and the words of proposals' titles."""
        names = [word for one in data.risky for word in (one.name, one.who)]
        return [*filter(None, names), *words_of((*data.waiting, *data.applied))]

    def effects(
        self, ctx: RunContext, payload: WeeklyReportInput, output: WeeklyReportOutput,
        facts: FactBook,
    ) -> list[Entity]:  # fmt: skip
        """The report, the week's figures, and a line for those who read the module."""
        return effects.write(output, facts)


FUNCTION = WeeklyReport
