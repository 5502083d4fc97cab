"""Forecasts on screen: list and page over the generic views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cfo import models, tables
from cfo.forecasting import since
from cfo.forecasting.contracts import SeriesPart
from cfo.forecasting.fans import fan_of
from cfo.forecasting.history import history
from cfo.forecasting.sentences import METHODS
from cfo.forecasting.since import Came
from kernel.core.facts import FactBook
from kernel.formats import month
from kernel.resources.views import ResourceDetail, ResourceExport, ResourceList
from kernel.screens.charts import Chart

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
        """Months drawn and as a table beside what came since, and the methods."""
        until = since.known_until(row.currency)
        came = since.came_since(row, history(row.currency, until)) if until else []
        actual = [one.actual for one in came] or [None] * len(row.points)
        return {
            "chart": self._chart(row) if row.points else None,
            "points": [
                self._point(point, one, row.currency)
                for point, one in zip(row.points, actual, strict=True)
            ],
            "within": self._within(came),
            "candidates": [self._candidate(one, row.method) for one in row.candidates],
        }

    def _point(self, point: Mapping[str, Any], actual: int | None, currency: str) -> dict[str, Any]:
        amounts = [self.notation.money(point.get(band), currency) for band in BANDS]
        return {
            "month": month(date.fromisoformat(point["period"])),
            "amounts": amounts,
            "actual": "" if actual is None else self.notation.money(actual, currency),
        }

    def _within(self, came: list[Came]) -> str:
        """How many of the months that are over lay within the 80 % band."""
        known = [one for one in came if one.actual is not None]
        if not known:
            return ""
        inside, count = sum(one.within80 for one in known), self.notation.count(len(known), "month")
        return f"{inside} of {count} since lay within the 80% band"

    def _chart(self, row: Any) -> Chart:
        part = SeriesPart(
            key=row.series,
            series=row.series,
            category=row.category.name if row.category else "",
            label=str(row.category or row.get_series_display()),
            points=row.points,
        )
        before = part.points[0].period - timedelta(days=1)
        past = history(row.currency, before)
        return fan_of(part, past, FactBook(), self.notation, row.currency)

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
