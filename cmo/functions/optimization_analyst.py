"""`cmo-optimization-analyst`: what channels and funnels earn and lose, and what to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from cmo.analysis.finding import Horizon
from cmo.optimization import credits, effects, sentences
from cmo.optimization.book import facts_of
from cmo.optimization.contracts import (
    OptimizationDraft,
    OptimizationInput,
    OptimizationOutput,
)
from cmo.optimization.output import channel_lines, findings_of
from cmo.optimization.proposals import proposals_of
from cmo.optimization.reading import read
from cmo.optimization.workbook import Workbook
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class OptimizationAnalyst(AgentFunction[OptimizationInput, Workbook, OptimizationOutput]):
    """Channels, leaks, saturation, odd days and attribution, with ranked proposals."""

    name = "cmo-optimization-analyst"
    version = "1"
    title = "Optimise"
    reads = "Reads daily metrics, funnel counts, funnels, campaigns and touchpoints."
    writes = "Writes ranked proposals. Nothing changes until you approve it."
    Input = OptimizationInput
    Output = OptimizationOutput
    Draft = OptimizationDraft

    def gather(self, ctx: RunContext, payload: OptimizationInput) -> Workbook | list[Need]:
        """The workspace's rows, as far back as the longest question asks."""
        ctx.step("Read metrics and funnels")
        until = min(payload.until or ctx.today, ctx.today)
        horizon = Horizon(
            until,
            channel_days=payload.days,
            anomaly_days=payload.days,
            reference_days=payload.compared_days,
        )
        zone = ZoneInfo(ctx.workspace.timezone)
        return read(horizon, payload.channels, payload.currency, zone=zone)

    def facts(self, ctx: RunContext, payload: OptimizationInput, data: Workbook) -> FactBook:
        """Every figure of channels and findings."""
        ctx.step("Compare channels, stages, days and contacts")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: OptimizationInput, data: Workbook, facts: FactBook
    ) -> OptimizationOutput:
        """The built-in analyst's answer; needs where no question had enough data."""
        ctx.step("Rank what was found")
        if not data.analysis.enough:
            return OptimizationOutput(
                summary="There is too little data for an answer.",
                needs=sentences.needs(data, facts),
            )
        said = [sentences.say(data, facts, found) for found in data.findings]
        return OptimizationOutput(
            summary=sentences.summary(data, facts, said),
            findings=[*findings_of(data, facts, said), *credits.credit_findings(data, facts)],
            questions=credits.credit_questions(data),
            channels=channel_lines(data, facts),
            attribution=credits.credit_lines(data),
            proposals=proposals_of(data, facts, said, ctx.today),
            defaults=sentences.defaults(),
        )

    def draft_keys(self, output: OptimizationOutput) -> dict[str, list[str]]:
        """The findings' own keys."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(
        self, ctx: RunContext, payload: OptimizationInput, data: Workbook
    ) -> Sequence[str]:
        """Names of channels, funnels, stages and campaigns may be quoted."""
        return data.own_words()

    def accept(self, output: OptimizationOutput, draft: Any) -> OptimizationOutput:
        """The model's words for the summary and for each finding that it knew by its key."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self,
        ctx: RunContext,
        payload: OptimizationInput,
        output: OptimizationOutput,
        facts: FactBook,
    ) -> list[Entity]:
        """Proposals as open recommendations; the same finding updates its open row."""
        return effects.propose_all(output.proposals, facts)


FUNCTION = OptimizationAnalyst
