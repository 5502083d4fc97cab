"""A marketing plan: a goal, a budget split over channels, and dated milestones."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cmo.models.plan_parts import check_allocation, check_milestones, check_risks
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import CurrencyField, MoneyField, currency_check, not_negative, one_of
from kernel.tenancy.rows import WorkspaceRow


class PlanStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    ACTIVE = "active", "Active"
    COMPLETED = "completed", "Completed"
    ARCHIVED = "archived", "Archived"


class GoalMetric(models.TextChoices):
    REVENUE = "revenue", "Revenue"
    CONVERSIONS = "conversions", "Orders"
    ROAS = "roas", "ROAS"
    CAC = "cac", "Cost per order"
    SESSIONS = "sessions", "Sessions"


class MarketingPlan(DraftedRow, WorkspaceRow):
    """A plan; `budget` and money goals in minor units of `currency`. At most one is active.

    `channel_allocation`, `milestones` and `risks` are lists whose items `plan_parts` describes;
    the allocation's shares add up to at most 1.
    """

    name = models.CharField(max_length=160)
    status = models.CharField(max_length=20, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    start = models.DateField()
    end = models.DateField()
    objective = models.TextField(blank=True)
    goal_metric = models.CharField(
        max_length=20, choices=GoalMetric.choices, default=GoalMetric.REVENUE
    )
    goal_baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    goal_target = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    budget = MoneyField(null=True, blank=True)
    currency = CurrencyField()
    channel_allocation = models.JSONField(
        default=list, blank=True, encoder=DjangoJSONEncoder, validators=[check_allocation]
    )
    milestones = models.JSONField(
        default=list, blank=True, encoder=DjangoJSONEncoder, validators=[check_milestones]
    )
    risks = models.JSONField(
        default=list, blank=True, encoder=DjangoJSONEncoder, validators=[check_risks]
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cmo_marketing_plans"
        verbose_name = "marketing plan"
        ordering = ["-start"]
        indexes = [models.Index(fields=["tenant", "workspace", "-start"], name="cmo_plans_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cmo_marketing_plans_name",
                violation_error_message="Another plan of this workspace has that name.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace"],
                condition=models.Q(status="active"),
                name="cmo_marketing_plans_active",
                violation_error_message="Another plan is active; complete or archive it first.",
            ),
            one_of("cmo_marketing_plans_status", "status", PlanStatus),
            one_of("cmo_marketing_plans_metric", "goal_metric", GoalMetric),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")),
                name="cmo_marketing_plans_dates",
                violation_error_message="The end lies before the start.",
            ),
            not_negative("cmo_marketing_plans_amounts", "budget", "goal_baseline", "goal_target"),
            currency_check("cmo_marketing_plans_currency"),
        ]

    def __str__(self) -> str:
        return self.name
