"""Endpoints of step counts."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class StepCountViewSet(ResourceViewSet):
    serializer_class = serializers.StepCountSerializer
    filterset_class = tables.StepCountFilters
    search_fields = ("step",)
