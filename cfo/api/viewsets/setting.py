"""Endpoints of finance settings."""

from __future__ import annotations

from cfo import tables
from cfo.api import serializers
from kernel.resources.api import ResourceViewSet


class SettingViewSet(ResourceViewSet):
    serializer_class = serializers.SettingSerializer
    filterset_class = tables.SettingFilters
