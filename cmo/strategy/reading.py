"""Reading what a plan is made from, inside a read scope."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from cmo import selectors
from cmo.analysis.rows import MetricRows
from cmo.models import (
    BrandProfile,
    Campaign,
    IcpSegment,
    MarketingPlan,
    Offer,
    Touchpoint,
)
from cmo.models.campaign import CampaignStatus
from cmo.models.marketing_plan import PlanStatus
from cmo.models.offer import OfferStatus
from cmo.strategy.contracts import PLAN_DAYS, PlanInput
from cmo.strategy.fitting import HISTORY_DAYS
from cmo.strategy.ground import Asked, Ground, Known, PlannedCampaign
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.core.workdays import WorkDays
from kernel.formats import day, exponent
from kernel.runs.drafts import untouched

MONEY_GOALS = ("revenue", "cac")


def read(ctx: RunContext, payload: PlanInput) -> Ground | list[Need]:
    """The workspace's rows up to today; needs where it has no brand profile or no metrics."""
    brand = BrandProfile.objects.first()
    if brand is None:
        return [
            Need(
                what="A brand profile",
                why="A plan is made for a brand, its offers and whom it serves.",
                agent="cmo-brand-intake",
            )
        ]
    window = Window.ending(ctx.today, HISTORY_DAYS)
    metrics = selectors.metric_rows(window)
    currency = payload.currency or ctx.workspace.currency
    if not payload.currency and not len(metrics.of_currency(currency)):
        currency = _most_rows(metrics) or currency
    own = metrics.of_currency(currency)
    last = own.counted().last_day(ctx.today)
    if last is None:
        return [_no_metrics(payload, metrics.currencies())]
    work = WorkDays.of(ctx.workspace.working_days, ctx.workspace.holidays)
    asked = _asked(ctx, payload, currency, work)
    segment = IcpSegment.objects.filter(is_primary=True).first() or IcpSegment.objects.first()
    active = MarketingPlan.objects.filter(status=PlanStatus.ACTIVE).first()
    return Ground(
        asked=asked,
        known=Known(
            brand=brand.name,
            segment=segment.name if segment else "",
            offer=_offer(),
            active_plan=active.name if active else "",
            kept=_kept(asked),
            touchpoints=Touchpoint.objects.exists(),
        ),
        metrics=own,
        counts=selectors.funnel_rows(window),
        funnels=selectors.funnels(),
        campaigns=_campaigns(asked),
        work=work,
        last=last,
    )


def _no_metrics(payload: PlanInput, known: tuple[str, ...]) -> Need:
    if payload.currency and known:
        return Need(
            what=f"Daily metrics in {payload.currency}",
            why="No row is in that currency.",
            question=f"Which of these do you plan in: {', '.join(known)}?",
        )
    return Need(
        what="Daily metrics",
        why="Baseline, budget and split come from what each channel did each day.",
        question="Will you import a file with date, channel, spend, orders and revenue?",
    )


def _asked(ctx: RunContext, payload: PlanInput, currency: str, work: WorkDays) -> Asked:
    start = payload.start or _start(ctx.today, ctx.workspace.first_weekday, work)
    scale = Decimal(10) ** exponent(currency)
    target = payload.target
    if target is not None and payload.metric in MONEY_GOALS:
        target *= scale
    return Asked(
        name=_name(start),
        start=start,
        end=start + dt.timedelta(days=PLAN_DAYS - 1),
        metric=payload.metric,
        target=None if target is None else float(target),
        budget=None if payload.budget is None else int(payload.budget * scale),
        currency=currency,
        swing=payload.swing / 100,
    )


def _start(today: dt.date, first_weekday: int, work: WorkDays) -> dt.date:
    """The first working day of next week, or after the active plan where that ends later."""
    start = today + dt.timedelta(days=(first_weekday - today.isoweekday() - 1) % 7 + 1)
    active = MarketingPlan.objects.filter(status=PlanStatus.ACTIVE).first()
    if active is not None and active.end >= start:
        start = active.end + dt.timedelta(days=1)
    return work.on_or_after(start)


def _name(start: dt.date) -> str:
    """The name of the plan that an agent drafted for that start, else a free one.

    A plan that is over keeps its name to itself.
    """
    over = (PlanStatus.COMPLETED, PlanStatus.ARCHIVED)
    drafted = MarketingPlan.objects.filter(start=start).exclude(draft_hash="")
    own = drafted.exclude(status__in=over).first()
    if own is not None:
        return str(own.name)
    plain = name = f"90-day plan from {day(start)}"
    taken = set(MarketingPlan.objects.filter(status__in=over).values_list("name", flat=True))
    number = 2
    while name in taken:
        name, number = f"{plain} ({number})", number + 1
    return name


def _kept(asked: Asked) -> str:
    """The plan of that name where a person wrote or changed it."""
    found = MarketingPlan.objects.filter(name=asked.name).first()
    return "" if found is None or untouched(found) else str(found.name)


def _offer() -> str:
    offers = Offer.objects.exclude(status=OfferStatus.RETIRED).order_by("-is_flagship", "name")
    found = offers.first()
    return found.name if found else ""


def _campaigns(asked: Asked) -> tuple[PlannedCampaign, ...]:
    """Campaigns that are not over, and do not lie outside the plan's days, by name."""
    rows = Campaign.objects.exclude(status=CampaignStatus.COMPLETED).order_by("name")
    found = (
        PlannedCampaign(*row) for row in rows.values_list("id", "name", "status", "start", "end")
    )
    return tuple(
        one
        for one in found
        if (one.start is None or one.start <= asked.end)
        and (one.end is None or one.end >= asked.start)
    )


def _most_rows(metrics: MetricRows) -> str:
    """The currency that most rows are in."""
    return max(
        metrics.currencies(), key=lambda code: (len(metrics.of_currency(code)), code), default=""
    )
