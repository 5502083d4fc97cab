"""Endpoints of campaigns."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class CampaignViewSet(ResourceViewSet):
    serializer_class = serializers.CampaignSerializer
    filterset_class = tables.CampaignFilters
    search_fields = ("name", "objective")
