"""Webhook endpoints of a workspace: made, given new secrets, switched off by owners and admins."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from kernel import audit
from kernel.core.registry import get_module
from kernel.doors.signatures import new_secret
from kernel.errors import KernelError
from kernel.tenancy.access import access
from kernel.tenancy.models import WebhookEndpoint

OVERLAP = dt.timedelta(hours=24)


def create_endpoint(*, name: str, module_id: str) -> tuple[WebhookEndpoint, str]:
    """A new endpoint of the open scope's workspace, and its secret to show once."""
    _require_manager()
    manifest = get_module(module_id)
    access().require_read(module_id)
    if not manifest.webhooks:
        raise KernelError("validation_failed", detail=f"{manifest.name} takes no webhooks.")
    secret = new_secret()
    endpoint = WebhookEndpoint.objects.create(name=name, module_id=module_id, secrets=[secret])
    audit.record("webhook.created", subject=endpoint.pk, detail={"module": module_id})
    return endpoint, secret


def rotate_secret(endpoint: WebhookEndpoint, *, overlap: dt.timedelta = OVERLAP) -> str:
    """A new secret; the one before still signs for ``overlap``, so that senders can change."""
    _require_manager()
    secret = new_secret()
    endpoint.secrets = [secret, *endpoint.secrets[:1]]
    endpoint.old_secret_until = timezone.now() + overlap
    endpoint.save(update_fields=["secrets", "old_secret_until", "updated_at"])
    audit.record("webhook.secret_rotated", subject=endpoint.pk)
    return secret


def set_active(endpoint: WebhookEndpoint, active: bool) -> None:
    """Open or close an endpoint; a closed one answers 404."""
    _require_manager()
    endpoint.active = active
    endpoint.save(update_fields=["active", "updated_at"])
    audit.record("webhook.opened" if active else "webhook.closed", subject=endpoint.pk)


def _require_manager() -> None:
    if not access().manages:
        raise KernelError("role_not_allowed", detail="Owners and admins manage webhooks.")
