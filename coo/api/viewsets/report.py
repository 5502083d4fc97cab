"""Endpoints of reports."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class ReportViewSet(ResourceViewSet):
    serializer_class = serializers.ReportSerializer
    filterset_class = tables.ReportFilters
    search_fields = ("title", "narrative")
