"""Endpoints of workflows."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class WorkflowViewSet(ResourceViewSet):
    serializer_class = serializers.WorkflowSerializer
    filterset_class = tables.WorkflowFilters
    search_fields = ("name", "description")
