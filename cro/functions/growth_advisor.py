"""`cro-growth-advisor`: which test next against its traffic, and where segments differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cro.advising import effects
from cro.advising.book import facts_of
from cro.advising.contracts import AdvisorDraft, AdvisorInput, AdvisorOutput
from cro.advising.ground import Ground
from cro.advising.output import output_of
from cro.advising.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class GrowthAdvisor(AgentFunction[AdvisorInput, Ground, AdvisorOutput]):
    """Weighs what waits by what tests have shown, and looks for segments that differ."""

    name = "cro-growth-advisor"
    version = "1"
    title = "Choose the next test"
    reads = "Reads finished tests with their segments, ideas that wait, and step counts."
    writes = "Writes proposals for the next test and for segments that differ."
    Input = AdvisorInput
    Output = AdvisorOutput
    Draft = AdvisorDraft

    def gather(self, ctx: RunContext, payload: AdvisorInput) -> Ground | list[Need]:
        """The whole programme."""
        ctx.step("Read tests and ideas")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: AdvisorInput, data: Ground) -> FactBook:
        """Every figure of the programme."""
        ctx.step("Weigh ideas against traffic, and compare segments")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: AdvisorInput, data: Ground, facts: FactBook
    ) -> AdvisorOutput:
        """The built-in analyst's answer."""
        ctx.step("Put tests in order")
        return output_of(data, facts, ctx.today)

    def draft_keys(self, output: AdvisorOutput) -> dict[str, list[str]]:
        """The findings' keys."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(
        self, ctx: RunContext, payload: AdvisorInput, data: Ground
    ) -> Sequence[str]:
        """Names of tests, ideas, steps and segments may be quoted."""
        return data.own_words()

    def accept(self, output: AdvisorOutput, draft: Any) -> AdvisorOutput:
        """The model's words; the order and the proposals stay."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: AdvisorInput, output: AdvisorOutput, facts: FactBook
    ) -> list[Entity]:
        """Proposals as open recommendations."""
        return effects.write(output, facts)


FUNCTION = GrowthAdvisor
