"""Reading what a campaign is designed from, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cmo.analysis.calendar import Event
from cmo.campaigns.contracts import CampaignInput
from cmo.campaigns.ground import (
    Asked,
    Ground,
    Habit,
    Hours,
    Offered,
    Own,
    Plan,
    Segment,
    Spent,
)
from cmo.campaigns.needs import needs_of, no_pair, unknown
from cmo.models import (
    CalendarEvent,
    Campaign,
    CampaignChannel,
    Funnel,
    IcpSegment,
    MarketingPlan,
    Offer,
)
from cmo.models.calendar_event import EventStatus
from cmo.models.campaign import CampaignStatus
from cmo.models.columns import channel_key
from cmo.models.marketing_plan import PlanStatus
from cmo.models.offer import OfferStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.named import named_in
from kernel.core.workdays import WorkDays
from kernel.formats import Notation, exponent
from kernel.runs.drafts import untouched

OPEN_PLANS = (PlanStatus.ACTIVE, PlanStatus.APPROVED, PlanStatus.DRAFT)


def read(ctx: RunContext, payload: CampaignInput) -> Ground | list[Need]:
    """The ground of one campaign; needs where a plan, an offer, a segment or money is missing."""
    plan = _plan(ctx.today, payload.plan)
    if isinstance(plan, Need):
        return [plan]
    offers = _offers(payload.offer, payload.words)
    segments = _segments(payload.segment, payload.words)
    missing = [one for one in (offers, segments) if isinstance(one, Need)]
    if missing or isinstance(offers, Need) or isinstance(segments, Need):
        return missing
    campaigns = list(Campaign.objects.order_by("created_at"))
    pair = _next_pair(plan.id, offers, segments, campaigns)
    if pair is None:
        return [no_pair(payload)]
    offer, segment = pair
    own = _own(plan.id, offer.id, segment.id, campaigns)
    ground = Ground(
        today=ctx.today,
        plan=plan,
        others=_others(plan, campaigns, own),
        offer=offer,
        segment=segment,
        own=own,
        funnel=Funnel.objects.filter(plan_id=plan.id).values_list("pk", flat=True).first(),
        offered_before=any(
            one.offer_id == offer.id and (own is None or one.pk != own.id) for one in campaigns
        ),
        habits=_habits(own),
        events=_events(plan, own, ctx),
        names=frozenset(one.name for one in campaigns if own is None or one.pk != own.id),
        hours=hours_of(ctx.workspace),
        asked=_asked(payload, plan.currency),
    )
    return (
        needs_of(ground, Notation(ctx.workspace.number_format, plan.currency, ctx.today)) or ground
    )


def hours_of(workspace: Any) -> Hours:
    """The workspace's working days and hours."""
    return Hours(
        zone=ZoneInfo(workspace.timezone),
        opens=workspace.workday_start,
        closes=workspace.workday_end,
        work=WorkDays.of(workspace.working_days, workspace.holidays),
    )


def _plan(today: dt.date, name: str) -> Plan | Need:
    rows = MarketingPlan.objects.filter(status__in=OPEN_PLANS)
    if name:
        row = rows.filter(name__iexact=name).first()
        if row is None:
            return unknown("plan", name, rows.order_by("name").values_list("name", flat=True))
    else:
        live = sorted(
            rows.filter(end__gte=today),
            key=lambda one: (OPEN_PLANS.index(PlanStatus(one.status)), -one.start.toordinal()),
        )
        row = live[0] if live else None
    if row is None:
        return Need(
            what="A marketing plan",
            why="A campaign takes its budget, channels and days from a plan that still runs.",
            agent="cmo-plan-90day",
        )
    if not row.budget:
        return Need(
            what="A budget of the plan",
            why=f"“{row.name}” has none, so that nobody can say what a campaign may cost.",
            agent="cmo-plan-90day",
            question="How much may the plan cost?",
        )
    return Plan(
        id=row.pk,
        name=row.name,
        start=row.start,
        end=row.end,
        objective=row.objective,
        goal_metric=row.goal_metric,
        budget=row.budget,
        currency=row.currency,
        allocation={one["channel"]: Decimal(str(one["share"])) for one in row.channel_allocation},
    )


def _offers(name: str, words: str) -> list[Offered] | Need:
    rows = Offer.objects.exclude(status=OfferStatus.RETIRED)
    found = [
        Offered(
            id=row.pk,
            name=row.name,
            description=row.description,
            benefits=tuple(row.benefits),
            is_flagship=row.is_flagship,
            status=row.status,
            segment=row.segment_id,
        )
        for row in rows
    ]
    found.sort(key=lambda one: (not one.is_flagship, one.status != OfferStatus.ACTIVE, one.name))
    named = [one for one in found if one.name.casefold() == name.casefold()] if name else found
    if named:
        meant = [] if name else named_in(words, found, lambda one: one.name)
        return meant or named
    if name and found:
        return unknown("offer", name, (one.name for one in found))
    return Need(
        what="An offer",
        why="A campaign is for something that can be bought.",
        agent="cmo-brand-intake",
    )


