"""The answer's structure from a ground and its facts."""

from __future__ import annotations

from cmo.campaigns import channels, sentences
from cmo.campaigns.contracts import CampaignOutput, CampaignSketch, ChannelSketch, EventSketch
from cmo.campaigns.designing import Design, design
from cmo.campaigns.ground import Ground
from cmo.models.columns import channel_label
from kernel.core.fact_keys import fact_key


def output_of(ground: Ground) -> CampaignOutput:
    """The campaign in words and as it will be drafted."""
    if ground.own is not None and ground.own.touched:
        return CampaignOutput(
            summary=sentences.kept_summary(ground), kept=[f"“{ground.own.name}”, all of it."]
        )
    made = design(ground)
    return CampaignOutput(
        summary=sentences.summary(ground, list(made.shares)),
        findings=sentences.findings(ground),
        campaign=_sketch(ground, made),
        reasons=sentences.reasons(ground),
        defaults=sentences.defaults(ground),
        kept=sentences.kept(ground),
    )


def _sketch(ground: Ground, made: Design) -> CampaignSketch:
    return CampaignSketch(
        name=made.name,
        kind="promotion" if ground.offered_before else "launch",
        objective=sentences.objective(ground),
        budget="campaign.budget",
        currency=ground.plan.currency,
        start=made.start,
        end=made.end,
        primary_kpi=ground.plan.goal_metric,
        plan=str(ground.plan.id),
        offer=str(ground.offer.id),
        segment=str(ground.segment.id),
        funnel=str(ground.funnel or ""),
        own=ground.own.name if ground.own else "",
        channels=[_channel(ground, made, name, place) for place, name in enumerate(made.shares, 1)],
        events=[
            EventSketch(
                slot=slot.slot,  # type: ignore[arg-type]
                kind=slot.kind,  # type: ignore[arg-type]
                title=slot.title,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                fact=f"calendar.{slot.slot}",
            )
            for slot in made.slots
        ],
    )


def _channel(ground: Ground, made: Design, name: str, place: int) -> ChannelSketch:
    source, medium, campaign = channels.utm(name, made.name, ground.habits)
    return ChannelSketch(
        channel=name,
        label=channel_label(name),
        kind=channels.kind_of(name, ground.habits),  # type: ignore[arg-type]
        priority=place,
        share=f"{fact_key('channel', name)}.share",
        amount=f"{fact_key('channel', name)}.amount",
        utm_source=source,
        utm_medium=medium,
        utm_campaign=campaign,
        note=sentences.why_channel(ground, name),
    )
