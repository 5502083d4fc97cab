"""Endpoints of tasks."""

from __future__ import annotations

from coo import tables
from coo.api import serializers
from kernel.resources.api import ResourceViewSet


class TaskViewSet(ResourceViewSet):
    serializer_class = serializers.TaskSerializer
    filterset_class = tables.TaskFilters
    search_fields = ("title", "key", "assignee")
