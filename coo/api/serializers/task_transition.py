"""Changes of status as JSON."""

from __future__ import annotations

from coo.models import TaskTransition
from kernel.resources.api import ResourceSerializer


class TaskTransitionSerializer(ResourceSerializer):
    class Meta:
        model = TaskTransition
        fields = ("task", "position", "from_status", "to_status", "at", "actor", "actor_user")
        read_only_fields = fields
