"""What Django asks for where no view answers: unknown addresses, refused forms, broken views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from kernel.core.registry import unavailable
from kernel.doors.problems import answer
from kernel.errors import KernelError, NotFoundError


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, or 503 below the address of a module that is there but cannot start."""
    parts = request.path_info.removeprefix("/api/v1").strip("/").split("/")
    reason = unavailable().get(f"ai_{parts[0]}")
    if reason:
        return answer(request, KernelError("module_unavailable", detail=reason))
    return answer(request, NotFoundError())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what Django refused to read."""
    if "Data" in type(exception).__name__ and "Big" in type(exception).__name__:
        return answer(request, KernelError("too_large"))
    return answer(request, KernelError("bad_request"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for a view's PermissionDenied."""
    return answer(request, KernelError("permission_denied"))


def broken(request: HttpRequest) -> HttpResponse:
    """500; what happened stands in the log under the request's id."""
    return answer(request, KernelError("internal_error"))


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403 for a form without its token; nothing was done."""
    return answer(request, KernelError("csrf_failed"))
