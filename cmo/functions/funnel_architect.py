"""`cmo-funnel-architect`: volumes worked back from the goal, targets, and where people are lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo.funnels import effects
from cmo.funnels.book import facts_of
from cmo.funnels.contracts import FunnelDraft, FunnelInput, FunnelOutput
from cmo.funnels.ground import Ground
from cmo.funnels.output import output_of
from cmo.funnels.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class FunnelArchitect(AgentFunction[FunnelInput, Ground, FunnelOutput]):
    """What a revenue goal asks of every stage of a funnel."""

    name = "cmo-funnel-architect"
    version = "1"
    title = "Work out funnels"
    reads = "Reads funnels, their counts, the plan's goal and daily metrics."
    writes = (
        "Writes a funnel as a draft where there is none; proposes volumes and targets on others."
    )
    Input = FunnelInput
    Output = FunnelOutput
    Draft = FunnelDraft

    def gather(self, ctx: RunContext, payload: FunnelInput) -> Ground | list[Need]:
        """Funnels, counts, metrics and the goal."""
        ctx.step("Read funnels, counts and the goal")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: FunnelInput, data: Ground) -> FactBook:
        """Rates, volumes and leaks."""
        ctx.step("Work the goal back through the stages")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: FunnelInput, data: Ground, facts: FactBook
    ) -> FunnelOutput:
        """The funnels with the built-in words."""
        ctx.step("Say what each stage must carry")
        return output_of(data, facts)

    def draft_keys(self, output: FunnelOutput) -> dict[str, list[str]]:
        """The stages' own keys."""
        return {
            "StageText.key": [stage.key for funnel in output.funnels for stage in funnel.stages]
        }

    def allowed_phrases(self, ctx: RunContext, payload: FunnelInput, data: Ground) -> Sequence[str]:
        """Names of funnels, stages, plan, brand and offer may be quoted."""
        return data.own_words()

    def accept(self, output: FunnelOutput, draft: Any) -> FunnelOutput:
        """The model's words for the summary and for stages it knew by their keys."""
        funnels = [
            funnel.model_copy(update={"stages": worded(funnel.stages, draft.stages)})
            for funnel in output.funnels
        ]
        summary = draft.summary or output.summary
        return output.model_copy(update={"summary": summary, "funnels": funnels})

    def effects(
        self, ctx: RunContext, payload: FunnelInput, output: FunnelOutput, facts: FactBook
    ) -> list[Entity]:
        """A drafted funnel, or proposals on those that are there."""
        return effects.write(output, facts)


FUNCTION = FunnelArchitect
