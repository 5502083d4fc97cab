"""Endpoints of experiment settings."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class SettingViewSet(ResourceViewSet):
    serializer_class = serializers.SettingSerializer
    filterset_class = tables.SettingFilters
