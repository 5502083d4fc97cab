"""The form of funnel stages."""

from __future__ import annotations

from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from cmo.models import FunnelStage
from kernel.resources.forms import ResourceForm


class FunnelStageForm(ResourceForm):
    currency_from = "funnel"
    kpis = SimpleArrayField(
        forms.CharField(max_length=60),
        required=False,
        label="KPIs",
        help_text="Separated by commas.",
    )

    class Meta:
        model = FunnelStage
        fields = (
            "funnel",
            "name",
            "kind",
            "position",
            "objective",
            "kpis",
            "target_volume",
            "target_conversion_rate",
            "budget",
        )
