"""Write an audit event."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from kernel.tenancy.scope import current_scope

request_id: ContextVar[str] = ContextVar("ubigrowth_request_id", default="")


def record(event: str, *, subject: object = "", detail: dict[str, Any] | None = None) -> None:
    """Add an event of the open scope, or of the platform where none is open.

    It joins the open transaction: what is rolled back did not happen. ``detail`` is JSON, without
    secrets and without personal data that the subject's row does not hold.
    """
    from kernel.audit.models import AuditEvent

    scope = current_scope()
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                tenant_id=scope.tenant_id if scope else None,
                workspace_id=scope.workspace_id if scope else None,
                kind=scope.kind.value if scope else "platform",
                principal=scope.principal if scope else "anonymous",
                event=event,
                subject=str(subject)[:200],
                detail=detail or {},
                request_id=request_id.get(),
            )
        ]
    )
