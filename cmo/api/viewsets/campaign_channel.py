"""Endpoints of campaigns' channels."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class CampaignChannelViewSet(ResourceViewSet):
    serializer_class = serializers.CampaignChannelSerializer
    filterset_class = tables.CampaignChannelFilters
    search_fields = ("channel", "campaign__name", "utm_campaign")
