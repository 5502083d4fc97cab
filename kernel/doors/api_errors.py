"""DRF's exceptions as problems (RFC 9457), rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from kernel.doors.door import door_of
from kernel.doors.problems import for_status, problem
from kernel.errors import KernelError, NotFoundError

log = structlog.get_logger(__name__)

CODES_OF_FIELDS = {"does_not_exist": "not_found", "invalid": "invalid"}


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST_FRAMEWORK's EXCEPTION_HANDLER; None leaves a crash to Django, whose answer is 500."""
    request = context["request"]._request
    door_of(request).fail()
    told = as_kernel_error(error)
    if told is None:
        return None
    if told.status >= 500:
        log.error("request_failed", code=told.code, exc_info=error)
    return problem(request, told)


def as_kernel_error(error: Exception) -> KernelError | None:
    """The KernelError that tells a DRF or Django exception; None for a crash."""
    if isinstance(error, KernelError):
        return error
    if isinstance(error, (Http404, exceptions.NotFound)):
        return NotFoundError()
    if isinstance(error, RequestDataTooBig):
        return KernelError("too_large")
    if isinstance(error, exceptions.ValidationError):
        faults = list(faults_of(error.detail, error.get_codes()))
        return KernelError("validation_failed", errors=faults)
    if isinstance(error, exceptions.ParseError):
        return KernelError("malformed_json", detail=str(error.detail))
    if isinstance(error, exceptions.MethodNotAllowed):
        return for_status(405)
    if isinstance(error, exceptions.UnsupportedMediaType):
        return KernelError("unsupported_media_type")
    if isinstance(error, exceptions.NotAuthenticated):
        return KernelError("auth_required")
    if isinstance(error, exceptions.AuthenticationFailed):
        return KernelError("token_invalid")
    if isinstance(error, (PermissionDenied, exceptions.PermissionDenied)):
        return KernelError("permission_denied")
    if isinstance(error, exceptions.APIException):
        return for_status(error.status_code, str(error.detail))
    return None


def faults_of(detail: Any, codes: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Every fault of a ValidationError with its JSON pointer (RFC 6901)."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            part = "" if key == "non_field_errors" else f"/{_escaped(key)}"
            yield from faults_of(value, codes[key], pointer + part)
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, (dict, list))
            yield from faults_of(value, codes[index], f"{pointer}/{index}" if nested else pointer)
    else:
        code = CODES_OF_FIELDS.get(str(codes), str(codes))
        yield {"pointer": pointer, "code": code, "detail": str(detail)}


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
