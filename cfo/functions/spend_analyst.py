"""`cfo-spend-analyst`: what was paid twice, became dearer or looks odd, and what to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cfo import selectors
from cfo.spending import effects, sentences
from cfo.spending.book import facts_of
from cfo.spending.contracts import SpendDraft, SpendInput, SpendOutput
from cfo.spending.output import charges_of, findings_of, savings_of
from cfo.spending.proposals import proposals_of
from cfo.spending.reading import read
from cfo.spending.workbook import Workbook
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class SpendAnalyst(AgentFunction[SpendInput, Workbook, SpendOutput]):
    """Payments of one workspace: duplicates, splits, recurring charges, odd ones, overruns."""

    name = "cfo-spend-analyst"
    version = "1"
    title = "Spending"
    reads = "Reads bank lines, their categories and the approved budget."
    writes = "Writes ranked proposals. Nothing changes until you approve it."
    Input = SpendInput
    Output = SpendOutput
    Draft = SpendDraft

    def gather(self, ctx: RunContext, payload: SpendInput) -> Workbook | list[Need]:
        """The workspace's lines, as far back as the longest question asks."""
        ctx.step("Read bank lines and budget")
        currency = selectors.reporting_currency(ctx.workspace.currency)
        return read(payload, ctx.today, currency)

    def facts(self, ctx: RunContext, payload: SpendInput, data: Workbook) -> FactBook:
        """Every figure of charges and findings."""
        ctx.step("Compare payments, prices and months")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: SpendInput, data: Workbook, facts: FactBook
    ) -> SpendOutput:
        """The built-in analyst's answer."""
        ctx.step("Rank what was found")
        said = [sentences.say(found) for found in data.findings]
        return SpendOutput(
            summary=sentences.summary(data, facts, said),
            findings=findings_of(data, facts, said),
            savings=savings_of(data),
            charges=charges_of(data, facts),
            proposals=proposals_of(data, said, ctx.today),
            defaults=sentences.defaults(data),
            questions=sentences.questions(data),
        )

    def draft_keys(self, output: SpendOutput) -> dict[str, list[str]]:
        """The findings' own keys."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(
        self, ctx: RunContext, payload: SpendInput, data: Workbook
    ) -> Sequence[str]:
        """Names of payees, categories and accounts may be quoted."""
        return data.own_words()

    def accept(self, output: SpendOutput, draft: Any) -> SpendOutput:
        """The model's words for the summary and for each finding that it knew by its key."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: SpendInput, output: SpendOutput, facts: FactBook
    ) -> list[Entity]:
        """Proposals as open recommendations; the same finding updates its open row."""
        return effects.propose_all(output.proposals, facts)


FUNCTION = SpendAnalyst
