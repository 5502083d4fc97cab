"""`cmo-optimization-analyst`: what channels and funnels earn and lose, and what to change."""

from __future__ import annotations

import json
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
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext, standard_variables
from kernel.core.facts import FactBook


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

    def variables(
        self, ctx: RunContext, payload: OptimizationInput, facts: FactBook
    ) -> dict[str, str]:
        """The standard ones, the findings' own keys written into the answer's schema."""
        variables = standard_variables(self, ctx, payload, facts)
        schema = OptimizationDraft.model_json_schema()
        keys = list(dict.fromkeys(fact.key.rpartition(".")[0] for fact in facts))
        findings = [key for key in keys if key.partition(".")[0] in sentences.FINDING_KEYS]
        if findings:
            schema["$defs"]["FindingText"]["properties"]["key"]["enum"] = findings
        return variables | {"answer_schema": json.dumps(schema, ensure_ascii=False)}

    def allowed_phrases(
        self, ctx: RunContext, payload: OptimizationInput, data: Workbook
    ) -> Sequence[str]:
        """Names of channels, funnels, stages and campaigns may be quoted."""
        return data.own_words()

    def accept(self, output: OptimizationOutput, draft: Any) -> OptimizationOutput:
        """The model's words for the summary and for each finding that it knew by its key."""
        texts = {item.key: item.text for item in draft.findings if item.text}
        findings = [
            finding.model_copy(update={"text": texts.get(finding.key, finding.text)})
            for finding in output.findings
        ]
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
