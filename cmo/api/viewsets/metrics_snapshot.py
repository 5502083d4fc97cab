"""Endpoints of daily metrics."""

from __future__ import annotations

from cmo import tables
from cmo.api import serializers
from kernel.resources.api import ResourceViewSet


class MetricsSnapshotViewSet(ResourceViewSet):
    serializer_class = serializers.MetricsSnapshotSerializer
    filterset_class = tables.MetricsSnapshotFilters
    search_fields = ("channel", "campaign__name")
