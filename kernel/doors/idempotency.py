"""The same POST twice, with the same Idempotency-Key: done once, answered twice.

The key is stored in the transaction of its effect. A second request that comes in while the first
is at work waits on the row's unique key; it gets the first answer, or its turn if that failed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kernel.doors.door import Door, is_machine
from kernel.doors.models import IdempotencyKey
from kernel.errors import ConflictError, KernelError

LIFE = dt.timedelta(hours=24)
LONGEST = 200
SWEEP_ONE_IN = 200


def key_of(request: HttpRequest) -> str | None:
    """The request's Idempotency-Key; raises 400 ``invalid_parameter`` for one that is none."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not (len(key.strip()) > 0 and len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise KernelError(
            "invalid_parameter",
            detail=f"Idempotency-Key holds 1 to {LONGEST} printable ASCII characters.",
        )
    return key


def answered_once(
    request: HttpRequest, door: Door, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """The first answer for the request's key, or the view's. Runs inside the door's scope.

    Uploads are left out: an import knows its file by the hash of its content. Raises 409
    ``idempotency_mismatch`` where the key was used for another request.
    """
    upload = (request.content_type or "").startswith("multipart/")
    if request.method != "POST" or upload or not is_machine(request):
        return get_response(request)
    key = key_of(request)
    if key is None:
        return get_response(request)
    assert door.user is not None
    stored, is_first = _take(str(door.user.pk), key, _hash(request))
    if not is_first:
        return _again(stored)
    response = get_response(request)
    if response.streaming:
        stored.delete()
        return response
    stored.status = response.status_code
    stored.content_type = response.headers.get("Content-Type", "")[:100]
    stored.location = response.headers.get("Location", "")[:500]
    stored.body = response.content
    if not door.failed and response.status_code < 500:
        stored.save(update_fields=["status", "content_type", "location", "body", "updated_at"])
    return response


def _take(principal: str, key: str, request_hash: str) -> tuple[IdempotencyKey, bool]:
    """The key's row, and whether this request is the one that made it."""
    over = timezone.now() - LIFE
    if random.randrange(SWEEP_ONE_IN) == 0:  # noqa: S311 - no secret depends on it
        IdempotencyKey.objects.filter(created_at__lt=over).delete()
    IdempotencyKey.objects.filter(principal=principal, key=key, created_at__lt=over).delete()
    row = IdempotencyKey(principal=principal, key=key, request_hash=request_hash)
    IdempotencyKey.objects.bulk_create([row], ignore_conflicts=True)
    stored = IdempotencyKey.objects.get(principal=principal, key=key)
    if stored.request_hash != request_hash:
        raise ConflictError(code="idempotency_mismatch")
    return stored, stored.pk == row.pk


def _hash(request: HttpRequest) -> str:
    parts = (request.get_full_path(), request.content_type or "")
    head = "\0".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.sha256(head + b"\0" + request.body).hexdigest()


def _again(stored: IdempotencyKey) -> HttpResponse:
    response = HttpResponse(
        bytes(stored.body), status=stored.status, content_type=stored.content_type
    )
    response.headers["Idempotency-Replayed"] = "true"
    if stored.location:
        response.headers["Location"] = stored.location
    return response
