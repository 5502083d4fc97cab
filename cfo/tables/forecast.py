"""Columns and filters of forecasts."""

from __future__ import annotations

from typing import Any

from cfo.forecasting.sentences import METHODS
from cfo.models import Forecast
from kernel.resources.columns import (
    ChoiceColumn,
    DayColumn,
    Look,
    NumberColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class SeriesColumn(ChoiceColumn):
    """What is forecast: a whole series, or the category by its name."""

    def cell(self, record: Any, value: Any, name: str, label: str, look: Look) -> dict[str, Any]:
        cell = super().cell(record, value, name, label, look)
        return {**cell, "text": str(record.category)} if record.category_id else cell


class MethodColumn(TextColumn):
    """A method by its own name; files hold it as it is stored."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return {"text": METHODS.get(str(value), str(value))}


class ForecastTable(ResourceTable):
    series = SeriesColumn()
    category = RowColumn(missing="the whole", visible=False)
    made_on = DayColumn(verbose_name="made on")
    method = MethodColumn()
    mase = NumberColumn(verbose_name="MASE", digits=2, missing="not measured")
    horizon = NumberColumn(verbose_name="months", minor=True)
    currency = TextColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = Forecast
        fields = ("series", "category", "made_on", "method", "mase", "horizon", "currency")
        order_by = ("-made_on", "series")


class ForecastFilters(ResourceFilters):
    class Meta:
        model = Forecast
        fields = {
            "series": ["exact"],
            "category": ["exact"],
            "currency": ["exact"],
            "made_on": ["exact", "gte", "lte"],
            "method": ["exact"],
        }
