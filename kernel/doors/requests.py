"""What is refused before anybody looks at it: NUL characters in addresses, bodies too large."""

from __future__ import annotations

from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest

from kernel.doors.door import door_of, is_machine
from kernel.doors.marks import Needs
from kernel.doors.parsers import too_large
from kernel.errors import KernelError

LARGEST_UPLOAD = 201 * 1024 * 1024  # bytes: the largest file, and the form around it


def check(request: HttpRequest) -> None:
    """Raise KernelError for a request that PostgreSQL, the memory or the disk could not hold.

    Files are taken by doors inside a tenant only; elsewhere a form with files is as any body.
    """
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
    if upload or is_machine(request):
        inside = door_of(request).mark.needs is Needs.TENANT
        limit = LARGEST_UPLOAD if upload and inside else settings.API_MAX_BODY
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > limit:
            raise too_large(limit)
