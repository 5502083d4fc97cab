"""`cmo-campaign-designer`: one campaign inside what its plan has left, with channels and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo.campaigns import effects
from cmo.campaigns.book import facts_of
from cmo.campaigns.contracts import CampaignDraft, CampaignInput, CampaignOutput
from cmo.campaigns.ground import Ground
from cmo.campaigns.output import output_of
from cmo.campaigns.reading import read
from kernel.core.contracts import AgentFunction, Entity, Need, RunContext
from kernel.core.facts import FactBook
from kernel.core.wordings import worded


class CampaignDesigner(AgentFunction[CampaignInput, Ground, CampaignOutput]):
    """A campaign for the next offer and segment of the plan, its channels and its timeline."""

    name = "cmo-campaign-designer"
    version = "1"
    title = "Design a campaign"
    reads = "Reads the plan, its campaigns, offers, segments and the calendar."
    writes = "Writes a campaign with channels and calendar entries, all as drafts."
    Input = CampaignInput
    Output = CampaignOutput
    Draft = CampaignDraft
    takes_request = "words"
    takes_short_requests = True

    def gather(self, ctx: RunContext, payload: CampaignInput) -> Ground | list[Need]:
        """The plan, what it has left, and whom the next campaign is for."""
        ctx.step("Read the plan and its campaigns")
        return read(ctx, payload)

    def facts(self, ctx: RunContext, payload: CampaignInput, data: Ground) -> FactBook:
        """Every figure of the campaign."""
        ctx.step("Fit the campaign into what is left")
        return facts_of(data)

    def compose(
        self, ctx: RunContext, payload: CampaignInput, data: Ground, facts: FactBook
    ) -> CampaignOutput:
        """The campaign, and by which rules it came about."""
        ctx.step("Lay out channels and days")
        return output_of(data)

    def draft_keys(self, output: CampaignOutput) -> dict[str, list[str]]:
        """The campaign's own channels."""
        channels = output.campaign.channels if output.campaign else []
        return {"ChannelNote.channel": [one.channel for one in channels]}

    def allowed_phrases(
        self, ctx: RunContext, payload: CampaignInput, data: Ground
    ) -> Sequence[str]:
        """Names, and the words of the plan, the offer and the segment, may be quoted."""
        offer, segment = data.offer, data.segment
        words = [
            data.plan.name, data.plan.objective, offer.name, offer.description, segment.name,
            *offer.benefits, *segment.pains, *segment.goals, *segment.triggers,
            *segment.objections, *data.names, *data.plan.allocation,
        ]  # fmt: skip
        if data.own is not None:
            words.append(data.own.name)
        return [part for word in words if word for part in (word, word.rstrip("."))]

    def accept(self, output: CampaignOutput, draft: Any) -> CampaignOutput:
        """The model's words for the summary, the objective and the channels."""
        sketch = output.campaign
        if sketch is None:
            return output
        channels = worded(sketch.channels, draft.channels, "note", by="channel")
        objective = draft.objective or sketch.objective
        sketch = sketch.model_copy(update={"objective": objective, "channels": channels})
        return output.model_copy(
            update={"summary": draft.summary or output.summary, "campaign": sketch}
        )

    def effects(
        self,
        ctx: RunContext,
        payload: CampaignInput,
        output: CampaignOutput,
        facts: FactBook,
    ) -> list[Entity]:
        """The campaign, its channels and its entries as drafts; a person's changes stay."""
        return effects.write(output, facts)


FUNCTION = CampaignDesigner
