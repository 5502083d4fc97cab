"""`cmo-plan-90day`: a goal, a budget split by what channels answer, dated milestones, risks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo.strategy import effects
from cmo.strategy.book import facts_of
from cmo.strategy.contracts import PlanDraft, PlanInput, PlanOutput
from cmo.strategy.ground import Ground
from cmo.strategy.output import output_of
from cmo.strategy.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class Planner(AgentFunction[PlanInput, Ground, PlanOutput]):
    """A marketing plan of 90 days from the workspace's own rows."""

    name = "cmo-plan-90day"
    version = "1"
    title = "Plan 90 days"
    reads = "Reads the brand profile, daily metrics, funnels and campaigns."
    writes = "Writes a plan as a draft, and proposes to activate it."
    Input = PlanInput
    Output = PlanOutput
    Draft = PlanDraft

    def gather(self, ctx: RunContext, payload: PlanInput) -> Ground | list[Need]:
        """Two years of rows, the calendar and the names."""
        ctx.step("Read brand, metrics and campaigns")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: PlanInput, data: Ground) -> FactBook:
        """Every figure of goal, budget and curves."""
        ctx.step("Fit what each channel's spend brings")
        for number, name in enumerate(data.spent):
            ctx.check_cancelled()
            data.responses.fit(name)
            ctx.step("Fit what each channel's spend brings", number + 1, len(data.spent))
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: PlanInput, data: Ground, facts: FactBook
    ) -> PlanOutput:
        """The plan with the built-in words."""
        ctx.step("Lay out milestones and risks")
        return output_of(data, facts)

    def draft_keys(self, output: PlanOutput) -> dict[str, list[str]]:
        """The keys of steps and risks."""
        return {
            "MilestoneText.key": [one.key for one in output.milestones],
            "RiskText.key": [one.key for one in output.risks],
        }

    def allowed_phrases(self, ctx: RunContext, payload: PlanInput, data: Ground) -> Sequence[str]:
        """Names of the brand, channels, campaigns, stages, segment and offer may be quoted."""
        return data.own_words()

    def accept(self, output: PlanOutput, draft: Any) -> PlanOutput:
        """The model's words; days, titles and figures stay."""
        risks = worded(output.risks, draft.risks, "sign")
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "objective": draft.objective or output.objective,
                "milestones": worded(output.milestones, draft.milestones, "detail"),
                "risks": worded(risks, draft.risks, "answer"),
            }
        )

    def effects(
        self, ctx: RunContext, payload: PlanInput, output: PlanOutput, facts: FactBook
    ) -> list[Entity]:
        """The plan as a draft, and the proposal to activate it."""
        return effects.write(output, facts)


FUNCTION = Planner
