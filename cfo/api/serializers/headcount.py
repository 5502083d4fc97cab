"""Headcount as JSON."""

from __future__ import annotations

from cfo.models import Headcount
from kernel.resources.api import ResourceSerializer


class HeadcountSerializer(ResourceSerializer):
    class Meta:
        model = Headcount
        fields = ("name", "team", "start_month", "end_month", "cost", "currency")
