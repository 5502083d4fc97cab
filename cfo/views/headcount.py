"""Headcount on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class HeadcountList(ResourceList):
    model = models.Headcount
    table_class = tables.HeadcountTable
    filterset_class = tables.HeadcountFilters
    search_fields = ("name", "team")
    title = "Headcount"
    totals = ("cost",)
    empty = "People and positions with what they cost a month; payroll is planned head by head."


class HeadcountDetail(ResourceDetail):
    model = models.Headcount
    table_class = tables.HeadcountTable
    fields = ("team", "start_month", "end_month", "cost")


class HeadcountCreate(ResourceCreate):
    model = models.Headcount
    form_class = forms.HeadcountForm


class HeadcountEdit(ResourceEdit):
    model = models.Headcount
    form_class = forms.HeadcountForm


class HeadcountDelete(ResourceDelete):
    model = models.Headcount


class HeadcountExport(ResourceExport):
    listing = HeadcountList
