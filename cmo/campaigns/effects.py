"""What a run writes: a campaign with its channels and calendar entries, as drafts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from cmo.campaigns.contracts import CampaignOutput, CampaignSketch
from cmo.campaigns.reading import slots_of
from cmo.models import CalendarEvent, Campaign, CampaignChannel, MarketingPlan
from cmo.models.campaign_channel import LONGEST_NOTE
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.errors import ConflictError
from kernel.resources.rights import scope_notation
from kernel.runs.drafts import remove_drafts, untouched, write_draft
from kernel.screens import figures

STEP = Decimal("0.00001")


def write(output: CampaignOutput, facts: FactBook) -> list[Entity]:
    """Draft what the answer lays out; raises ConflictError where its budget is gone by now."""
    sketch = output.campaign
    if sketch is None:
        return []
    _hold_budget(sketch, facts)
    notes = scope_notation()
    budget = facts[sketch.budget].value
    values: dict[str, Any] = {
        "kind": sketch.kind,
        "objective": figures.plain(sketch.objective, facts, notes),
        "status": "draft",
        "start": sketch.start,
        "end": sketch.end,
        "budget": budget,
        "currency": sketch.currency,
        "primary_kpi": sketch.primary_kpi,
        "plan_id": sketch.plan,
        "offer_id": sketch.offer,
        "segment_id": sketch.segment,
        "funnel_id": sketch.funnel or None,
    }
    find = {"name": sketch.own or sketch.name}
    if sketch.own and sketch.own != sketch.name:
        values["name"] = sketch.name
    written = write_draft(Campaign, find=find, values=values)
    if written.outcome == "kept":
        return []
    campaign = written.row
    entities = [
        written.entity(),
        *_channels(sketch, campaign, facts),
        *_events(sketch, campaign),
    ]
    return [one for one in entities if one is not None]


def _hold_budget(sketch: CampaignSketch, facts: FactBook) -> None:
    """Two runs take turns at the plan's row, so that they never spend the same money."""
    plan = MarketingPlan.objects.select_for_update().filter(pk=sketch.plan).first()
    budget = facts[sketch.budget].value
    if plan is None or plan.budget is None or not isinstance(budget, int):
        raise ConflictError("The plan is gone, or has no budget any more.")
    others = Campaign.objects.filter(plan=plan, currency=sketch.currency).exclude(
        name=sketch.own or sketch.name
    )
    held = others.aggregate(held=Sum("budget"))["held"] or 0
    if budget > plan.budget - held:
        left = scope_notation().money(plan.budget - held, sketch.currency)
        raise ConflictError(f"“{plan.name}” has {left} left by now. Run the designer again.")


def _channels(sketch: CampaignSketch, campaign: Campaign, facts: FactBook) -> list[Entity | None]:
    """Shrinking shares first, so that at no moment the shares are more than the whole."""
    present = {row.channel: row for row in CampaignChannel.objects.filter(campaign=campaign)}
    keep = [row.pk for name, row in present.items() if name in {c.channel for c in sketch.channels}]
    notes = scope_notation()
    entities: list[Entity | None] = list(
        remove_drafts(CampaignChannel, keep_ids=keep, campaign=campaign)
    )
    wanted = {
        one.channel: Decimal(str(facts[one.share].value)).quantize(STEP) for one in sketch.channels
    }

    def growth(channel: str) -> Decimal:
        row = present.get(channel)
        return wanted[channel] - (row.budget_share if row else Decimal(0))

    for one in sorted(sketch.channels, key=lambda one: growth(one.channel)):
        written = write_draft(
            CampaignChannel,
            find={"campaign": campaign, "channel": one.channel},
            values={
                "kind": one.kind,
                "priority": int(one.priority),
                "budget_share": wanted[one.channel],
                "utm_source": one.utm_source[:120],
                "utm_medium": one.utm_medium[:120],
                "utm_campaign": one.utm_campaign[:120],
                "note": figures.plain(one.note, facts, notes)[:LONGEST_NOTE],
            },
        )
        entities.append(written.entity())
    return entities


def _events(sketch: CampaignSketch, campaign: Campaign) -> list[Entity | None]:
    present = slots_of(CalendarEvent.objects.filter(campaign=campaign))
    entities: list[Entity | None] = []
    keep = [row.pk for row in CalendarEvent.objects.filter(campaign=campaign, asset__isnull=False)]
    for one in sketch.events:
        row = present.get(one.slot)
        if row is not None and not untouched(row):
            keep.append(row.pk)
            continue
        written = write_draft(
            CalendarEvent,
            find={"campaign": campaign, "title": one.title},
            values={
                "kind": one.kind,
                "starts_at": one.starts_at,
                "ends_at": one.ends_at,
                "status": "planned",
            },
        )
        keep.append(written.row.pk)
        entities.append(written.entity())
    entities += remove_drafts(CalendarEvent, keep_ids=keep, campaign=campaign)
    return entities
