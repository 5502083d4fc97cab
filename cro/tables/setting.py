"""Filters of experiment settings; they have a screen of their own and no list."""

from __future__ import annotations

from cro.models import Setting
from kernel.resources.filters import ResourceFilters


class SettingFilters(ResourceFilters):
    class Meta:
        model = Setting
        fields = {"method": ["exact"]}
