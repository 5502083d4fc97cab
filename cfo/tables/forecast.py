"""Columns and filters of forecasts."""

from __future__ import annotations

from cfo.models import Forecast
from kernel.resources.columns import ChoiceColumn, DayColumn, NumberColumn, RowColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import WordsColumn


class ForecastTable(ResourceTable):
    series = ChoiceColumn()
    category = RowColumn(missing="the whole")
    made_on = DayColumn(verbose_name="made on")
    method = WordsColumn()
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
