"""What every operation of the OpenAPI document has: the bearer, the place, the problems."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from kernel.doors.api.base import ProblemSerializer
from kernel.doors.marks import Needs, mark_of

PLACE = [
    OpenApiParameter(
        "X-Tenant-ID",
        {"type": "string", "format": "uuid"},
        OpenApiParameter.HEADER,
        description="Optional for who belongs to one tenant.",
    ),
    OpenApiParameter(
        "X-Workspace-ID",
        {"type": "string", "format": "uuid"},
        OpenApiParameter.HEADER,
        description="Optional for who may enter one workspace.",
    ),
]


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a program shows who it is."""

    target_class = "kernel.doors.authentication.DoorAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class DoorSchema(AutoSchema):
    """Adds what every door of a tenant has: the headers that name it, and problems."""

    def get_override_parameters(self) -> list[Any]:
        needs_tenant = mark_of(self.view).needs is Needs.TENANT
        return [*super().get_override_parameters(), *(PLACE if needs_tenant else [])]

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        if "default" not in bodies:
            bodies["default"] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                ProblemSerializer, "default", ["application/problem+json"], direction
            )
        return bodies
