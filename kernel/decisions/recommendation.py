"""The shape of a recommendation: what was found, what it would change, and what became of it.

Each module has a concrete table of its own over this base.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from kernel.core.actions import Action, Preview, action_for
from kernel.core.facts import Fact, FactBook
from kernel.core.manifest import Manifest
from kernel.core.registry import module_of_role
from kernel.runs.models import AgentRun
from kernel.tenancy.columns import MoneyField
from kernel.tenancy.rows import WorkspaceRow

HIGHEST_EFFORT = 5


class Severity(models.TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"


class RecommendationStatus(models.TextChoices):
    PENDING = "pending", "Pending"
    APPROVED = "approved", "Approved once"
    APPLIED = "applied", "Applied"
    REJECTED = "rejected", "Rejected"
    EXPIRED = "expired", "Expired"
    UNDONE = "undone", "Undone"


OPEN = (RecommendationStatus.PENDING, RecommendationStatus.APPROVED)
DECIDED = (
    RecommendationStatus.APPLIED,
    RecommendationStatus.REJECTED,
    RecommendationStatus.UNDONE,
)


class Recommendation(WorkspaceRow):
    """One proposal. ``run`` is the agent run that last found it.

    Title and rationale state figures as ``{fact:key}``; ``evidence`` holds those facts as JSON,
    the headline first. ``impact`` is money a month in minor units of ``currency``. ``predicted``
    is ``{metric, fact, due, exact}``, its fact a key of the evidence. An approval binds
    ``action_hash``.
    """

    owner_id: UUID | None
    approved_by_id: UUID | None
    decided_by_id: UUID | None

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    rationale = models.TextField()
    severity = models.CharField(max_length=10, choices=Severity.choices, default=Severity.LOW)
    impact = MoneyField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    effort = models.PositiveSmallIntegerField(default=1)
    priority = models.FloatField(default=0)
    evidence = models.JSONField(default=list)
    action_kind = models.CharField(max_length=80)
    action_args = models.JSONField(default=dict)
    action_hash = models.CharField(max_length=64)
    predicted = models.JSONField(null=True, blank=True)
    status = models.CharField(
        max_length=10,
        choices=RecommendationStatus.choices,
        default=RecommendationStatus.PENDING,
    )
    owner = models.ForeignKey(
        "kernel.User",
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    due_on = models.DateField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "kernel.User",
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text="Who approved first, where a second person is needed.",
    )
    decided_by = models.ForeignKey(
        "kernel.User",
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta(WorkspaceRow.Meta):
        abstract = True
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "status", "-priority"],
                name="%(app_label)s_%(class)s_rank",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "fingerprint"],
                condition=models.Q(status__in=OPEN),
                name="%(app_label)s_%(class)s_open",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=RecommendationStatus.values),
                name="%(app_label)s_%(class)s_status",
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=Severity.values),
                name="%(app_label)s_%(class)s_level",
            ),
            models.CheckConstraint(
                condition=models.Q(effort__gte=1, effort__lte=HIGHEST_EFFORT),
                name="%(app_label)s_%(class)s_effort",
            ),
            models.CheckConstraint(
                condition=models.Q(impact__isnull=True) | ~models.Q(currency=""),
                name="%(app_label)s_%(class)s_money",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=DECIDED)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="%(app_label)s_%(class)s_who",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=RecommendationStatus.APPROVED)
                | models.Q(approved_by__isnull=False),
                name="%(app_label)s_%(class)s_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status_words(self) -> str:
        """The status in lower case, for a sentence."""
        return RecommendationStatus(self.status).label.lower()

    @property
    def manifest(self) -> Manifest:
        """The module that this recommendation belongs to."""
        return module_of_role(self._meta.app_label)

    @property
    def facts(self) -> FactBook:
        """The evidence."""
        return FactBook.from_json(self.evidence)

    @property
    def headline(self) -> Fact:
        """The figure by whose interval a rejection is kept."""
        return Fact.from_json(self.evidence[0])

    @property
    def predicted_fact(self) -> Fact | None:
        """How much it would bring."""
        return self.facts.get(self.predicted["fact"]) if self.predicted else None

    @property
    def action(self) -> Action:
        """The typed action; raises 404 ``unknown_action`` where its module is gone."""
        return action_for(self.action_kind)

    def preview(self) -> Preview:
        """What approving would do now."""
        action = self.action
        return action.preview(action.parse(self.action_args))

    @property
    def is_expired(self) -> bool:
        """Whether its time ran out before it was decided, marked so or not yet."""
        past = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.status == RecommendationStatus.EXPIRED or (self.status in OPEN and past)

    @property
    def is_snoozed(self) -> bool:
        """Whether it waits for another day."""
        return (
            self.status in OPEN
            and self.snoozed_until is not None
            and self.snoozed_until > timezone.now()
        )

    @property
    def state(self) -> str:
        """What a person is shown: the status, or expired or snoozed where the clock says so."""
        if self.is_expired:
            return RecommendationStatus.EXPIRED.value
        return "snoozed" if self.is_snoozed else str(self.status)


def waiting_in(model: type[Recommendation], at: dt.datetime | None = None) -> models.QuerySet[Any]:
    """Proposals of one module that want a decision now, the most pressing first."""
    now = at or timezone.now()
    return (
        model.objects.filter(status__in=OPEN)
        .filter(models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now))
        .filter(models.Q(snoozed_until__isnull=True) | models.Q(snoozed_until__lte=now))
        .order_by("-priority", "id")
    )


def asked_by(recommendation: Recommendation) -> UUID | None:
    """Who asked for it: the person behind its last run; None for a schedule's."""
    if recommendation.run_id is None:
        return recommendation.created_by_id
    run = AgentRun.objects.filter(pk=recommendation.run_id).first()
    return run.created_by_id if run else None
