"""Reading what content is made from, inside a read scope; needs where something is missing."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from cmo.analysis.calendar import Event
from cmo.campaigns.reading import hours_of
from cmo.content.contracts import ContentInput
from cmo.content.ground import Brand, Ground, Reader, Run, Sold, Standing
from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    CampaignChannel,
    ContentAsset,
    FunnelStage,
    IcpSegment,
    Offer,
)
from cmo.models.calendar_event import EventStatus
from cmo.models.campaign import CampaignStatus
from cmo.models.offer import OfferStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.named import named_in
from kernel.formats import day
from kernel.runs.drafts import untouched

NEXT = (CampaignStatus.DRAFT, CampaignStatus.SCHEDULED)
APART = dt.timedelta(days=3)


def read(ctx: RunContext, payload: ContentInput) -> Ground | list[Need]:
    """The ground of one campaign's content; needs without brand, campaign, channels or days."""
    profile = BrandProfile.objects.first()
    campaign = _campaign(ctx.today, payload.campaign, payload.words)
    missing = [_no_brand()] if profile is None else []
    if isinstance(campaign, Need):
        missing.append(campaign)
    if missing or profile is None or isinstance(campaign, Need):
        return missing
    run = _run(campaign, payload)
    if isinstance(run, Need):
        return [run]
    if run.end < ctx.today:
        return [_over(campaign.name, run.end)]
    assets = list(
        ContentAsset.objects.filter(campaign=campaign).exclude(draft_hash="").order_by("pk")
    )
    touched = {asset.pk for asset in assets if not untouched(asset)}
    return Ground(
        today=ctx.today,
        campaign=run,
        brand=Brand(
            name=profile.name,
            tagline=profile.tagline,
            mission=profile.mission,
            voice=profile.voice,
            tone=profile.tone,
            value_proposition=profile.value_proposition,
            differentiators=tuple(profile.differentiators),
            messaging_pillars=tuple(profile.messaging_pillars),
        ),
        offer=_offer(campaign),
        reader=_reader(campaign),
        stages=_stages(campaign.funnel_id),
        standing=tuple(
            Standing(one.title, one.channel, one.kind, one.pk in touched, one.publish_on)
            for one in assets
        ),
        events=_events(run, campaign, assets, touched, ctx),
        own_days=_own_days(campaign, ctx),
        hours=hours_of(ctx.workspace),
        most=payload.pieces,
    )


def _no_brand() -> Need:
    return Need(
        what="A brand profile",
        why="Copy is written in the brand’s voice and out of its own words.",
        agent="cmo-brand-intake",
    )


def _over(name: str, end: dt.date) -> Need:
    return Need(
        what="A campaign that is not over",
        why=f"“{name}” ended {day(end)}.",
        agent="cmo-campaign-designer",
        question="Which campaign should get its content?",
    )


def _campaign(today: dt.date, name: str, words: str) -> Campaign | Need:
    rows = Campaign.objects.exclude(status=CampaignStatus.COMPLETED)
    if words and not name:
        meant = _meant(words, rows)
        if isinstance(meant, Need):
            return meant
        rows = meant
    if name:
        found: Campaign | None = rows.filter(name__iexact=name).first()
        if found is not None:
            return found
        known = ", ".join(f"“{one}”" for one in rows.values_list("name", flat=True)[:8])
        return Need(
            what=f"A campaign named “{name}”",
            why="No campaign that still runs is called so.",
            question=f"Which of these do you mean: {known or 'none yet'}?",
        )
    coming = rows.filter(status__in=NEXT, end__gte=today).order_by("start", "created_at")
    found = coming.first() or rows.filter(status__in=NEXT, end=None).order_by("created_at").first()
    if found is not None:
        return found
    return Need(
        what="A campaign that is drafted or scheduled",
        why="Pieces are written for the channels and the days of a campaign.",
        agent="cmo-campaign-designer",
    )


