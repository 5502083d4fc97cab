"""`cro-cron-experiment-watch`: every morning, whether an experiment that runs needs somebody."""

from __future__ import annotations

from collections.abc import Sequence

from cro.judging import effects
from cro.judging.book import facts_of
from cro.judging.contracts import JudgeInput, JudgeOutput
from cro.judging.ground import Ground
from cro.judging.reading import watched
from cro.judging.watching import watch
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook


class ExperimentWatch(AgentFunction[JudgeInput, Ground, JudgeOutput]):
    """Splits, guardrails, reached sizes and late data of what is not decided."""

    name = "cro-cron-experiment-watch"
    version = "1"
    title = "Watch experiments"
    reads = "Reads experiments with their plans, variants and daily results."
    writes = "Writes proposals to decide, and tells growth of what cannot wait."
    Input = JudgeInput
    Output = JudgeOutput

    def gather(self, ctx: RunContext, payload: JudgeInput) -> Ground | list[Need]:
        """Everything that runs or waits."""
        ctx.step("Read experiments and their daily results")
        return watched(ctx.today)

    def facts(self, ctx: RunContext, payload: JudgeInput, data: Ground) -> FactBook:
        """Health first, then effects where it holds."""
        ctx.step("Health before effect")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: JudgeInput, data: Ground, facts: FactBook
    ) -> JudgeOutput:
        """What somebody should hear of."""
        return watch(data, facts)

    def allowed_phrases(self, ctx: RunContext, payload: JudgeInput, data: Ground) -> Sequence[str]:
        """Names of experiments, variants and metrics may be quoted."""
        return data.own_words()

    def effects(
        self, ctx: RunContext, payload: JudgeInput, output: JudgeOutput, facts: FactBook
    ) -> list[Entity]:
        """Decisions as open recommendations, and a line for those who read the module."""
        entities = effects.propose_all(output.proposals, facts)
        effects.tell(output, facts)
        return entities


FUNCTION = ExperimentWatch
