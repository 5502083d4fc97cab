"""``POST /webhooks/{endpoint_id}/``: signed events from outside, each taken once.

The tenant is the endpoint's. Nothing of the body is read before its signature was verified, and
the event's id is stored in the transaction of its effect, so that a second sending has none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kernel.core.manifest import Manifest
from kernel.core.registry import get_module
from kernel.doors import signatures, strict_json
from kernel.doors.door import as_uuid, door_of
from kernel.doors.marks import public, uncounted
from kernel.doors.models import WebhookReceipt
from kernel.doors.parsers import too_large
from kernel.errors import KernelError, NotFoundError
from kernel.limits.addresses import client_address
from kernel.limits.rates import spend
from kernel.tenancy import services
from kernel.tenancy.access import access
from kernel.tenancy.models import WebhookEndpoint
from kernel.tenancy.scope import Kind, tenant_scope

LARGEST = 256 * 1024  # bytes of a body
HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
FIELDS = {"type", "timestamp", "data"}


class Effect(Protocol):
    """What an event does: takes its rows as an import of a kind, answers what became of them."""

    def __call__(
        self, manifest: Manifest, kind: str, rows: Sequence[Mapping[str, Any]]
    ) -> dict[str, Any]: ...


def receiver(effect: Effect) -> Callable[..., HttpResponse]:
    """The view, with the effect that later rooms give it."""

    @csrf_exempt
    @require_POST
    @public
    @uncounted
    def receive(request: HttpRequest, endpoint_id: str) -> HttpResponse:
        door_of(request).usage = spend(request, "webhooks", endpoint_id, client_address(request))
        body = _body(request)
        event_id, timestamp, signature = _headers(request)
        endpoint = as_uuid(endpoint_id)
        home = services.endpoint_home(endpoint) if endpoint else None
        if endpoint is None or home is None:
            raise NotFoundError()
        with tenant_scope(*home, kind=Kind.WEBHOOK, principal=endpoint):
            row = WebhookEndpoint.objects.get(pk=endpoint)
            if not signatures.is_signed(_secrets(row), event_id, timestamp, body, signature):
                raise KernelError("webhook_signature_invalid")
            return JsonResponse(_take(effect, row, event_id, body))

    return receive


def _body(request: HttpRequest) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        raise too_large(LARGEST)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise too_large(LARGEST)
    return body


def _headers(request: HttpRequest) -> tuple[str, str, str]:
    """The three headers in their form; the timestamp within five minutes of now."""
    found = {name: request.headers.get(name, "").strip() for name in HEADERS}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise KernelError("webhook_header_missing", detail=f"Send {' and '.join(missing)}.")
    event_id, timestamp, signature = (found[name] for name in HEADERS)
    if not signatures.is_event_id(event_id):
        raise KernelError(
            "webhook_header_missing", detail="webhook-id is 1 to 256 visible ASCII characters."
        )
    seconds = signatures.seconds_of(timestamp)
    if seconds is None:
        raise KernelError(
            "webhook_timestamp_invalid", detail="webhook-timestamp is whole seconds since 1970."
        )
    if abs(time.time() - seconds) > signatures.TOLERANCE:
        raise KernelError(
            "webhook_timestamp_invalid",
            detail="webhook-timestamp is more than five minutes off. Sign anew, check the clock.",
        )
    return event_id, timestamp, signature


def _secrets(endpoint: WebhookEndpoint) -> list[str]:
    """The newest secret, and the one before while it is being replaced."""
    until = endpoint.old_secret_until
    both = until is not None and until > timezone.now()
    return list(endpoint.secrets[: 2 if both else 1])


def _take(effect: Effect, endpoint: WebhookEndpoint, event_id: str, body: bytes) -> dict[str, Any]:
    manifest = get_module(endpoint.module_id)
    access().require_write(manifest.id)
    event_type, rows = _event(manifest, body)
    if not _is_new(endpoint.pk, event_id, event_type):
        return {"status": "duplicate"}
    taken = effect(manifest, manifest.webhooks[event_type], rows)
    return {"status": "accepted", **taken}


def _event(manifest: Manifest, body: bytes) -> tuple[str, list[dict[str, Any]]]:
    """Type and rows of ``{type, timestamp, data: […]}``; raises 400 for anything else."""
    try:
        event = strict_json.loads(body)
    except strict_json.StrictJSONError as error:
        raise _invalid("", str(error)) from None
    if not isinstance(event, dict):
        raise _invalid("", "The body is no JSON object.")
    if unknown := sorted(set(event) - FIELDS):
        raise _invalid(f"/{unknown[0]}", f"{unknown[0][:80]} is not known here.")
    known = ", ".join(manifest.webhooks) or "none"
    event_type = event.get("type")
    if not isinstance(event_type, str) or event_type not in manifest.webhooks:
        raise _invalid("/type", f"type is one of: {known}.")
    if not _is_time(event.get("timestamp")):
        raise _invalid("/timestamp", "timestamp is a time such as 2026-01-31T09:30:00Z.")
    rows = event.get("data")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _invalid("/data", "data is a list of objects.")
    return event_type, rows


def _is_time(value: Any) -> bool:
    try:
        parsed = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return parsed is not None and parsed.tzinfo is not None


def _is_new(endpoint: UUID, event_id: str, event_type: str) -> bool:
    """Store the id; False where it was stored before. Waits for a twin that is at work."""
    receipt = WebhookReceipt(endpoint_id=endpoint, event_id=event_id, event_type=event_type)
    WebhookReceipt.objects.bulk_create([receipt], ignore_conflicts=True)
    return WebhookReceipt.objects.filter(pk=receipt.pk).exists()


def _invalid(pointer: str, detail: str) -> KernelError:
    return KernelError(
        "webhook_body_invalid",
        detail=detail,
        errors=[{"pointer": pointer, "code": "invalid", "detail": detail}],
    )
