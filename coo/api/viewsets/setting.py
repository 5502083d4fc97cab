"""Endpoints of operations settings."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class SettingViewSet(ResourceViewSet):
    serializer_class = serializers.SettingSerializer
    filterset_class = tables.SettingFilters
