"""What a workspace decides about its finances."""

from __future__ import annotations

from django.db import models

from cfo.models.columns import Scenario
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, not_negative, one_of
from kernel.tenancy.rows import WorkspaceRow

LONGEST_HORIZON = 36


class Setting(WorkspaceRow):
    """The one row of a workspace; amounts in minor units of `currency`.

    Cash is to stay above `cash_floor`. Payments just below `split_limit` to one payee are looked
    at as one that was split; without a limit none are.
    """

    cash_floor = MoneyField(default=0, help_text="Cash is to stay above this.")
    split_limit = MoneyField(
        "approval limit",
        help_text="Payments above it need an approval; none: no such limit.",
        null=True,
        blank=True,
    )
    currency = CurrencyField()
    horizon_months = models.PositiveSmallIntegerField(
        "forecast months", default=12, help_text="How far forecasts look ahead, 1 to 36."
    )
    forecast_scenario = models.CharField(
        "scenario", max_length=10, choices=Scenario.choices, default=Scenario.BASE
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_settings"
        verbose_name = "finance setting"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                name="cfo_settings_one",
                violation_error_message="This workspace has its finance settings already.",
            ),
            not_negative("cfo_settings_amounts", "cash_floor", "split_limit"),
            currency_check("cfo_settings_currency"),
            one_of("cfo_settings_scenario", "forecast_scenario", Scenario),
            models.CheckConstraint(
                condition=models.Q(horizon_months__gte=1, horizon_months__lte=LONGEST_HORIZON),
                name="cfo_settings_horizon",
                violation_error_message=f"Give 1 to {LONGEST_HORIZON} months.",
            ),
        ]

    def __str__(self) -> str:
        return "Finance settings"
