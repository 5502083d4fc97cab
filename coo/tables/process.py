"""Columns and filters of processes."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from coo.models import Process, ProcessEvent
from coo.tables.columns import DueColumn
from kernel.resources.columns import MomentColumn, RowColumn, TextColumn
from kernel.resources.filters import IdsFilter, ResourceFilters
from kernel.resources.tables import ResourceTable


class ProcessTable(ResourceTable):
    subject = TextColumn(missing="no subject")
    key = TextColumn(verbose_name="case")
    workflow = RowColumn(missing="no workflow")
    started_at = MomentColumn(verbose_name="started")
    due_at = DueColumn(verbose_name="due")
    finished_at = MomentColumn(verbose_name="finished", missing="open")

    class Meta(ResourceTable.Meta):
        model = Process
        fields = (
            "subject", "key", "status", "workflow", "started_at", "due_at", "finished_at",
        )  # fmt: skip
        order_by = ("-started_at",)


class ProcessFilters(ResourceFilters):
    id__in = IdsFilter(field_name="id", lookup_expr="in", label="Processes")
    workflow__in = IdsFilter(field_name="workflow", lookup_expr="in", label="Workflows")
    open = django_filters.BooleanFilter(
        field_name="finished_at", lookup_expr="isnull", label="Open"
    )
    logged = django_filters.BooleanFilter(method="of_log", label="With events")

    class Meta:
        model = Process
        fields = {
            "status": ["exact"],
            "workflow": ["exact"],
            "key": ["exact"],
            "started_at": ["gte", "lte"],
            "due_at": ["gte", "lte"],
            "finished_at": ["gte", "lte"],
        }

    def of_log(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Those that have an event at all, or those without one."""
        own = Exists(ProcessEvent.objects.filter(process=OuterRef("pk")))
        return rows.filter(own) if value else rows.exclude(own)