def _segments(name: str, words: str) -> list[Segment] | Need:
    found = [
        Segment(
            id=row.pk,
            name=row.name,
            pains=tuple(row.pains),
            goals=tuple(row.goals),
            triggers=tuple(row.buying_triggers),
            objections=tuple(row.objections),
            channels=tuple(dict.fromkeys(map(channel_key, row.preferred_channels))),
            is_primary=row.is_primary,
            priority=row.priority,
        )
        for row in IcpSegment.objects.all()
    ]
    found.sort(key=lambda one: (not one.is_primary, -one.priority, one.name))
    named = [one for one in found if one.name.casefold() == name.casefold()] if name else found
    if named:
        meant = [] if name else named_in(words, found, lambda one: one.name)
        return meant or named
    if name and found:
        return unknown("segment", name, (one.name for one in found))
    return Need(
        what="A customer segment",
        why="A campaign speaks to somebody.",
        agent="cmo-brand-intake",
    )


def _next_pair(
    plan: UUID,
    offers: Sequence[Offered],
    segments: Sequence[Segment],
    campaigns: Sequence[Campaign],
) -> tuple[Offered, Segment] | None:
    """The first offer and segment that no campaign of the plan has, or only a draft of an agent.

    Each offer goes with its own segment, else with the primary one, before any goes with others.
    """
    turns = [
        sorted(segments, key=lambda one, offer=offer: one.id != offer.segment)  # type: ignore[misc]
        for offer in offers
    ]
    for place in range(len(segments)):
        for offer, ranked in zip(offers, turns, strict=True):
            segment = ranked[place]
            if all(_is_draft(one) for one in _of(plan, offer.id, segment.id, campaigns)):
                return offer, segment
    return None


def _of(plan: UUID, offer: UUID, segment: UUID, campaigns: Sequence[Campaign]) -> list[Campaign]:
    wanted = (plan, offer, segment)
    return [one for one in campaigns if (one.plan_id, one.offer_id, one.segment_id) == wanted]


def _is_draft(row: Campaign) -> bool:
    return bool(row.draft_hash) and row.status == CampaignStatus.DRAFT


def _own(plan: UUID, offer: UUID, segment: UUID, campaigns: Sequence[Campaign]) -> Own | None:
    row = next((one for one in _of(plan, offer, segment, campaigns) if _is_draft(one)), None)
    if row is None:
        return None
    channels = CampaignChannel.objects.filter(campaign=row)
    return Own(
        id=row.pk,
        name=row.name,
        touched=not untouched(row),
        fixed={one.channel: one.budget_share for one in channels if not untouched(one)},
        held=frozenset(
            slot
            for slot, event in slots_of(CalendarEvent.objects.filter(campaign=row)).items()
            if not untouched(event)
        ),
    )


SLOTS = {"Launch": "launch", "Half-way review": "review", "Look back": "close"}


def slots_of(rows: Iterable[CalendarEvent]) -> dict[str, CalendarEvent]:
    """The agent's entries by their slot: by title, else the one of that kind whose turn it is."""
    drafted = sorted(
        (row for row in rows if row.draft_hash and not row.asset_id), key=lambda r: r.pk
    )
    found = {
        SLOTS[row.title.partition(":")[0]]: row
        for row in drafted
        if row.title.partition(":")[0] in SLOTS
    }
    rest = [row for row in drafted if row not in found.values()]
    for slot in SLOTS.values():
        kind = "launch" if slot == "launch" else "milestone"
        if slot not in found and (row := next((r for r in rest if r.kind == kind), None)):
            found[slot] = row
            rest.remove(row)
    return found


def _others(plan: Plan, campaigns: Sequence[Campaign], own: Own | None) -> tuple[Spent, ...]:
    return tuple(
        Spent(one.pk, one.name, one.budget)
        for one in campaigns
        if one.plan_id == plan.id
        and one.budget
        and one.currency == plan.currency
        and (own is None or one.pk != own.id)
    )


def _habits(own: Own | None) -> dict[str, Habit]:
    rows = CampaignChannel.objects.order_by("created_at")
    if own is not None:
        rows = rows.exclude(campaign_id=own.id)
    return {row.channel: Habit(row.kind, row.utm_source, row.utm_medium) for row in rows}


def _events(plan: Plan, own: Own | None, ctx: RunContext) -> tuple[Event, ...]:
    """What people are expected at between the plan's first and last day, but the draft's own."""
    zone = ZoneInfo(ctx.workspace.timezone)
    rows = CalendarEvent.objects.exclude(status=EventStatus.CANCELLED).filter(
        starts_at__gte=dt.datetime.combine(plan.start, dt.time.min, zone),
        starts_at__lt=dt.datetime.combine(plan.end + dt.timedelta(days=1), dt.time.min, zone),
    )
    own_rows = (
        []
        if own is None
        else [
            one.pk for one in slots_of(rows.filter(campaign_id=own.id)).values() if untouched(one)
        ]
    )
    return tuple(
        Event(
            str(row.pk),
            row.channel,
            row.starts_at.astimezone(zone),
            row.ends_at.astimezone(zone) if row.ends_at else None,
        )
        for row in rows
        if row.pk not in own_rows
    )


def _asked(payload: CampaignInput, currency: str) -> Asked:
    budget = payload.budget
    return Asked(
        start=payload.start,
        weeks=payload.weeks,
        budget=None if budget is None else int(budget * 10 ** exponent(currency)),
        channels=payload.channels,
        name=payload.name,
    )
