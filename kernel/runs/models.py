"""Every agent run, its events, the queue, and the slots of the schedules."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from kernel.ids import uuid7
from kernel.runs.states import UNFINISHED, RunStatus
from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow
from kernel.tenancy.scope import scope_kind, scope_principal

OPEN = sorted(status.value for status in UNFINISHED)


class AgentRun(WorkspaceRow):
    """One run of one agent: what was asked, by whom, what came of it and what it cost.

    ``input`` is what was asked, ``output`` the output contract's JSON, ``facts`` the fact book's.
    ``kind`` and ``principal`` are those of the scope that the worker opens for it, and of the one
    that it was asked in. ``step`` is its
    place in its parent's chain, from 1 on.
    """

    module = models.CharField(max_length=60)
    agent = models.CharField(max_length=120)
    mode = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=20, choices=RunStatus.choices, default=RunStatus.QUEUED)
    kind = models.CharField(max_length=20, default=scope_kind)
    principal = models.CharField(max_length=120, default=scope_principal)
    door = models.CharField(max_length=20, default="python")
    input = models.JSONField(default=dict)
    output = models.JSONField(null=True)
    facts = models.JSONField(default=list)
    entities = models.JSONField(default=list)
    code = models.CharField(max_length=60, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=20, default="builtin")
    engine_name = models.CharField(max_length=120, blank=True)
    function_version = models.CharField(max_length=20, blank=True)
    prompt_hash = models.CharField(max_length=64, blank=True)
    prompt_text_hash = models.CharField(max_length=64, blank=True)
    tokens = models.PositiveIntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0, help_text="Millionths of a US dollar.")
    idempotency_key = models.CharField(max_length=200, blank=True)
    request_hash = models.CharField(max_length=64, blank=True)
    cancel_requested_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    duration_ms = models.PositiveBigIntegerField(null=True)
    parent = TenantForeignKey(
        "self", models.DO_NOTHING, null=True, related_name="children", db_index=False
    )
    step = models.PositiveSmallIntegerField(null=True)
    run = None

    class Meta(WorkspaceRow.Meta):
        db_table = "agent_runs"
        indexes = [
            models.Index(fields=["tenant", "workspace", "-created_at"], name="agent_runs_newest"),
            models.Index(
                fields=["tenant", "workspace", "parent"],
                condition=models.Q(parent__isnull=False),
                name="agent_runs_children",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=RunStatus.values), name="agent_runs_status"
            ),
            models.UniqueConstraint(
                fields=["tenant", "workspace", "principal", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="agent_runs_idempotency",
            ),
            models.UniqueConstraint(
                fields=["tenant", "parent", "step"],
                condition=models.Q(step__isnull=False),
                name="agent_runs_step",
            ),
            models.UniqueConstraint(
                fields=["tenant", "parent"],
                condition=models.Q(step__isnull=False) & models.Q(status__in=OPEN),
                name="agent_runs_one_step_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent} {self.status}"


class AgentRunEvent(WorkspaceRow):
    """Something that happened to a run, in order; ``at`` is when it did, not when it was stored."""

    run = TenantForeignKey(AgentRun, models.DO_NOTHING, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(null=True)
    total = models.PositiveIntegerField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceRow.Meta):
        db_table = "agent_run_events"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run", "seq"], name="agent_run_events_order")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.event} {self.name}"


class RunQueue(models.Model):
    """What waits to be worked on. No payload, no tenant's words: on the allow-list.

    A row without a lease waits from ``available_at`` on; ``rung_at`` is when the doorbell last
    rang for it. The row goes with the run's end. In the queue ``chains`` stand runs that no worker
    holds while their steps are worked on; the sweeper looks after them from ``available_at`` on.
    """

    run_id = models.UUIDField(primary_key=True)
    tenant_id = models.UUIDField()
    queue = models.CharField(max_length=20, default="runs")
    available_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "run_queue"
        indexes = [models.Index(fields=["queue", "available_at"], name="run_queue_due")]

    def __str__(self) -> str:
        return str(self.run_id)


class SlotStatus(models.TextChoices):
    DUE = "due", "Due"
    SENT = "sent", "Sent"
    SUCCEEDED = "succeeded", "Succeeded"
    FAILED = "failed", "Failed"


class ScheduleSlot(models.Model):
    """One job of one workspace at one time: made once, whoever asks. On the allow-list.

    due → sent as its task goes out → succeeded or failed with its run.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField()
    workspace_id = models.UUIDField()
    job = models.CharField(max_length=120)
    scheduled_for = models.DateTimeField()
    status = models.CharField(max_length=20, choices=SlotStatus.choices, default=SlotStatus.DUE)
    sent_at = models.DateTimeField(null=True)
    run_id = models.UUIDField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "schedule_slots"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "workspace_id", "job", "scheduled_for"],
                name="schedule_slots_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=SlotStatus.values), name="schedule_slots_status"
            ),
        ]
        indexes = [
            models.Index(fields=["run_id"], name="schedule_slots_run"),
            models.Index(fields=["status", "scheduled_for"], name="schedule_slots_open"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.scheduled_for:%Y-%m-%d %H:%M}"
