"""`cmo-plan-90day`: a goal, a budget split by what channels answer, dated milestones, risks."""

from __future__ import annotations

import json
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

    def draft_variables(
        self, ctx: RunContext, payload: PlanInput, facts: FactBook, output: PlanOutput
    ) -> dict[str, str]:
        """The standard ones, the keys of steps and risks written into the answer's schema."""
        schema = PlanDraft.model_json_schema()
        for name, items in (("MilestoneText", output.milestones), ("RiskText", output.risks)):
            if keys := [item.key for item in items]:
                schema["$defs"][name]["properties"]["key"]["enum"] = keys
        answer = json.dumps(schema, ensure_ascii=False)
        return self.variables(ctx, payload, facts) | {"answer_schema": answer}

    def allowed_phrases(self, ctx: RunContext, payload: PlanInput, data: Ground) -> Sequence[str]:
        """Names of the brand, channels, campaigns, stages, segment and offer may be quoted."""
        return data.own_words()

    def accept(self, output: PlanOutput, draft: Any) -> PlanOutput:
        """The model's words; days, titles and figures stay."""
        steps = {item.key: item.detail for item in draft.milestones if item.detail}
        risks = {item.key: item for item in draft.risks}
        return output.model_copy(
            update={
                "summary": draft.summary or output.summary,
                "objective": draft.objective or output.objective,
                "milestones": [
                    one.model_copy(update={"detail": steps.get(one.key, one.detail)})
                    for one in output.milestones
                ],
                "risks": [
                    one.model_copy(
                        update={
                            "sign": risks[one.key].sign or one.sign,
                            "answer": risks[one.key].answer or one.answer,
                        }
                    )
                    if one.key in risks
                    else one
                    for one in output.risks
                ],
            }
        )

    def effects(
        self, ctx: RunContext, payload: PlanInput, output: PlanOutput, facts: FactBook
    ) -> list[Entity]:
        """The plan as a draft, and the proposal to activate it."""
        return effects.write(output, facts)


FUNCTION = Planner