def _meant(words: str, rows: QuerySet[Campaign]) -> QuerySet[Campaign] | Need:
    """The campaigns that the words name, or those of the offer and the segment that they name."""
    if meant := named_in(words, rows, lambda one: one.name):
        return rows.filter(pk__in=[one.pk for one in meant])
    offers = named_in(words, Offer.objects.all(), lambda one: one.name)
    segments = named_in(words, IcpSegment.objects.all(), lambda one: one.name)
    if offers:
        rows = rows.filter(offer__in=offers)
    if segments:
        rows = rows.filter(segment__in=segments)
    if (offers or segments) and not rows.exists():
        called = [*(one.name for one in offers), *(one.name for one in segments)]
        names = " and ".join(f"“{name}”" for name in called)
        return Need(
            what=f"A campaign for {names}",
            why="Pieces are written for a campaign, and none that still runs is for that.",
            agent="cmo-campaign-designer",
        )
    return rows


def _run(campaign: Campaign, payload: ContentInput) -> Run | Need:
    if campaign.start is None or campaign.end is None:
        return Need(
            what=f"The days of “{campaign.name}”",
            why="Each piece goes out on a day of its campaign.",
            question="When does the campaign start, and when does it end?",
        )
    channels = list(
        CampaignChannel.objects.filter(campaign=campaign)
        .order_by("priority", "channel")
        .values_list("channel", "kind")
    )
    chosen = [one for one in channels if not payload.channels or one[0] in payload.channels]
    if not chosen:
        known = ", ".join(name for name, _ in channels)
        return Need(
            what=f"Channels of “{campaign.name}”",
            why="It has none of those that were asked for." if known else "It names none.",
            question=f"Which of these should get content: {known}?"
            if known
            else "On which channels does the campaign run?",
        )
    return Run(
        id=campaign.pk,
        name=campaign.name,
        objective=campaign.objective,
        start=campaign.start,
        end=campaign.end,
        channels=tuple(chosen),
    )


def _offer(campaign: Campaign) -> Sold | None:
    """The campaign's own, else the flagship."""
    rows = Offer.objects.exclude(status=OfferStatus.RETIRED)
    row = (
        Offer.objects.filter(pk=campaign.offer_id).first() if campaign.offer_id else None
    ) or rows.filter(is_flagship=True).first()
    if row is None:
        return None
    return Sold(
        id=row.pk,
        name=row.name,
        kind=row.kind,
        pricing=row.pricing_model,
        description=row.description,
        benefits=tuple(row.benefits),
        price_low=row.price_low,
        price_high=row.price_high,
        currency=row.currency,
    )


def _reader(campaign: Campaign) -> Reader | None:
    """The campaign's own segment, else the primary one."""
    row = (
        IcpSegment.objects.filter(pk=campaign.segment_id).first() if campaign.segment_id else None
    ) or IcpSegment.objects.filter(is_primary=True).first()
    if row is None:
        return None
    return Reader(
        name=row.name,
        pains=tuple(row.pains),
        goals=tuple(row.goals),
        triggers=tuple(row.buying_triggers),
        objections=tuple(row.objections),
    )


def _stages(funnel: UUID | None) -> dict[str, UUID]:
    """The funnel's first stage of each kind."""
    if funnel is None:
        return {}
    rows = FunnelStage.objects.filter(funnel_id=funnel).order_by("-position")
    return {row.kind: row.pk for row in rows}


def _events(
    run: Run, campaign: Campaign, assets: list[ContentAsset], touched: set[UUID], ctx: RunContext
) -> tuple[Event, ...]:
    """Entries on any channel around the campaign's days, but those that this run writes anew."""
    zone = ZoneInfo(ctx.workspace.timezone)
    rows = CalendarEvent.objects.exclude(status=EventStatus.CANCELLED).filter(
        starts_at__gte=dt.datetime.combine(run.start - APART, dt.time.min, zone),
        starts_at__lt=dt.datetime.combine(run.end + APART, dt.time.min, zone),
    )
    own = {asset.pk for asset in assets} - touched
    return tuple(
        Event(
            str(row.pk),
            row.channel,
            row.starts_at.astimezone(zone),
            row.ends_at.astimezone(zone) if row.ends_at else None,
        )
        for row in rows
        if row.asset_id not in own or not untouched(row)
    )


def _own_days(campaign: Campaign, ctx: RunContext) -> tuple[dt.date, ...]:
    """Days on which the campaign says something already, beyond what this run writes anew."""
    zone = ZoneInfo(ctx.workspace.timezone)
    rows = CalendarEvent.objects.filter(campaign=campaign).exclude(channel="")
    kept = (row for row in rows if not untouched(row) or not row.asset_id)
    return tuple(sorted({row.starts_at.astimezone(zone).date() for row in kept}))
