"""`cro-metric-intake`: what is measured, from where tests start, and what is missing for them."""

from __future__ import annotations

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
from kernel.core.wordings import worded


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

    def draft_keys(self, output: IntakeOutput) -> dict[str, list[str]]:
        """The findings' keys."""
        return {"FindingText.key": [one.key for one in output.findings]}

    def allowed_phrases(self, ctx: RunContext, payload: IntakeInput, data: Ground) -> Sequence[str]:
        """Names of steps, metrics, segments and tests may be quoted."""
        return data.own_words()

    def accept(self, output: IntakeOutput, draft: Any) -> IntakeOutput:
        """The model's words; what is measured, drafted and proposed stays."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: IntakeInput, output: IntakeOutput, facts: FactBook
    ) -> list[Entity]:
        """Drafts of metrics and segments, and the proposal of shares."""
        return effects.write(output, facts)


FUNCTION = MetricIntake
