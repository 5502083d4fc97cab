"""Segments on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cro import forms, models, tables
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)


class SegmentList(ResourceList):
    model = models.Segment
    table_class = tables.SegmentTable
    filterset_class = tables.SegmentFilters
    search_fields = ("name", "definition")
    empty = (
        "Segments are parts of your people: who is on a phone, who is new, who comes from where."
    )


class SegmentDetail(ResourceDetail):
    model = models.Segment
    table_class = tables.SegmentTable
    fields = ("name", "definition", "traffic_share")


class SegmentCreate(ResourceCreate):
    model = models.Segment
    form_class = forms.SegmentForm


class SegmentEdit(ResourceEdit):
    model = models.Segment
    form_class = forms.SegmentForm


class SegmentDelete(ResourceDelete):
    model = models.Segment


class SegmentExport(ResourceExport):
    listing = SegmentList
