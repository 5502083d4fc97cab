"""The rows behind a figure: the list page's own rows, which add up to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Sum
from django.http import QueryDict

from kernel.core.facts import Rows
from kernel.core.registry import module_of_role
from kernel.errors import NotFoundError
from kernel.resources import addresses
from kernel.resources.querying import SUM
from kernel.tenancy.access import access


@dataclass(frozen=True)
class Behind:
    """The rows that a figure names, as they are now.

    ``rows`` is in the list's order, ``total`` the sum of ``named.column`` over all of them, or
    their count where it names none;
    ``changed`` says that count or sum differ from what the figure was computed from. ``path``
    opens the list with the same filters and the sum under it.
    """

    named: Rows
    model: type[Any]
    rows: QuerySet[Any]
    count: int
    total: int | Decimal
    changed: bool
    path: str
    nouns: str
    column_label: str


def behind(named: Rows) -> Behind:
    """Resolve ``Rows`` through the list page of its resource, inside the open scope.

    Raises KernelError: role_not_allowed or module_not_enabled where the scope's person may not
    read the module, not_found where the resource has no list, invalid_parameter where its
    filters are no longer those of the list.
    """
    listing = listing_of(named.resource)
    access().require_read(addresses.module_of(listing.model).id)
    shape = listing.shape()
    params = QueryDict(urlencode(list(named.filters.items())))
    base = listing().get_queryset()
    query = shape.read(params, None, base)
    query.refuse_faults()
    rows = shape.rows(query, base)
    wanted: dict[str, Any] = {"count": Count("*")}
    if named.column:
        wanted["total"] = Sum(named.column)
    found = rows.order_by().aggregate(**wanted)
    total = (found["total"] or 0) if named.column else found["count"]
    return Behind(
        named=named,
        model=listing.model,
        rows=rows,
        count=found["count"],
        total=total,
        changed=found["count"] != named.count or not _equal(total, named.total),
        path=path_of(named),
        nouns=str(listing.model._meta.verbose_name_plural),
        column_label=_label(listing.model, named.column),
    )


def _label(model: type[Any], column: str) -> str:
    return str(model._meta.get_field(column).verbose_name) if column else "counts"


def path_of(named: Rows) -> str:
    """The list with a figure's filters, and the sum of its column under it."""
    summed = [(SUM, named.column)] if named.column else []
    return addresses.with_query(f"{_base(named.resource)}/", [*_pairs(named.filters), *summed])


def listing_of(resource: str) -> type[Any]:
    """The list view of ``role/resource``; raises NotFoundError."""
    view = addresses.view_at(f"{_base(resource)}/")
    if view is None or not hasattr(view, "shape"):
        raise NotFoundError(f"There is no list of {resource}.")
    return view


def _base(resource: str) -> str:
    role, _, name = resource.partition("/")
    return f"{module_of_role(role).ui.base_path.rstrip('/')}/{name}"


def _pairs(filters: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in filters.items()]


def _equal(stored: Any, named: float | int) -> bool:
    if isinstance(named, int):
        return bool(stored == named)
    return abs(float(stored) - named) <= 1e-9 * max(1.0, abs(named))
