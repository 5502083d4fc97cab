"""What a workspace decides about its experiments."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from cro.models.columns import Method, above_zero, alpha_check, power_check
from kernel.tenancy.columns import FractionField, fraction_check, one_of
from kernel.tenancy.rows import WorkspaceRow

MOST_WEEKS = 52


class Setting(WorkspaceRow):
    """The one row of a workspace; what new experiments are planned and judged with.

    `chance_to_ship` and `risk_limit` are the Bayesian rule's: the chance to win that is asked for,
    and the relative loss that is risked at most.
    """

    alpha = FractionField(default=Decimal("0.05"), help_text="False alarms that are accepted.")
    power = FractionField(default=Decimal("0.8"), help_text="Real effects that are to be found.")
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.FIXED)
    longest_weeks = models.PositiveSmallIntegerField(
        "longest test", default=8, help_text="Weeks that a test may take, 1 to 52."
    )
    smallest_believable = FractionField(
        "smallest effect",
        default=Decimal("0.05"),
        help_text="The relative effect that is worth a test; smaller ones are not looked for.",
    )
    chance_to_ship = FractionField(
        default=Decimal("0.95"), help_text="Bayesian: the chance to win that is asked for."
    )
    risk_limit = FractionField(
        default=Decimal("0.0025"), help_text="Bayesian: the expected relative loss that is risked."
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_settings"
        verbose_name = "experiment setting"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                name="cro_settings_one",
                violation_error_message="This workspace has its experiment settings already.",
            ),
            one_of("cro_settings_method", "method", Method),
            alpha_check("cro_settings_alpha"),
            power_check("cro_settings_power"),
            above_zero("cro_settings_effect", "smallest_believable"),
            fraction_check("cro_settings_believable", "smallest_believable"),
            fraction_check("cro_settings_risk", "risk_limit"),
            models.CheckConstraint(
                condition=models.Q(longest_weeks__gte=1, longest_weeks__lte=MOST_WEEKS),
                name="cro_settings_weeks",
                violation_error_message=f"Give 1 to {MOST_WEEKS} weeks.",
            ),
            models.CheckConstraint(
                condition=models.Q(chance_to_ship__gt=Decimal("0.5"), chance_to_ship__lt=1),
                name="cro_settings_chance",
                violation_error_message="Give the chance above 50%% and below 100%%.",
            ),
        ]

    def __str__(self) -> str:
        return "Experiment settings"
