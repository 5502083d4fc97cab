"""A resource's endpoints: list, one, create, change, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.errors import KernelError
from kernel.resources import addresses, changes
from kernel.resources.api.querying import ResourcePages, ResourceQuery
from kernel.resources.api.serializers import ResourceSerializer, model_of
from kernel.resources.filters import ResourceFilters
from kernel.resources.querying import ListQuery, ListShape
from kernel.resources.rights import rights
from kernel.resources.violations import ViolationError

SAFE = ("GET", "HEAD", "OPTIONS")


class ResourceViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet,
):
    """Base of a resource's endpoints: ``serializer_class``, and what its list offers.

    ``as_view({"get": "list", "post": "create"}, within="funnel")`` serves the rows of one parent,
    whose id is in the path: a body need not name it, and must not name another.

    Answers carry the row's state as ``ETag``; a change or deletion with ``If-Match`` is refused
    with 409 where the row has another state by then.
    """

    serializer_class: ClassVar[type[ResourceSerializer]]
    filterset_class: ClassVar[type[ResourceFilters] | None] = None
    search_fields: ClassVar[Sequence[str]] = ()
    sort_fields: ClassVar[Sequence[str]] = ()
    within = ""
    filter_backends = [ResourceQuery]
    pagination_class = ResourcePages
    http_method_names = ["get", "head", "options", "post", "patch", "delete"]
    lookup_field = "pk"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[^/]+"
    query: ListQuery

    @classmethod
    def model(cls) -> type[models.Model]:
        return model_of(cls.serializer_class)

    @classmethod
    def shape(cls) -> ListShape:
        """What the list can be asked for."""
        model = cls.model()
        names = cls.sort_fields or [
            field.name
            for field in model._meta.concrete_fields
            if field.name in cls.serializer_class.Meta.fields
            and not field.is_relation
            and not isinstance(field, models.JSONField)
        ]
        sorts = {name: (name,) for name in (*names, "created_at", "updated_at")}
        return ListShape(
            model=model,
            filters=cls.filterset_class,
            sorts=sorts,
            search_fields=cls.search_fields,
            default_sort=("-created_at",),
        )

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        module = addresses.module_of(self.model())
        access = rights(request._request)
        if request.method in SAFE:
            access.require_read(module.id)
        else:
            access.require_write(module.id)
        if self.within:
            self.parent = self._parent()

    def _parent(self) -> Any:
        """The row that the path names; 404 for a missing and for a foreign one."""
        model: Any = self.model()._meta.get_field(self.within).related_model
        return changes.one(model, addresses.parse_id(self.kwargs["id"]))

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.model()._default_manager.none()
        rows = self.model()._default_manager.all()
        return rows.filter(**{self.within: self.parent}) if self.within else rows

    def get_object(self) -> Any:
        lock = self.request.method not in SAFE
        row = changes.one(self.model(), addresses.parse_id(self.kwargs["id"]), lock=lock)
        if lock and (known := self.request.headers.get("If-Match", "").strip()):
            self._check_match(row, known)
        return row

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        return Response(self.get_serializer(row).data, headers={"ETag": tag_of(row)})

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=self._body(request))
        serializer.is_valid(raise_exception=True)
        row = serializer.save()
        home = f"/api/v1{addresses.row_path(self.model(), row.pk)}"
        headers = {"Location": home, "ETag": tag_of(row)}
        return Response(serializer.data, status=201, headers=headers)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        serializer = self.get_serializer(row, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        row = serializer.save()
        return Response(serializer.data, headers={"ETag": tag_of(row)})

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        try:
            changes.delete(row)
        except ViolationError as refusal:
            raise KernelError("conflict", detail=refusal.violation.detail) from refusal
        return Response(status=204)

    def _body(self, request: Request) -> Any:
        if not self.within or not isinstance(request.data, Mapping):
            return request.data
        named = request.data.get(self.within, str(self.parent.pk))
        if str(named).lower() != str(self.parent.pk):
            fault = f"The address names another {self.within}; leave it out."
            pointer = {"pointer": f"/{self.within}", "code": "field_not_allowed", "detail": fault}
            raise KernelError("field_not_allowed", detail=fault, errors=[pointer])
        return {**request.data, self.within: str(self.parent.pk)}

    def _check_match(self, row: Any, known: str) -> None:
        if known not in ("*", tag_of(row)):
            last = changes.last_change(row)
            who = f"{last.who} changed it in the meantime." if last else "It was changed."
            raise KernelError("conflict", detail=f"{who} Load it again, then decide.")


def tag_of(row: Any) -> str:
    """The row's state as an ETag."""
    return f'"{row.updated_at.isoformat()}"'
