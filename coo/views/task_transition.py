"""Changes of status on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import models, tables
from kernel.resources.views import (
    ResourceDetail,
    ResourceExport,
    ResourceList,
)


class TaskTransitionList(ResourceList):
    model = models.TaskTransition
    table_class = tables.TaskTransitionTable
    filterset_class = tables.TaskTransitionFilters
    search_fields = ("task__title", "actor")
    empty = "Each change of a task’s status is written here, with its time and who made it."


class TaskTransitionDetail(ResourceDetail):
    model = models.TaskTransition
    table_class = tables.TaskTransitionTable
    fields = ("task", "position", "from_status", "to_status", "at", "actor", "actor_user")


class TaskTransitionExport(ResourceExport):
    listing = TaskTransitionList
