"""`cro-experiment-analyst`: health before effect, effects by their plan, then a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cro.judging import effects
from cro.judging.book import facts_of
from cro.judging.contracts import JudgeDraft, JudgeInput, JudgeOutput
from cro.judging.ground import Ground
from cro.judging.output import output_of
from cro.judging.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class ExperimentAnalyst(AgentFunction[JudgeInput, Ground, JudgeOutput]):
    """Experiments that run or wait: what they show, and what their rules say."""

    name = "cro-experiment-analyst"
    version = "1"
    title = "Analyse"
    reads = "Reads experiments with their plans, variants and daily results."
    writes = "Writes proposals to decide. Nothing is decided until you approve it."
    Input = JudgeInput
    Output = JudgeOutput
    Draft = JudgeDraft
    takes_request = "words"
    takes_short_requests = True

    def gather(self, ctx: RunContext, payload: JudgeInput) -> Ground | list[Need]:
        """The experiments with every row of theirs."""
        ctx.step("Read experiments and their daily results")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: JudgeInput, data: Ground) -> FactBook:
        """Health first, then effects where it holds."""
        for number, case in enumerate(data.cases):
            ctx.check_cancelled()
            ctx.step("Health before effect", number, len(data.cases))
            _ = case.judgement
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: JudgeInput, data: Ground, facts: FactBook
    ) -> JudgeOutput:
        """The built-in analyst's answer."""
        ctx.step("Decide by the rules")
        return output_of(data, facts)

    def draft_keys(self, output: JudgeOutput) -> dict[str, list[str]]:
        """The keys of experiments."""
        return {"CaseText.key": [one.key for one in output.findings]}

    def allowed_phrases(self, ctx: RunContext, payload: JudgeInput, data: Ground) -> Sequence[str]:
        """Names of experiments, variants and metrics may be quoted."""
        return data.own_words()

    def accept(self, output: JudgeOutput, draft: Any) -> JudgeOutput:
        """The model's words for the summary and each experiment; outcomes and figures stay."""
        findings = worded(output.findings, draft.findings)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "findings": findings}
        )

    def effects(
        self, ctx: RunContext, payload: JudgeInput, output: JudgeOutput, facts: FactBook
    ) -> list[Entity]:
        """Decisions as open recommendations; the same one updates its open row."""
        return effects.propose_all(output.proposals, facts)


FUNCTION = ExperimentAnalyst
