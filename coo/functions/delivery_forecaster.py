"""`coo-delivery-forecaster`: when open work is finished, and which promises are at risk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coo.delivery import effects
from coo.delivery.book import facts_of
from coo.delivery.contracts import DeliveryDraft, DeliveryInput, DeliveryOutput
from coo.delivery.ground import Ground
from coo.delivery.output import output_of
from coo.delivery.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class DeliveryForecaster(AgentFunction[DeliveryInput, Ground, DeliveryOutput]):
    """Finish dates drawn from the pace of the past, and every promise by working time left."""

    name = "coo-delivery-forecaster"
    version = "1"
    title = "Delivery"
    reads = "Reads tasks, processes, workflows and the operations settings."
    writes = "Writes a delivery report, and proposals for promises at risk."
    Input = DeliveryInput
    Output = DeliveryOutput
    Draft = DeliveryDraft

    def gather(self, ctx: RunContext, payload: DeliveryInput) -> Ground | list[Need]:
        """Open work, what was finished lately, and what was promised."""
        ctx.step("Read tasks and promises")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: DeliveryInput, data: Ground) -> FactBook:
        """Every figure: the pace, finish dates, working time left."""
        ctx.step("Draw the futures of open work")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: DeliveryInput, data: Ground, facts: FactBook
    ) -> DeliveryOutput:
        """The forecasts and the promises with the built-in words."""
        return output_of(data, facts)

    def draft_keys(self, output: DeliveryOutput) -> dict[str, list[str]]:
        """The keys of promises."""
        return {"RiskText.key": [part.key for part in output.risks]}

    def allowed_phrases(
        self, ctx: RunContext, payload: DeliveryInput, data: Ground
    ) -> Sequence[str]:
        """Names of tasks, processes, workflows, teams and people may be quoted."""
        return data.own_words()

    def accept(self, output: DeliveryOutput, draft: Any) -> DeliveryOutput:
        """The model's words; dates, promises and proposals stay."""
        risks = worded(output.risks, draft.risks)
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "risks": risks}
        )

    def effects(
        self, ctx: RunContext, payload: DeliveryInput, output: DeliveryOutput, facts: FactBook
    ) -> list[Entity]:
        """The report of the day, and a proposal for each promise at risk."""
        return effects.write(output, facts)


FUNCTION = DeliveryForecaster
