"""What only marketing's settings show: the channels that its rows know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Max, Min
from django.http import HttpRequest

from cmo.models import Campaign, CampaignChannel, MetricsSnapshot
from cmo.models.campaign import CampaignStatus
from cmo.models.campaign_channel import ChannelKind
from cmo.models.columns import channel_label
from cmo.setup.progress import known_channels
from kernel.resources.rights import notation

NO_KIND = "in no campaign"


def channels(request: HttpRequest) -> list[dict[str, Any]]:
    """Every channel: its key, what kind campaigns use it as, its days, and its campaigns."""
    notes = notation(request)
    spans = {
        row["channel"]: row
        for row in MetricsSnapshot.objects.order_by()
        .values("channel")
        .annotate(first=Min("date"), last=Max("date"), days=Count("date", distinct=True))
    }
    kinds: dict[str, set[str]] = {}
    running: dict[str, int] = {}
    active = set(Campaign.objects.filter(status=CampaignStatus.ACTIVE).values_list("pk", flat=True))
    for channel, kind, campaign in CampaignChannel.objects.order_by("channel").values_list(
        "channel", "kind", "campaign_id"
    ):
        kinds.setdefault(channel, set()).add(str(ChannelKind(kind).label).lower())
        running[channel] = running.get(channel, 0) + (campaign in active)
    return [
        {
            "label": channel_label(name),
            "key": name,
            "kind": ", ".join(sorted(kinds[name])) if name in kinds else NO_KIND,
            "days": _days(spans.get(name), notes),
            "rows_url": f"/cmo/metrics-snapshots/?channel={name}",
            "campaigns": notes.count(running.get(name, 0), "running campaign"),
            "campaigns_url": f"/cmo/campaign-channels/?channel={name}" if name in kinds else "",
        }
        for name in known_channels()
    ]


def _days(span: Mapping[str, Any] | None, notes: Any) -> str:
    if span is None:
        return ""
    return f"{notes.count(span['days'], 'day')}, {notes.day_range(span['first'], span['last'])}"
