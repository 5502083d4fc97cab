"""Customer segments on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cmo import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class IcpSegmentList(ResourceList):
    model = models.IcpSegment
    table_class = tables.IcpSegmentTable
    filterset_class = tables.IcpSegmentFilters
    search_fields = ("name", "description")
    empty = "A segment says who buys and why, so that plans and content can speak to them."


class IcpSegmentDetail(ResourceDetail):
    model = models.IcpSegment
    table_class = tables.IcpSegmentTable
    fields = (
        "name",
        "description",
        "is_primary",
        "priority",
        "company_size",
        "industries",
        "job_titles",
        "pains",
        "goals",
        "buying_triggers",
        "objections",
        "preferred_channels",
    )


class IcpSegmentCreate(ResourceCreate):
    model = models.IcpSegment
    form_class = forms.IcpSegmentForm


class IcpSegmentEdit(ResourceEdit):
    model = models.IcpSegment
    form_class = forms.IcpSegmentForm


class IcpSegmentDelete(ResourceDelete):
    model = models.IcpSegment


class IcpSegmentExport(ResourceExport):
    listing = IcpSegmentList
