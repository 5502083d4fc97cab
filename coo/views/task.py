"""Tasks on screen: board and list, page and forms over the generic views."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.response import TemplateResponse

from coo import board, forms, models, selectors, tables, task_page
from coo.dashboard import moment
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

FORECAST = "/runs/console/coo/?mode=delivery"


class TaskList(ResourceList):
    """`/coo/tasks/`: the board, every task below; filters beyond who has it ask for the list."""

    model = models.Task
    table_class = tables.TaskTable
    filterset_class = tables.TaskFilters
    search_fields = ("title", "key", "assignee")
    inline_fields = ("status", "priority")
    bulk = {"status": {"doing": "Start", "done": "Done", "cancelled": "Cancel"}}
    empty = "A task is a piece of work with a status, so that it is seen how long work takes."
    template_name = "coo/tasks.html"

    @cached_property
    def above(self) -> dict[str, Any]:
        """The board, where the list is not narrowed but by who has the work."""
        query = self.query
        chosen = dict(query.filters.active()) if query.filters else {}
        if query.search or query.page > 1 or query.faults or set(chosen) - board.BOARD_FILTERS:
            return {}
        now, own = moment(), selectors.settings()
        rows = self.shape().rows(query, self.get_queryset())
        shown = board.Shown(
            now=now,
            notes=self.notation,
            back=self.back_path(),
            may_write=self.may_write,
            own=own,
        )
        kept = {name: self.request.GET[name] for name in chosen}
        found = board.page(rows, shown, kept)
        return {**found, "said": board.lede(found, own.wip_limit, self.notation)}

    def lede(self) -> str:
        return str(self.above["said"]) if self.above and models.Task.objects.exists() else ""

    def tools(self) -> list[dict[str, Any]]:
        """Who has how much of it, and when it will be finished."""
        tools = [{"label": "Load", "url": "/coo/capacity/", "icon": "users"}]
        if self.may_write:
            tools.append({"label": "Forecast", "url": FORECAST, "icon": "play"})
        return tools

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            context = {**context, **self.above}
        return super().page(context, template=template, status=status)


class TaskDetail(ResourceDetail):
    model = models.Task
    table_class = tables.TaskTable
    fields = (
        "status", "priority", "assignee", "assignee_user", "team", "process", "step", "key",
        "estimate_hours", "due_at", "opened_at", "started_at", "finished_at",
    )  # fmt: skip
    related = ((TaskTransitionList, "task"),)
    template_name = "coo/task.html"

    def lede(self, row: models.Task) -> str:
        return task_page.lede(row, moment(), self.notation)

    def more(self, row: models.Task) -> dict[str, Any]:
        """How long it stood in each status."""
        return task_page.page(row, moment(), self.notation)


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
