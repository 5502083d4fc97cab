"""Endpoints of changes of status."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class TaskTransitionViewSet(ResourceViewSet):
    serializer_class = serializers.TaskTransitionSerializer
    filterset_class = tables.TaskTransitionFilters
    search_fields = ("task__title", "actor")
