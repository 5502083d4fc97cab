"""What the API's endpoints share: strict bodies, strict query parameters, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request

from kernel.doors.door import Door, as_uuid
from kernel.errors import KernelError

LARGEST_PAGE = 200
LAST_PAGE = 100_000


class StrictSerializer(serializers.Serializer[Any]):
    """A body with these fields and no other."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := sorted(set(data) - set(self.fields))):
            fault = "This field is not known here."
            raise serializers.ValidationError(
                {name: [fault] for name in unknown}, code="unknown_field"
            )
        return super().to_internal_value(data)

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The request's body; raises ValidationError (400) with a pointer for each fault."""
        serializer = cls(data=request.data)
        serializer.is_valid(raise_exception=True)
        return cast("dict[str, Any]", serializer.validated_data)


class ProblemSerializer(serializers.Serializer[Any]):
    """An RFC 9457 problem."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable; kernel/errors.py lists all of them.")
    detail = serializers.CharField()
    request_id = serializers.CharField(required=False)
    errors = serializers.ListField(child=serializers.DictField(), required=False)


def door(request: Request) -> Door:
    """The door that the request came through."""
    return cast("Door", request._request.door)


def parse_id(text: str) -> UUID:
    """An id of the address; raises KernelError invalid_uuid."""
    found = as_uuid(text)
    if found is None:
        raise KernelError("invalid_uuid", detail="The id in the address is no UUID.")
    return found


def known_parameters(params: QueryDict, known: Iterable[str]) -> None:
    """Raise 400 ``unknown_parameter`` for a query parameter that is not among these."""
    listed = sorted(known)
    unknown = [name[:80] for name in params if name not in listed]
    if unknown:
        fault = f"is no parameter here. Known are: {', '.join(listed)}."
        raise KernelError(
            "unknown_parameter",
            detail=" ".join(f"“{name}” {fault}" for name in unknown),
            errors=[
                {"pointer": f"/{name}", "code": "unknown_parameter", "detail": f"“{name}” {fault}"}
                for name in unknown
            ],
        )


def invalid_parameter(name: str, rule: str) -> KernelError:
    """400 that names a parameter and what it may be."""
    detail = f"{name} {rule}"
    return KernelError(
        "invalid_parameter",
        detail=detail,
        errors=[{"pointer": f"/{name}", "code": "invalid_parameter", "detail": detail}],
    )


def whole_number(params: QueryDict, name: str, default: int, largest: int) -> int:
    """A query parameter from 1 to ``largest``; raises 400 ``invalid_parameter``."""
    text = params.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= largest:
        return int(text)
    raise invalid_parameter(name, f"is a whole number from 1 to {largest}.")


def one_of(params: QueryDict, name: str, choices: Iterable[str]) -> str:
    """A query parameter out of a list, or ``""``; raises 400 ``invalid_parameter``."""
    value = params.get(name, "")
    allowed = list(choices)
    if value and value not in allowed:
        raise invalid_parameter(name, f"is one of: {', '.join(allowed)}.")
    return value


def page_of(
    request: Request, rows: QuerySet[Any], told: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """One page as ``{count, page, page_size, next, previous, results}``."""
    page = whole_number(request.query_params, "page", 1, LAST_PAGE)
    size = whole_number(request.query_params, "page_size", 25, LARGEST_PAGE)
    count = rows.count()
    first = (page - 1) * size
    return {
        "count": count,
        "page": page,
        "page_size": size,
        "next": _address(request, page + 1) if first + size < count else None,
        "previous": _address(request, page - 1) if page > 1 else None,
        "results": [told(row) for row in rows[first : first + size]],
    }


def _address(request: Request, page: int) -> str:
    params = request.query_params.copy()
    params["page"] = str(page)
    return f"{request.path}?{params.urlencode()}"
