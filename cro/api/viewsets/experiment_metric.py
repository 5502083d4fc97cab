"""Endpoints of experiments' metrics."""

from __future__ import annotations

from cro import tables
from cro.api import serializers
from kernel.resources.api import ResourceViewSet


class ExperimentMetricViewSet(ResourceViewSet):
    serializer_class = serializers.ExperimentMetricSerializer
    filterset_class = tables.ExperimentMetricFilters
    search_fields = ("metric__name", "experiment__name")
