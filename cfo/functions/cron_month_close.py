"""`cfo-cron-month-close`: on the first of each month, the reports of the month before."""

from __future__ import annotations

from collections.abc import Sequence

from cfo.closing import effects
from cfo.closing.book import facts_of
from cfo.closing.contracts import MonthCloseInput, MonthCloseOutput
from cfo.closing.output import output_of
from cfo.closing.reading import Closing, read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class MonthClose(AgentFunction[MonthCloseInput, Closing, MonthCloseOutput]):
    """The month's reports as drafts; where a statement is late, that is said instead."""

    name = "cfo-cron-month-close"
    version = "1"
    title = "Close the month"
    reads = "Reads bank lines, accounts, the approved budget and invoices."
    writes = "Writes the month’s reports as drafts, or tells which statement is missing."
    Input = MonthCloseInput
    Output = MonthCloseOutput

    def gather(self, ctx: RunContext, payload: MonthCloseInput) -> Closing | list[Need]:
        """Whether every account reaches the month's end, and the books if so."""
        ctx.step("Look whether every statement is there")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: MonthCloseInput, data: Closing) -> FactBook:
        """Every figure of the month's statements."""
        ctx.step("Add up the month")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: MonthCloseInput, data: Closing, facts: FactBook
    ) -> MonthCloseOutput:
        """The reports, or what is missing."""
        return output_of(data, facts)

    def allowed_phrases(
        self, ctx: RunContext, payload: MonthCloseInput, data: Closing
    ) -> Sequence[str]:
        """Names of accounts, categories, customers and items may be quoted."""
        return data.own_words()

    def effects(
        self, ctx: RunContext, payload: MonthCloseInput, output: MonthCloseOutput, facts: FactBook
    ) -> list[Entity]:
        """Drafts, the month's figures, and a line for those who read the module."""
        return effects.write(output, facts)


FUNCTION = MonthClose
