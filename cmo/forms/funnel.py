"""The form of funnels."""

from __future__ import annotations

from cmo.models import Funnel
from kernel.resources.forms import CurrencyForm


class FunnelForm(CurrencyForm):
    class Meta:
        model = Funnel
        fields = (
            "name",
            "plan",
            "kind",
            "status",
            "expected_conversion",
            "expected_revenue",
            "budget",
            "currency",
        )
