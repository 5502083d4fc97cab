"""Forecasts on screen: list and page over the generic views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cfo import models, tables
from cfo.forecasting.sentences import METHODS
from kernel.formats import month
from kernel.resources.views import ResourceDetail, ResourceExport, ResourceList

BANDS = ("low95", "low80", "value", "high80", "high95")


class ForecastList(ResourceList):
    model = models.Forecast
    table_class = tables.ForecastTable
    filterset_class = tables.ForecastFilters
    search_fields = ("method", "category__name")
    empty = "Forecasts stand here once the forecaster has read enough months."


class ForecastDetail(ResourceDetail):
    """A forecast with each month's interval, and every method that was tried."""

    model = models.Forecast
    table_class = tables.ForecastTable
    fields = (
        "series", "category", "method", "made_on", "horizon", "mase", "calibration", "because",
    )  # fmt: skip
    template_name = "cfo/forecast_row.html"

    def lede(self, row: Any) -> str:
        return f"Cash basis, in {row.currency}."

    def more(self, row: Any) -> dict[str, Any]:
        """Months and methods as tables."""
        return {
            "points": [self._point(point, row.currency) for point in row.points],
            "candidates": [self._candidate(one, row.method) for one in row.candidates],
        }

    def _point(self, point: Mapping[str, Any], currency: str) -> dict[str, Any]:
        amounts = [self.notation.money(point.get(band), currency) for band in BANDS]
        return {"month": month(date.fromisoformat(point["period"])), "amounts": amounts}

    def _candidate(self, one: Mapping[str, Any], chosen: str) -> dict[str, Any]:
        mase = one.get("mase")
        return {
            "name": METHODS.get(one["method"], one["method"]),
            "mase": "" if mase is None else self.notation.number(mase, 2),
            "refused": str(one.get("refused") or ""),
            "chosen": one["method"] == chosen,
        }


class ForecastExport(ResourceExport):
    listing = ForecastList
