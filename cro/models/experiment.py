"""A test of a hypothesis: its plan, its course and what was decided."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cro.models.columns import Method, above_zero, alpha_check, power_check
from cro.models.hypothesis import Hypothesis
from cro.models.metric_definition import MetricDefinition
from cro.models.segment import Segment
from kernel.runs.drafts import DraftedRow
from kernel.tenancy.columns import FractionField, not_negative, one_of
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class ExperimentStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    RUNNING = "running", "Running"
    STOPPED = "stopped", "Stopped"
    DECIDED = "decided", "Decided"


class Decision(models.TextChoices):
    SHIP = "ship", "Ship"
    HOLD = "hold", "Hold"
    ROLLBACK = "rollback", "Roll back"
    INVALID = "invalid", "Invalid"


OVER = (ExperimentStatus.STOPPED, ExperimentStatus.DECIDED)


class Experiment(DraftedRow, WorkspaceRow):
    """An experiment; `plan` is what was fixed at `plan_fixed_at`, before the start.

    Once a plan was fixed, the columns that it is made of stay (`cro_experiments_plan_stays`). A
    test that ran elsewhere has no moment at which its plan was fixed here. It leaves the draft
    with one control, two variants or more, and weights that sum to 1, which the database holds
    at the end of a transaction (`cro_experiments_whole`). `minimum_effect` is relative;
    `planned_size` counts the people of all variants; `multiple_exposures` are the people who saw
    more than one variant and were left out.
    """

    held_at_commit = ("cro_experiments_whole",)
    decided_by_id: UUID | None

    hypothesis = TenantForeignKey(
        Hypothesis,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="experiments",
        db_index=False,
    )
    name = models.CharField(max_length=160)
    status = models.CharField(
        max_length=10, choices=ExperimentStatus.choices, default=ExperimentStatus.DRAFT
    )
    metric = TenantForeignKey(
        MetricDefinition,
        models.PROTECT,
        related_name="experiments",
        db_index=False,
        verbose_name="primary metric",
    )
    segment = TenantForeignKey(
        Segment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="experiments",
        db_index=False,
        help_text="None: everybody.",
    )
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.FIXED)
    alpha = FractionField(default=Decimal("0.05"), help_text="False alarms that are accepted.")
    power = FractionField(default=Decimal("0.8"), help_text="Real effects that are to be found.")
    baseline = models.DecimalField(
        max_digits=20,
        decimal_places=8,
        null=True,
        blank=True,
        help_text="The primary metric before the test; a proportion as 0 to 1.",
    )
    minimum_effect = FractionField(
        max_digits=8,
        null=True,
        blank=True,
        help_text="The smallest relative effect that the test is to find.",
    )
    planned_size = models.BigIntegerField(
        null=True, blank=True, help_text="People of all variants together."
    )
    planned_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField("planned end", null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    multiple_exposures = models.BigIntegerField(
        "saw several variants", null=True, blank=True, help_text="People who were left out."
    )
    plan_fixed_at = models.DateTimeField(null=True, blank=True)
    plan = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "kernel.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "cro_experiments"
        ordering = ["-starts_on", "name"]
        indexes = [
            models.Index(fields=["tenant", "workspace", "status"], name="cro_experiments_status"),
            models.Index(
                fields=["tenant", "workspace", "hypothesis"], name="cro_experiments_hypothesis"
            ),
            models.Index(fields=["tenant", "workspace", "metric"], name="cro_experiments_metric"),
            models.Index(fields=["tenant", "workspace", "segment"], name="cro_experiments_segment"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "name"],
                name="cro_experiments_name",
                violation_error_message="Another experiment of this workspace has that name.",
            ),
            one_of("cro_experiments_state", "status", ExperimentStatus),
            one_of("cro_experiments_method", "method", Method),
            alpha_check("cro_experiments_alpha"),
            power_check("cro_experiments_power"),
            above_zero("cro_experiments_effect", "minimum_effect"),
            above_zero("cro_experiments_size", "planned_size"),
            above_zero("cro_experiments_weeks", "planned_weeks"),
            not_negative("cro_experiments_exposures", "multiple_exposures"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=False)
                | models.Q(status=ExperimentStatus.DRAFT),
                name="cro_experiments_started",
                violation_error_message="Say on which day the experiment started.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="cro_experiments_days",
                violation_error_message="The planned end lies before the start.",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_on__isnull=True)
                | models.Q(stopped_on__gte=models.F("starts_on")),
                name="cro_experiments_stop",
                violation_error_message="The experiment stopped before it started.",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_on__isnull=False, status__in=OVER)
                | (models.Q(stopped_on__isnull=True) & ~models.Q(status__in=OVER)),
                name="cro_experiments_stopped",
                violation_error_message=(
                    "A stopped experiment has the day on which it stopped, another has none."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(plan_fixed_at__isnull=True)
                | ~models.Q(status=ExperimentStatus.DRAFT),
                name="cro_experiments_plan",
                violation_error_message="A draft's plan is not fixed yet: start it to fix it.",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["", *Decision.values]),
                name="cro_experiments_decision",
                violation_error_message=(
                    f"Choose decision out of: {', '.join(Decision.values)}, or none."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(status=ExperimentStatus.DECIDED, decided_on__isnull=False)
                    & ~models.Q(decision="")
                    & ~models.Q(decision_reason="")
                )
                | (
                    ~models.Q(status=ExperimentStatus.DECIDED)
                    & models.Q(decision="", decision_reason="", decided_on__isnull=True)
                ),
                name="cro_experiments_decided",
                violation_error_message=(
                    "A decided experiment has its decision, its reason and its day; another has "
                    "none of them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_fixed(self) -> bool:
        """Whether its plan was fixed here and stays."""
        return self.plan_fixed_at is not None
