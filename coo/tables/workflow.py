"""Columns and filters of workflows."""

from __future__ import annotations

from typing import Any

from coo.models import Workflow
from coo.tables.columns import HoursColumn
from kernel.formats import Notation
from kernel.resources.columns import Look, NumberColumn, TextColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class StepsColumn(NumberColumn):
    """How many steps there are; files hold that number."""

    def shown(self, record: Workflow, value: Any, look: Look) -> dict[str, Any]:
        return {"text": look.notation.count(len(value), "step")}

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        return super().cell(record, value or None, name, label, look)

    def plain(self, record: Any, value: Any, notes: Notation) -> Any:
        return len(value or ())


class WorkflowTable(ResourceTable):
    version = NumberColumn()
    steps = StepsColumn(orderable=False, missing="no steps")
    sla_hours = HoursColumn(verbose_name="promised within", missing="nothing promised")
    description = TextColumn(missing="none", visible=False)

    class Meta(ResourceTable.Meta):
        model = Workflow
        fields = ("name", "status", "version", "steps", "sla_hours", "description")
        order_by = ("name",)


class WorkflowFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Workflows")

    class Meta:
        model = Workflow
        fields = {"status": ["exact"], "name": ["exact"], "version": ["exact"]}
