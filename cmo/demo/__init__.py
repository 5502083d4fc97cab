"""The marketing side of the demo company: two years of daily rows, and planted truths.

`build` gives the same rows for the same seed on every machine.
"""

from __future__ import annotations

from datetime import date, timedelta

from cmo.demo.company import (
    CAMPAIGN_OF,
    CHANNELS,
    FUNNEL,
    LOUD,
    QUIET,
    STAGE_RATES,
    WORKSPACES,
    WorkspaceProfile,
    campaign_names,
    campaigns,
)
from cmo.demo.days import Days, Lost, Plan, draw_days
from cmo.demo.shapes import (
    DemoCampaign,
    DemoChannel,
    DemoData,
    DemoFunnel,
    DemoFunnelCount,
    DemoMetric,
    DemoStage,
    DemoTenant,
    DemoWorkspace,
    LeakTruth,
    TrackingTruth,
    Truths,
)
from kernel.statistics.draws import MILLION, Draws

__all__ = [
    "AS_OF",
    "SEED",
    "DemoCampaign",
    "DemoChannel",
    "DemoData",
    "DemoFunnel",
    "DemoFunnelCount",
    "DemoMetric",
    "DemoStage",
    "DemoTenant",
    "DemoWorkspace",
    "LeakTruth",
    "TrackingTruth",
    "Truths",
    "build",
]

SEED = 20260101
AS_OF = date(2026, 1, 31)
PLAN_STREAM = 9
DAYS_STREAM = 1


def build(seed: int = SEED, quiet: bool = False, as_of: date = AS_OF) -> DemoData:
    """One demo tenant: the loud one with planted truths in its first workspace, or the quiet one.

    Two years of days end with `as_of`. The seed moves every draw and every planted truth.
    """
    tenant = QUIET if quiet else LOUD
    first = _two_years_before(as_of + timedelta(days=1))
    dates = tuple(first + timedelta(days=i) for i in range((as_of - first).days + 1))
    workspaces = []
    truths = None
    for number, profile in enumerate(WORKSPACES):
        plan = _plan(seed, dates) if not quiet and number == 0 else None
        draws = Draws(seed, DAYS_STREAM, int(quiet), number)
        days, lost = draw_days(draws, profile, dates, plan)
        workspaces.append(_workspace(tenant, profile, dates, days))
        if plan is not None and lost is not None:
            truths = _truths(profile, dates, plan, lost)
    return DemoData(tenant, tuple(workspaces), truths)


def _two_years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 2)
    except ValueError:
        return date(day.year - 2, 2, 28)


def _plan(seed: int, dates: tuple[date, ...]) -> Plan:
    draws = Draws(seed, PLAN_STREAM)
    return Plan(
        leak_stage=draws.whole(0, len(STAGE_RATES) - 1),
        leak_from=len(dates) - draws.whole(18, 45),
        leak_drop=draws.whole(200, 320),
        broken_on=len(dates) - draws.whole(6, 75),
        kept=draws.whole(15, 60),
    )


def _truths(profile: WorkspaceProfile, dates: tuple[date, ...], plan: Plan, lost: Lost) -> Truths:
    before = STAGE_RATES[plan.leak_stage] / MILLION
    return Truths(
        LeakTruth(
            workspace=profile.slug,
            funnel=FUNNEL.name,
            stage=FUNNEL.stages[plan.leak_stage].name,
            since=dates[plan.leak_from],
            rate_before=before,
            rate_after=before * (1000 - plan.leak_drop) / 1000,
        ),
        TrackingTruth(
            workspace=profile.slug,
            day=dates[plan.broken_on],
            channels=tuple(sorted(one.channel for one in CHANNELS)),
            kept_per_mille=plan.kept,
            sessions_lost=lost.sessions,
            conversions_lost=lost.conversions,
            revenue_lost=lost.revenue,
        ),
    )


def _workspace(
    tenant: DemoTenant, profile: WorkspaceProfile, dates: tuple[date, ...], days: Days
) -> DemoWorkspace:
    return DemoWorkspace(
        slug=profile.slug,
        name=profile.name,
        currency=profile.currency,
        time_zone=profile.time_zone,
        campaigns=campaigns(tenant, dates[0]),
        funnels=(FUNNEL,),
        metrics=_metrics(tenant, profile, dates, days),
        funnel_counts=tuple(
            DemoFunnelCount(FUNNEL.name, stage.name, day, entered, advanced)
            for stage, all_entered, all_advanced in zip(
                FUNNEL.stages, days.entered.T.tolist(), days.advanced.T.tolist(), strict=True
            )
            for day, entered, advanced in zip(dates, all_entered, all_advanced, strict=True)
        ),
    )


def _metrics(
    tenant: DemoTenant, profile: WorkspaceProfile, dates: tuple[date, ...], days: Days
) -> tuple[DemoMetric, ...]:
    names = campaign_names(tenant)
    rows = []
    for number, channel in enumerate(CHANNELS):
        campaign = None
        if channel.channel in CAMPAIGN_OF:
            campaign = names[CAMPAIGN_OF[channel.channel]]
        rows += [
            DemoMetric(
                campaign,
                channel.channel,
                day,
                impressions=int(days.impressions[at, number]),
                clicks=int(days.clicks[at, number]),
                sessions=int(days.sessions[at, number]),
                conversions=int(days.conversions[at, number]),
                cost=int(days.cost[at, number]),
                revenue=int(days.revenue[at, number]),
                currency=profile.currency,
            )
            for at, day in enumerate(dates)
        ]
    return tuple(rows)
