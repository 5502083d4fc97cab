"""What Django asks for where no view answers: unknown addresses, refused forms, broken views."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kernel.core.registry import unavailable
from kernel.doors.problems import answer
from kernel.errors import KernelError, NotFoundError

RETRY_SECONDS = 5
AWAY = ("08", "53", "57P")  # SQLSTATE classes: connection, resources, operator intervention


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, or 503 below the address of a module that is there but cannot start."""
    parts = request.path_info.removeprefix("/api/v1").strip("/").split("/")
    reason = unavailable().get(f"ai_{parts[0]}")
    if reason:
        return answer(request, KernelError("module_unavailable", detail=reason))
    return answer(request, NotFoundError())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what Django refused to read."""
    if isinstance(exception, RequestDataTooBig):
        return answer(request, KernelError("too_large"))
    return answer(request, KernelError("bad_request"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for a view's PermissionDenied."""
    return answer(request, KernelError("permission_denied"))


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is away; the log has what happened under the request's id."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError) and _is_away(error):
        headers = {"Retry-After": str(RETRY_SECONDS)}
        return answer(request, KernelError("unavailable", headers=headers))
    return answer(request, KernelError("internal_error"))


def _is_away(error: Exception) -> bool:
    """No connection, none to be had, or a server that stops; a refused context is none of these."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403 for a form without its token; nothing was done."""
    return answer(request, KernelError("csrf_failed"))
