"""`cfo-reporter`: statements of a period on a cash basis, and what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cfo import selectors
from cfo.reporting import effects, sentences
from cfo.reporting.book import facts_of
from cfo.reporting.contracts import ReporterDraft, ReporterOutput, ReportInput
from cfo.reporting.output import metrics_of, reports_of
from cfo.reporting.reading import Grounds, read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class Reporter(AgentFunction[ReportInput, Grounds, ReporterOutput]):
    """Profit and loss, cash flow, budget against actual and a board report of a period."""

    name = "cfo-reporter"
    version = "1"
    title = "Report"
    reads = "Reads bank lines, accounts, the approved budget and invoices."
    writes = "Writes reports as drafts and the month’s figures. Final reports stay as they are."
    Input = ReportInput
    Output = ReporterOutput
    Draft = ReporterDraft

    def gather(self, ctx: RunContext, payload: ReportInput) -> Grounds | list[Need]:
        """Every line up to now, since cash is counted from the opening balances."""
        ctx.step("Read bank lines, budget and invoices")
        return read(payload, ctx.today, selectors.reporting_currency(ctx.workspace.currency))

    def facts(self, ctx: RunContext, payload: ReportInput, data: Grounds) -> FactBook:
        """Every figure of the statements."""
        ctx.step("Add up the statements")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: ReportInput, data: Grounds, facts: FactBook
    ) -> ReporterOutput:
        """The built-in analyst's answer."""
        ctx.step("Write the reports")
        return ReporterOutput(
            summary=sentences.summary(data, facts),
            reports=reports_of(data, facts, payload.kinds),
            metrics=metrics_of(data, facts),
            defaults=sentences.defaults(data[0]),
        )

    def draft_keys(self, output: ReporterOutput) -> dict[str, list[str]]:
        """The reports' own keys."""
        return {"ReportText.key": [one.key for one in output.reports]}

    def allowed_phrases(
        self, ctx: RunContext, payload: ReportInput, data: Grounds
    ) -> Sequence[str]:
        """Names of categories, accounts, customers and items may be quoted."""
        return [word for ground in data for word in ground.own_words()]

    def accept(self, output: ReporterOutput, draft: Any) -> ReporterOutput:
        """The model's words for the summary and for each report that it knew by its key."""
        texts = {one.key: one.text for one in draft.reports if one.text}
        reports = [
            part.model_copy(update={"narrative": texts.get(part.key, part.narrative)})
            for part in output.reports
        ]
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "reports": reports}
        )

    def effects(
        self, ctx: RunContext, payload: ReportInput, output: ReporterOutput, facts: FactBook
    ) -> list[Entity]:
        """Drafts of the reports, and the month's figures."""
        return effects.write(output, facts)


FUNCTION = Reporter
