"""Filter, order and pages of the API, over the same list shape as the screens."""

from __future__ import annotations

from typing import Any

from django import forms
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.errors import KernelError
from kernel.resources.querying import LARGEST_PAGE, PAGE, PAGE_SIZE, SEARCH, SORT


class ResourceQuery(BaseFilterBackend):
    """``q``, ``sort`` and the view's filters; a faulty parameter is a 400 that names it."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        query = view.shape().read(request.query_params, request._request, queryset)
        query.refuse_faults()
        view.query = query
        return view.shape().rows(query, queryset)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        shape = view.shape()
        sorts = ", ".join(sorted(shape.sorts))
        found = [
            _parameter(SORT, f"Up to three of these, with - for descending: {sorts}."),
        ]
        if shape.search_fields:
            found.append(_parameter(SEARCH, "Words that all have to be found."))
        filters = shape.filters.base_filters if shape.filters else {}
        for name, found_filter in filters.items():
            found.append(
                _parameter(name, str(found_filter.extra.get("help_text", "")), found_filter)
            )
        return found


class ResourcePages(BasePagination):
    """``{count, page, page_size, next, previous, results}``."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        query = view.query
        self.request, self.query = request, query
        self.count = queryset.count()
        last = max(1, -(-self.count // query.page_size))
        if query.page > last:
            raise _out_of_range(last)
        first = (query.page - 1) * query.page_size
        return list(queryset[first : first + query.page_size])

    def get_paginated_response(self, data: Any) -> Response:
        page, size = self.query.page, self.query.page_size
        return Response(
            {
                "count": self.count,
                "page": page,
                "page_size": size,
                "next": self._address(page + 1) if page * size < self.count else None,
                "previous": self._address(page - 1) if page > 1 else None,
                "results": data,
            }
        )

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _number(PAGE, "The page, from 1."),
            _number(PAGE_SIZE, f"Rows a page, 1 to {LARGEST_PAGE}; 25 unless said.", LARGEST_PAGE),
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        whole = {"type": "integer"}
        address = {"type": ["string", "null"], "format": "uri-reference"}
        return {
            "type": "object",
            "required": ["count", "page", "page_size", "next", "previous", "results"],
            "properties": {
                "count": whole,
                "page": whole,
                "page_size": whole,
                "next": address,
                "previous": address,
                "results": schema,
            },
        }

    def _address(self, page: int) -> str:
        params = self.request.query_params.copy()
        params[PAGE] = str(page)
        return f"{self.request.path}?{params.urlencode()}"


def _out_of_range(last: int) -> KernelError:
    detail = f"page is a whole number from 1 to {last}."
    return KernelError(
        "invalid_parameter",
        detail=detail,
        errors=[{"pointer": f"/{PAGE}", "code": "invalid_parameter", "detail": detail}],
    )


def _parameter(name: str, about: str, found: Any = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    kind = getattr(found, "field_class", None)
    if kind is not None and issubclass(kind, forms.DateField):
        schema["format"] = "date"
    elif kind is not None and issubclass(kind, forms.DecimalField):
        schema = {"type": "number"}
    elif kind is not None and issubclass(kind, forms.ModelChoiceField):
        schema["format"] = "uuid"
    elif kind is not None and issubclass(kind, forms.NullBooleanField):
        schema = {"type": "boolean"}
    choices = found.extra.get("choices") if found is not None else None
    if choices and not callable(choices):
        schema["enum"] = [str(value) for value, _ in choices]
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _number(name: str, about: str, largest: int | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer", "minimum": 1}
    if largest:
        schema["maximum"] = largest
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
