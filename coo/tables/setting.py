"""Filters of operations settings; they have a screen of their own and no list."""

from __future__ import annotations

from coo.models import Setting
from kernel.resources.filters import ResourceFilters


class SettingFilters(ResourceFilters):
    class Meta:
        model = Setting
        fields = {"forecast_weeks": ["exact"]}
