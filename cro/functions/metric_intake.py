"""`cro-metric-intake`: what is measured, from where tests start, and what is missing for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cro.intake import effects
from cro.intake.answers import faults_of
from cro.intake.book import facts_of
from cro.intake.contracts import IntakeDraft, IntakeInput, IntakeOutput
from cro.intake.ground import Ground
from cro.intake.output import output_of
from cro.intake.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class MetricIntake(AgentFunction[IntakeInput, Ground, IntakeOutput]):
    """Baselines of steps and metrics, shares of segments, and drafts of what is new."""

    name = "cro-metric-intake"
    version = "1"
    title = "Take in metrics"
    reads = "Reads step counts, metric definitions, segments and results."
    writes = "Drafts metrics and segments; proposes shares of traffic."
    Input = IntakeInput
    Output = IntakeOutput
    Draft = IntakeDraft

    def refuse(self, payload: IntakeInput) -> Sequence[Mapping[str, str]]:
        """Lines that do not name a metric or a segment."""
        return faults_of(payload.metrics, payload.segments)

    def gather(self, ctx: RunContext, payload: IntakeInput) -> Ground | list[Need]:
        """Counts, definitions, segments and results."""
        ctx.step("Read counts and metrics")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: IntakeInput, data: Ground) -> FactBook:
        """Every baseline and share."""
        ctx.step("Work out baselines and shares")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: IntakeInput, data: Ground, facts: FactBook
    ) -> IntakeOutput:
        """The built-in analyst's answer."""
        ctx.step("Say what is missing")
        return output_of(data, facts, ctx.today)

    def draft_variables(
        self, ctx: RunContext, payload: IntakeInput, facts: FactBook, output: IntakeOutput
    ) -> dict[str, str]:
        """The standard ones, the findings' keys written into the answer's schema."""
        schema = IntakeDraft.model_json_schema()
        keys = [one.key for one in output.findings]
        if keys:
            schema["$defs"]["FindingText"]["properties"]["key"]["enum"] = keys
        answer = json.dumps(schema, ensure_ascii=False)
        return self.variables(ctx, payload, facts) | {"answer_schema": answer}

    def allowed_phrases(self, ctx: RunContext, payload: IntakeInput, data: Ground) -> Sequence[str]:
        """Names of steps, metrics, segments and tests may be quoted."""
        return data.own_words()

    def accept(self, output: IntakeOutput, draft: Any) -> IntakeOutput:
        """The model's words; what is measured, drafted and proposed stays."""
        texts = {item.key: item.text for item in draft.findings if item.text}
        findings = [
            one.model_copy(update={"text": texts.get(one.key, one.text)}) for one in output.findings
        ]
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: IntakeInput, output: IntakeOutput, facts: FactBook
    ) -> list[Entity]:
        """Drafts of metrics and segments, and the proposal of shares."""
        return effects.write(output, facts)


FUNCTION = MetricIntake
