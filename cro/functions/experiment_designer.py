"""`cro-experiment-designer`: how many people a test takes, what it can show, and its plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cro.designing import effects
from cro.designing.book import facts_of
from cro.designing.contracts import DesignDraft, DesignInput, DesignOutput
from cro.designing.ground import Ground
from cro.designing.output import output_of
from cro.designing.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class ExperimentDesigner(AgentFunction[DesignInput, Ground, DesignOutput]):
    """A test of one hypothesis by the traffic there is, or why there is none."""

    name = "cro-experiment-designer"
    version = "1"
    title = "Design"
    reads = "Reads the hypothesis, step counts, earlier controls and the experiment settings."
    writes = "Writes the draft of an experiment with its variants and guardrails."
    Input = DesignInput
    Output = DesignOutput
    Draft = DesignDraft
    takes_request = "words"
    takes_short_requests = True

    def gather(self, ctx: RunContext, payload: DesignInput) -> Ground | list[Need]:
        """The hypothesis, its metric of late, and the people who come."""
        ctx.step("Read hypothesis and traffic")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: DesignInput, data: Ground) -> FactBook:
        """Size, weeks, and the smallest effect that could be shown."""
        ctx.step("Compute the size and what it can show")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: DesignInput, data: Ground, facts: FactBook
    ) -> DesignOutput:
        """The plan with the built-in words."""
        ctx.step("Lay out the plan")
        return output_of(data, facts)

    def allowed_phrases(self, ctx: RunContext, payload: DesignInput, data: Ground) -> Sequence[str]:
        """Names of the hypothesis, its metric, steps and guardrails may be quoted."""
        return data.own_words()

    def accept(self, output: DesignOutput, draft: Any) -> DesignOutput:
        """The model's words for the summary; the plan stays."""
        return output.model_copy(update={"summary": draft.summary or output.summary})

    def effects(
        self, ctx: RunContext, payload: DesignInput, output: DesignOutput, facts: FactBook
    ) -> list[Entity]:
        """The draft, unless a person has changed it."""
        return effects.write(output, facts)


FUNCTION = ExperimentDesigner
