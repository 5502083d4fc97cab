"""The rows behind a figure: a list's own filter, its rows, and what its column adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet, Sum
from django.http import QueryDict

from kernel.core.facts import Rows
from kernel.core.registry import get_all_modules
from kernel.errors import NotFoundError
from kernel.resources import addresses
from kernel.resources.views.listing import ResourceList


@dataclass(frozen=True)
class Behind:
    """What a fact's Rows name, read now. ``rows`` are in the list's own order."""

    named: Rows
    view: type[ResourceList]
    path: str
    rows: QuerySet[Any]

    @property
    def model(self) -> type[Model]:
        return self.view.model

    @property
    def nouns(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def column_label(self) -> str:
        """The column's name in words."""
        field: Any = self.model._meta.get_field(self.named.column)
        return str(field.verbose_name)

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    @cached_property
    def total(self) -> Any:
        """What the column adds up to now."""
        return self.rows.order_by().aggregate(total=Sum(self.named.column))["total"] or 0

    @property
    def changed(self) -> bool:
        """Whether rows came, went or changed since the figure was computed."""
        return self.count != self.named.count or abs(self.total - self.named.total) > 1e-6


def behind(named: Rows) -> Behind:
    """The rows that a fact names, in the open scope.

    Raises NotFoundError where the list is not served any more, and KernelError where its filter
    is not understood.
    """
    role, _, resource = named.resource.partition("/")
    base = next((m.ui.base_path for m in get_all_modules() if m.role == role), f"/{role}")
    path = f"{base}/{resource}/"
    view = addresses.view_at(path)
    if view is None or not issubclass(view, ResourceList):
        raise NotFoundError("The list behind this figure is not there any more.")
    params = QueryDict(mutable=True)
    for name, value in named.filters.items():
        params[name] = value
    shape = view.shape()
    rows = view.model._default_manager.all()
    query = shape.read(params, None, rows)
    query.refuse_faults()
    full = addresses.with_query(path, list(named.filters.items()))
    return Behind(named, view, full, shape.rows(query, rows))
