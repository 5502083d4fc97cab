"""Workflows on screen: list, page and forms over the generic views."""

from __future__ import annotations

from coo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class WorkflowList(ResourceList):
    model = models.Workflow
    table_class = tables.WorkflowTable
    filterset_class = tables.WorkflowFilters
    search_fields = ("name", "description")
    empty = "A workflow says which steps there are, who does them and what each waits for."


class WorkflowDetail(ResourceDetail):
    model = models.Workflow
    table_class = tables.WorkflowTable
    fields = ("status", "version", "sla_hours", "description")


class WorkflowCreate(ResourceCreate):
    model = models.Workflow
    form_class = forms.WorkflowForm


class WorkflowEdit(ResourceEdit):
    model = models.Workflow
    form_class = forms.WorkflowForm


class WorkflowDelete(ResourceDelete):
    model = models.Workflow


class WorkflowExport(ResourceExport):
    listing = WorkflowList
