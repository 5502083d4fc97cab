"""Refusals as answers: problem+json (RFC 9457) for programs, a page for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import select_template

from kernel.doors.door import is_machine
from kernel.errors import CODES, KernelError

PROBLEM = "application/problem+json"
TO_LOGIN = frozenset({"auth_required", "token_invalid", "token_wrong_type"})
TO_CHOOSER = frozenset({"tenant_required", "workspace_required"})
CHOOSER = "/switch/"
FIRST_PAGE = "/welcome/"

BY_STATUS: Mapping[int, str] = {
    400: "bad_request",
    401: "auth_required",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    410: "expired",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid_payload",
    429: "rate_limited",
    503: "unavailable",
}


def answer(request: HttpRequest, error: KernelError) -> HttpResponse:
    """The error told in the way that this caller reads."""
    if is_machine(request):
        return problem(request, error)
    if error.code in TO_LOGIN and error.status == 401:
        first = request.path_info == "/" and request.method in ("GET", "HEAD")
        return _sent_to(request, FIRST_PAGE if first else settings.LOGIN_URL)
    if error.code == "not_a_member" and request.path_info == "/":
        return _sent_to(request, CHOOSER)
    if error.code in TO_CHOOSER:
        return _sent_to(request, CHOOSER)
    return _page(request, error)


def problem(request: HttpRequest, error: KernelError) -> HttpResponse:
    """``application/problem+json`` with the error's status and headers."""
    body = error.as_problem(request_id=getattr(request, "id", None))
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), content_type=PROBLEM, status=error.status
    )
    response.headers["Cache-Control"] = "no-store"
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="ubigrowth"'
    for name, value in error.headers.items():
        response.headers[name] = value
    return response


def for_status(status: int, detail: str = "") -> KernelError:
    """The plain error of an HTTP status, for answers that Django made."""
    code = BY_STATUS.get(status, "bad_request" if status < 500 else "internal_error")
    return KernelError(code, status, detail)


def retold(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A machine door's error answer that is no problem yet, as one; headers are kept."""
    told = response.headers.get("Content-Type", "").startswith(PROBLEM)
    if response.status_code < 400 or told or not is_machine(request):
        return response
    made = problem(request, for_status(response.status_code))
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            made.headers[name] = response.headers[name]
    made.cookies = response.cookies
    return made


def _sent_to(request: HttpRequest, address: str) -> HttpResponse:
    """A person is taken to a page that settles it, and back; htmx loads it as a whole page."""
    htmx = request.headers.get("HX-Request") == "true"
    here = request.get_full_path()
    if htmx:
        current = urlsplit(request.headers.get("HX-Current-URL", ""))
        here = current.path + (f"?{current.query}" if current.query else "")
    elif request.method not in ("GET", "HEAD"):
        here = "/"
    target = address if here in ("", "/") else f"{address}?{urlencode({'next': here})}"
    if not htmx:
        return HttpResponseRedirect(target)
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = target
    return response


def _page(request: HttpRequest, error: KernelError) -> HttpResponse:
    context: dict[str, Any] = {
        "title": CODES[error.code].title,
        "detail": error.detail,
        "code": error.code,
        "status": error.status,
        "errors": error.errors,
        "request_id": getattr(request, "id", ""),
    }
    if seconds := error.headers.get("Retry-After"):
        context["wait"] = f"{seconds} second{'' if seconds == '1' else 's'}"
    template = select_template([f"errors/{error.status}.html", "errors/refused.html"])
    response = HttpResponse(template.render(context, request), status=error.status)
    for name, value in error.headers.items():
        response.headers[name] = value
    return response
