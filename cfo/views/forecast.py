"""Forecasts on screen: list, page and forms over the generic views."""

from __future__ import annotations

from cfo import models, tables
from kernel.resources.views import (
    ResourceDetail,
    ResourceExport,
    ResourceList,
)


class ForecastList(ResourceList):
    model = models.Forecast
    table_class = tables.ForecastTable
    filterset_class = tables.ForecastFilters
    search_fields = ("method", "category__name")
    empty = "Forecasts stand here once the forecaster has read enough months."


class ForecastDetail(ResourceDetail):
    model = models.Forecast
    table_class = tables.ForecastTable
    fields = (
        "series",
        "category",
        "method",
        "made_on",
        "horizon",
        "mase",
        "calibration",
        "because",
    )


class ForecastExport(ResourceExport):
    listing = ForecastList
