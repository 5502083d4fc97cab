"""Runs of the opened tenant, and the audit trail: to read only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from kernel.audit.models import AuditEvent
from kernel.doors.admin.base import SupportAdmin
from kernel.runs.models import AgentRun


@admin.register(AgentRun)
class AgentRunAdmin(SupportAdmin):
    list_display = ("agent", "mode", "status", "code", "kind", "created_at", "duration_ms")
    list_filter = ("status", "module")
    search_fields = ("agent", "principal")
    ordering = ("-created_at", "-id")
    fields = (
        *("module", "agent", "mode", "status", "code", "error", "kind", "principal", "door"),
        *("input", "output", "facts", "entities", "attempts", "engine", "engine_name"),
        *("function_version", "prompt_hash", "prompt_text_hash", "tokens", "cost_micros"),
        *("created_at", "started_at", "finished_at", "duration_ms"),
    )


@admin.register(AuditEvent)
class AuditEventAdmin(SupportAdmin):
    """Events of the opened tenant; those of the platform while none is open."""

    list_display = ("at", "event", "subject", "kind", "principal", "request_id")
    list_filter = ("event",)
    search_fields = ("event", "subject", "principal", "request_id")
    ordering = ("-at", "-id")
    fields = ("at", "event", "subject", "kind", "principal", "detail", "request_id")

    def needs_tenant(self, kwargs: dict[str, Any]) -> bool:
        return False
