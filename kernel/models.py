"""Gathers the rooms' models for Django; each lives in its room."""

from kernel.audit.models import AuditEvent
from kernel.decisions.models import DecisionRecord, Notification
from kernel.doors.models import IdempotencyKey, RefreshFamily, WebhookReceipt
from kernel.resources.models import ImportBatch, ImportFile, ImportLayout, ImportRow
from kernel.runs.models import AgentRun, AgentRunEvent, RunQueue, ScheduleSlot
from kernel.tenancy.models import (
    Domain,
    Invitation,
    Membership,
    SupportGrant,
    Tenant,
    TenantModule,
    User,
    UserWorkspace,
    WebhookEndpoint,
    Workspace,
)

__all__ = [
    "AgentRun",
    "AgentRunEvent",
    "AuditEvent",
    "DecisionRecord",
    "Domain",
    "IdempotencyKey",
    "ImportBatch",
    "ImportFile",
    "ImportLayout",
    "ImportRow",
    "Invitation",
    "Membership",
    "Notification",
    "RefreshFamily",
    "RunQueue",
    "ScheduleSlot",
    "SupportGrant",
    "Tenant",
    "TenantModule",
    "User",
    "UserWorkspace",
    "WebhookEndpoint",
    "WebhookReceipt",
    "Workspace",
]
