"""What a series is expected to bring, and how that was found."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cfo.models.category import Category
from kernel.formats import day
from kernel.tenancy.columns import CurrencyField, currency_check, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class ForecastSeries(models.TextChoices):
    REVENUE = "revenue", "Revenue"
    SPEND = "spend", "Spend"
    CASH = "cash", "Cash"
    CATEGORY = "category", "A category"


class Forecast(WorkspaceRow):
    """A series forecast from the day `made_on`, `horizon` months ahead.

    `points` are `{period, value, low80, high80, low95, high95}` in minor units of `currency`, the
    period a month's first day. `mase` is the method's error in the backtest beside that of last
    year's values, `candidates` are `{method, mase, refused}`, `calibration` is the factor by which
    intervals were widened.
    """

    series = models.CharField(max_length=10, choices=ForecastSeries.choices)
    category = TenantForeignKey(
        Category,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="forecasts",
        db_index=False,
    )
    currency = CurrencyField()
    method = models.CharField(max_length=40)
    made_on = models.DateField()
    horizon = models.PositiveSmallIntegerField()
    points = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    mase = models.DecimalField("MASE", max_digits=12, decimal_places=4, null=True, blank=True)
    because = models.TextField(blank=True)
    candidates = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    calibration = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_forecasts"
        ordering = ["-made_on", "series", "category"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "-made_on"], name="cfo_forecasts_newest"),
            models.Index(fields=["tenant", "workspace", "category"], name="cfo_forecasts_category"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "series", "category", "currency", "made_on"],
                name="cfo_forecasts_once",
                nulls_distinct=False,
                violation_error_message="This series was forecast on that day already.",
            ),
            one_of("cfo_forecasts_series", "series", ForecastSeries),
            currency_check("cfo_forecasts_currency"),
            models.CheckConstraint(
                condition=models.Q(series=ForecastSeries.CATEGORY, category__isnull=False)
                | (~models.Q(series=ForecastSeries.CATEGORY) & models.Q(category__isnull=True)),
                name="cfo_forecasts_of_category",
                violation_error_message="A category's forecast names it, no other does.",
            ),
            models.CheckConstraint(
                condition=models.Q(mase__gte=0) | models.Q(mase__isnull=True),
                name="cfo_forecasts_mase",
                violation_error_message="A MASE is never below zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category or self.get_series_display()}, {day(self.made_on)}"
