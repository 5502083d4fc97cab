"""What is refused before anybody looks at it: NUL characters in addresses, bodies too large."""

from __future__ import annotations

from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest

from kernel.doors.door import is_machine
from kernel.doors.parsers import too_large
from kernel.errors import KernelError


def check(request: HttpRequest) -> None:
    """Raise KernelError for a request that PostgreSQL or the memory could not hold."""
    for pair in request.META.get("QUERY_STRING", "").split("&"):
        name, _, value = pair.partition("=")
        if "\x00" in unquote_plus(name) or "\x00" in unquote_plus(value):
            shown = unquote_plus(name).replace("\x00", "")[:80]
            raise KernelError(
                "invalid_parameter",
                detail=f"{shown} holds a NUL character.",
                errors=[
                    {"pointer": f"/{shown}", "code": "invalid_parameter", "detail": "Leave it out."}
                ],
            )
    upload = (request.content_type or "").startswith("multipart/")
    if is_machine(request) and not upload:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.API_MAX_BODY:
            raise too_large(settings.API_MAX_BODY)
