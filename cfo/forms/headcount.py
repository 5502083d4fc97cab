"""The form of headcount."""

from __future__ import annotations

from cfo.models import Headcount
from kernel.resources.forms import CurrencyForm


class HeadcountForm(CurrencyForm):
    class Meta:
        model = Headcount
        fields = ("name", "team", "start_month", "end_month", "cost", "currency")
