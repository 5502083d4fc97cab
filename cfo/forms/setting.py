"""The form of finance settings."""

from __future__ import annotations

from cfo.models import Setting
from kernel.resources.forms import CurrencyForm


class SettingForm(CurrencyForm):
    class Meta:
        model = Setting
        fields = (
            "currency",
            "cash_floor",
            "split_limit",
            "horizon_months",
            "forecast_scenario",
        )
