"""The marketing rows of the demo companies, put into the tables of one workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.utils import timezone

from cmo import demo_works
from cmo.demo import AS_OF, DemoWorkspace, build
from cmo.models import (
    Campaign,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    MetricsSnapshot,
    Recommendation,
    Touchpoint,
)
from kernel.decisions.proposals import expire_overdue
from kernel.decisions.recommendation import OPEN
from kernel.tenancy.models import Workspace
from kernel.tenancy.rows import WorkspaceRow
from kernel.tenancy.scope import Scope

FIRST_RUNS = ("optimization",)
BATCH = 2000

RowT = TypeVar("RowT", bound=WorkspaceRow)


def seed(scope: Scope, seed: int, quiet: bool) -> int:
    """Fill the scope's workspace with the demo's rows in place of those that are there.

    Open proposals about the rows that go expire; what was decided stays on record.

    Answers how many rows were written; none for a workspace that the demo does not have.
    """
    assert scope.workspace_id is not None
    slug = Workspace.objects.get(pk=scope.workspace_id).slug
    built = build(seed, quiet)
    found = [one for one in built.workspaces if one.slug == slug]
    if not found:
        return 0
    _empty()
    return _fill(found[0], built.tenant.slug)


def _empty() -> None:
    Recommendation.objects.filter(status__in=OPEN).update(expires_at=timezone.now())
    expire_overdue(Recommendation)
    demo_works.empty()
    for model in (
        Touchpoint,
        FunnelCount,
        MetricsSnapshot,
        CampaignChannel,
        Campaign,
        FunnelStage,
        Funnel,
    ):
        rows = model.objects.all()
        rows._raw_delete(rows.db)
    demo_works.empty_later()


def _fill(data: DemoWorkspace, tenant: str) -> int:
    campaigns = {
        one.name: Campaign(
            name=one.name,
            kind=one.kind,
            objective=one.objective,
            status=one.status,
            start=one.start,
            end=one.end,
            budget=one.budget,
            currency=data.currency,
            primary_kpi=one.primary_kpi,
        )
        for one in data.campaigns
    }
    channels = [
        CampaignChannel(
            campaign=campaigns[campaign.name],
            channel=one.channel,
            kind=one.kind,
            priority=one.priority,
            budget_share=one.budget_share,
            utm_source=one.utm_source,
            utm_medium=one.utm_medium,
            utm_campaign=one.utm_campaign,
        )
        for campaign in data.campaigns
        for one in campaign.channels
    ]
    funnels = {
        one.name: Funnel(name=one.name, kind=one.kind, status=one.status, currency=data.currency)
        for one in data.funnels
    }
    stages = {
        (funnel.name, one.name): FunnelStage(
            funnel=funnels[funnel.name],
            name=one.name,
            kind=one.kind,
            position=one.position,
            objective=one.objective,
            target_conversion_rate=one.target_conversion_rate,
        )
        for funnel in data.funnels
        for one in funnel.stages
    }
    snapshots = [
        MetricsSnapshot(
            campaign=campaigns[one.campaign] if one.campaign else None,
            channel=one.channel,
            date=one.date,
            impressions=one.impressions,
            clicks=one.clicks,
            sessions=one.sessions,
            conversions=one.conversions,
            cost=one.cost,
            revenue=one.revenue,
            currency=one.currency,
        )
        for one in data.metrics
    ]
    counts = [
        FunnelCount(
            stage=stages[one.funnel, one.stage],
            date=one.date,
            entered=one.entered,
            advanced=one.advanced,
        )
        for one in data.funnel_counts
    ]
    return (
        _create(Campaign, list(campaigns.values()))
        + _create(CampaignChannel, channels)
        + _create(Funnel, list(funnels.values()))
        + _create(FunnelStage, list(stages.values()))
        + _create(MetricsSnapshot, snapshots)
        + _create(FunnelCount, counts)
        + _create(Touchpoint, _touchpoints(data, campaigns))
        + demo_works.fill(tenant, data, campaigns, AS_OF)
    )


def _touchpoints(data: DemoWorkspace, campaigns: dict[str, Campaign]) -> list[Touchpoint]:
    return [
        Touchpoint(
            person_key=one.person_key,
            channel=one.channel,
            campaign=campaigns[one.campaign] if one.campaign else None,
            at=one.at,
            converted_at=one.converted_at,
            value=one.value,
            currency=one.currency,
        )
        for one in data.touchpoints
    ]


def _create(model: type[RowT], rows: Sequence[RowT]) -> int:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
