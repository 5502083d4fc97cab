"""Tasks on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import forms, models, tables
from coo.views.task_transition import TaskTransitionList
from kernel.resources.views import (
    ResourceBulk,
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceField,
    ResourceList,
)


class TaskList(ResourceList):
    model = models.Task
    table_class = tables.TaskTable
    filterset_class = tables.TaskFilters
    search_fields = ("title", "key", "assignee")
    inline_fields = ("status", "priority")
    bulk = {"status": {"doing": "Start", "done": "Done", "cancelled": "Cancel"}}
    empty = "A task is a piece of work with a status, so that it is seen how long work takes."


class TaskDetail(ResourceDetail):
    model = models.Task
    table_class = tables.TaskTable
    fields = (
        "status", "priority", "assignee", "assignee_user", "team", "process", "step", "key",
        "estimate_hours", "due_at", "opened_at", "started_at", "finished_at",
    )  # fmt: skip
    related = ((TaskTransitionList, "task"),)


class TaskCreate(ResourceCreate):
    model = models.Task
    form_class = forms.TaskForm


class TaskEdit(ResourceEdit):
    model = models.Task
    form_class = forms.TaskForm


class TaskDelete(ResourceDelete):
    model = models.Task


class TaskField(ResourceField):
    listing = TaskList


class TaskBulk(ResourceBulk):
    listing = TaskList


class TaskExport(ResourceExport):
    listing = TaskList
