"""Endpoints of offers."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class OfferViewSet(ResourceViewSet):
    serializer_class = serializers.OfferSerializer
    filterset_class = tables.OfferFilters
    search_fields = ("name", "description")
