"""What a list was asked for: search, filters, order and page, each held to its range.

Screens and API read the same parameters here. A fault names the parameter and what it may be:
the API refuses, a screen says so and shows the list without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest, QueryDict

from kernel.errors import KernelError
from kernel.resources.filters import ResourceFilters

SEARCH, SORT, PAGE, PAGE_SIZE = "q", "sort", "page", "page_size"
COLUMNS, SUM, FOLD = "columns", "sum", "filters"
LARGEST_PAGE = 200
LONGEST_SEARCH = 200
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Fault:
    """One parameter that cannot be followed."""

    parameter: str
    code: str
    detail: str

    def as_error(self) -> dict[str, str]:
        return {"pointer": f"/{self.parameter}", "code": self.code, "detail": self.detail}


@dataclass
class ListQuery:
    """A list's parameters, read and checked. ``sort`` holds signed names."""

    params: QueryDict
    search: str = ""
    sort: tuple[str, ...] = ()
    page: int = 1
    page_size: int = 25
    filters: ResourceFilters | None = None
    faults: list[Fault] = field(default_factory=list)

    def refuse_faults(self) -> None:
        """Raise one KernelError that names every faulty parameter."""
        if not self.faults:
            return
        unknown = all(fault.code == "unknown_parameter" for fault in self.faults)
        raise KernelError(
            "unknown_parameter" if unknown else "invalid_parameter",
            detail=" ".join(fault.detail for fault in self.faults),
            errors=[fault.as_error() for fault in self.faults],
        )

    def without(self, *names: str) -> list[tuple[str, str]]:
        """The parameters as pairs, but for these, for the page, and for empty ones."""
        dropped = {*names, PAGE}
        return [
            (name, value)
            for name, values in self.params.lists()
            if name not in dropped
            for value in values
            if value
        ]


@dataclass(frozen=True)
class ListShape:
    """What a list offers: its columns to sort by, fields to search, filters and sizes.

    ``sorts`` maps a name to the ORM paths that it orders by.
    """

    model: type[Model]
    filters: type[ResourceFilters] | None
    sorts: Mapping[str, Sequence[str]]
    search_fields: Sequence[str] = ()
    default_sort: tuple[str, ...] = ()
    page_size: int = 25
    largest_page: int = LARGEST_PAGE
    more_parameters: frozenset[str] = frozenset()

    def read(
        self, params: QueryDict, request: HttpRequest | None, rows: QuerySet[Any]
    ) -> ListQuery:
        """Read the parameters; ``rows`` is what the filters would narrow."""
        query = ListQuery(params, page_size=self.page_size, sort=self.default_sort)
        self._read_names(query)
        self._read_search(query)
        self._read_sort(query)
        query.page = self._read_number(query, PAGE, 1, LAST_PAGE)
        query.page_size = self._read_number(query, PAGE_SIZE, self.page_size, self.largest_page)
        if self.filters is not None:
            query.filters = self._read_filters(query, request, rows)
        return query

    def rows(self, query: ListQuery, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the query asks for, in its order, all pages."""
        if query.filters is not None:
            rows = query.filters.filter_queryset(rows)
        if query.search:
            rows = rows.filter(searched(query.search, self.search_fields))
        return self.ordered(query.sort, rows)

    def ordered(self, sort: Sequence[str], rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows in the order of signed names; ties are broken by id, so pages never overlap."""
        terms: list[Any] = []
        for name in sort:
            for path in self.sorts[name.removeprefix("-")]:
                terms.append(_term(self.model, path, descending=name.startswith("-")))
        down = bool(sort) and sort[0].startswith("-")
        return rows.order_by(*terms, "-id" if down or not terms else "id")

    def _read_names(self, query: ListQuery) -> None:
        own = {SEARCH, SORT, PAGE, PAGE_SIZE, *self.more_parameters}
        known = own | set(self.filters.base_filters if self.filters else ())
        for name in query.params:
            if name not in known:
                listed = ", ".join(sorted(known))
                query.faults.append(
                    Fault(
                        name[:80],
                        "unknown_parameter",
                        f"“{name[:80]}” is no parameter here. Known are: {listed}.",
                    )
                )

    def _read_search(self, query: ListQuery) -> None:
        text = query.params.get(SEARCH, "").strip()
        if len(text) > LONGEST_SEARCH or "\x00" in text:
            query.faults.append(
                Fault(SEARCH, "invalid_parameter", f"q holds 1 to {LONGEST_SEARCH} characters.")
            )
        else:
            query.search = text if self.search_fields else ""

    def _read_sort(self, query: ListQuery) -> None:
        asked = [name for name in query.params.get(SORT, "").split(",") if name]
        known = all(name.removeprefix("-") in self.sorts for name in asked)
        if asked and known and len(asked) <= 3:
            query.sort = tuple(asked)
        elif asked:
            listed = ", ".join(sorted(self.sorts))
            query.faults.append(
                Fault(
                    SORT,
                    "invalid_parameter",
                    f"sort takes up to three of these, with - for descending: {listed}.",
                )
            )

    def _read_number(self, query: ListQuery, name: str, default: int, largest: int) -> int:
        text = query.params.get(name, "")
        if not text:
            return default
        if text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= largest:
            return int(text)
        query.faults.append(
            Fault(name, "invalid_parameter", f"{name} is a whole number from 1 to {largest}.")
        )
        return default

    def _read_filters(
        self, query: ListQuery, request: HttpRequest | None, rows: QuerySet[Any]
    ) -> ResourceFilters:
        assert self.filters is not None
        found = self.filters(query.params, rows, request=request)
        if found.is_valid():
            return found
        kept = query.params.copy()
        for name, errors in found.errors.items():
            query.faults.append(
                Fault(name, "invalid_parameter", f"{name}: {' '.join(map(str, errors))}")
            )
            kept.pop(name, None)
        found = self.filters(kept, rows, request=request)
        found.is_valid()
        return found


def searched(text: str, fields: Sequence[str]) -> Q:
    """Rows in which each word of the text stands in one of the fields."""
    words = text.split()[:8]
    return reduce(
        and_,
        (reduce(or_, (Q(**{f"{path}__icontains": word}) for path in fields)) for word in words),
    )


def _term(model: type[Model], path: str, *, descending: bool) -> Any:
    if not _nullable(model, path):
        return f"-{path}" if descending else path
    return F(path).desc(nulls_last=True) if descending else F(path).asc(nulls_last=True)


def _nullable(model: type[Model], path: str) -> bool:
    current: Any = model
    for part in path.split("__"):
        try:
            found = current._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return True
        if getattr(found, "null", True):
            return True
        current = getattr(found, "related_model", None)
    return False
