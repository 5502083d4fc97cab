"""DRF's authentication: hands over whom the middleware found, and asks for CSRF of sessions."""

from __future__ import annotations

from typing import Any

from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.request import Request

from kernel.doors.door import By, door_of
from kernel.errors import KernelError


class DoorAuthentication(BaseAuthentication):
    """Trusts ``request.door`` and nothing that the client sent."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        door = door_of(request._request)
        if door.user is None:
            return None
        if door.by is By.SESSION:
            self._enforce_csrf(request)
        return door.user, door.by

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="ubigrowth"'

    def _enforce_csrf(self, request: Request) -> None:
        check = CSRFCheck(lambda _: None)
        check.process_request(request._request)
        if check.process_view(request._request, None, (), {}):
            raise KernelError("csrf_failed")
