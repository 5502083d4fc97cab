"""What is planned for a category in a month."""

from __future__ import annotations

from django.db import models

from cfo.models.category import Category
from cfo.models.columns import Scenario, first_of_month
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class BudgetStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"


class Budget(DraftedRow, WorkspaceRow):
    """A month of a category in a scenario; `amount` is signed as lines are, costs below zero.

    A version is a whole plan; one version of a month and category is approved at most, and stays
    as it is while it is (`cfo_budgets_approved_stays`).
    """

    period = models.DateField("month", help_text="The first day of the month.")
    category = TenantForeignKey(Category, models.CASCADE, related_name="budgets", db_index=False)
    amount = MoneyField(help_text="Costs are below zero.")
    currency = CurrencyField()
    scenario = models.CharField(max_length=10, choices=Scenario.choices, default=Scenario.BASE)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(
        max_length=10, choices=BudgetStatus.choices, default=BudgetStatus.DRAFT
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cfo_budgets"
        ordering = ["-period", "category", "scenario", "-version"]
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "version", "scenario"], name="cfo_budgets_version"
            ),
            models.Index(fields=["tenant", "workspace", "category"], name="cfo_budgets_category"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("tenant", "workspace", "period", "category", "currency", "scenario"),
                    "version",
                ],
                name="cfo_budgets_once",
                violation_error_message=(
                    "This month of the category stands in that scenario and version already."
                ),
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "period", "category", "currency", "scenario"],
                condition=models.Q(status=BudgetStatus.APPROVED),
                name="cfo_budgets_approved",
                violation_error_message=(
                    "Another version of this month and category is approved; approve the whole "
                    "version on the Budgets screen instead."
                ),
            ),
            first_of_month("cfo_budgets_period", "period"),
            one_of("cfo_budgets_scenario", "scenario", Scenario),
            one_of("cfo_budgets_status", "status", BudgetStatus),
            currency_check("cfo_budgets_currency"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1),
                name="cfo_budgets_first_version",
                violation_error_message="Versions begin with 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {self.period:%Y-%m}"
