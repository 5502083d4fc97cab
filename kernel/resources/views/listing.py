"""The list of a resource: one address for the page, its fragment, and every filter of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from kernel.resources import addresses
from kernel.resources.columns import Look, PersonColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.querying import COLUMNS, FOLD, PAGE, SUM, Fault, ListQuery, ListShape
from kernel.resources.rights import members
from kernel.resources.tables import ResourceTable
from kernel.resources.views.base import ResourceView, capital, wants_fragment
from kernel.resources.views.sums import Sums, counting
from kernel.resources.views.toolbar import PICK, Toolbar


class ResourceList(ResourceView):
    """A list: ``model``, ``table_class``, and what it offers.

    ``totals`` are columns that are added up under the rows;
    ``inline_fields`` are edited in the row (statuses, dates, an owner); ``bulk`` are changes
    offered for several rows, ``{field: {value: "Pause"}}``; ``empty`` is said while there is
    nothing; ``lede`` may be overridden for the sentence of state under the title.
    """

    table_class: ClassVar[type[ResourceTable]]
    filterset_class: ClassVar[type[ResourceFilters] | None] = None
    search_fields: ClassVar[Sequence[str]] = ()
    search_hint: ClassVar[str] = ""
    totals: ClassVar[Sequence[str]] = ()
    inline_fields: ClassVar[Sequence[str]] = ()
    bulk: ClassVar[dict[str, dict[str, str]]] = {}
    empty: ClassVar[str] = ""
    title: ClassVar[str] = ""
    page_size: ClassVar[int] = 25
    template_name = "kernel/resources/list.html"

    def get_queryset(self) -> QuerySet[Any]:
        """The rows of the scope; override to annotate or to narrow."""
        return self.model._default_manager.all()

    def lede(self) -> str:
        """One sentence of state."""
        return ""

    def tools(self) -> list[dict[str, Any]]:
        """Further buttons of the page head, see components/page_head.html."""
        return []

    def starts(self) -> list[dict[str, Any]]:
        """The nearest steps while there is nothing, before importing and adding by hand."""
        return []

    def bulk_field(self) -> dict[str, Any] | None:
        """A choice for the ticked rows beside ``bulk``: name, label, button, groups of options."""
        return None

    @classmethod
    def shape(cls) -> ListShape:
        """What the list can be asked for; the export and the evidence ask the same."""
        return ListShape(
            model=cls.model,
            filters=cls.filterset_class,
            sorts=cls.table_class.sorts(),
            search_fields=cls.search_fields,
            default_sort=cls.table_class.default_sort(),
            page_size=cls.page_size,
            more_parameters=frozenset({COLUMNS, FOLD, PICK, SUM}),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        query = self.query
        table = self.table_context(query)
        status = 400 if query.faults else 200
        if wants_fragment(request):
            return self.page(
                {"table": table, "faults": query.faults},
                template="kernel/resources/list_part.html",
                status=status,
            )
        return self.page(
            {
                "title": self.title or capital(self.nouns),
                "crumbs": [],
                "lede": self.lede(),
                "tools": [*self.tools(), *self.new_tool()],
                "table": table,
                "faults": query.faults,
            },
            status=status,
        )

    @cached_property
    def query(self) -> ListQuery:
        """What this request asks for."""
        query = self.shape().read(self.request.GET, self.request, self.get_queryset())
        query.faults += self._column_faults() + Sums.faults(self)
        return query

    @cached_property
    def chosen_columns(self) -> list[str]:
        asked = self.request.GET.get(COLUMNS, "")
        known = self.table_class.names()
        names = [name for name in asked.split(",") if name in known]
        return self.table_class.shown(names if names else None)

    def _column_faults(self) -> list[Fault]:
        asked = [name for name in self.request.GET.get(COLUMNS, "").split(",") if name]
        known = self.table_class.names()
        if all(name in known for name in asked):
            return []
        return [Fault(COLUMNS, "invalid_parameter", f"columns takes these: {', '.join(known)}.")]

    def new_tool(self) -> list[dict[str, Any]]:
        path = f"{self.list_path}new/"
        if not self.may_write or not addresses.is_served(path):
            return []
        return [{"label": f"New {self.noun}", "url": path, "icon": "plus", "primary": True}]

    def table_context(self, query: ListQuery) -> dict[str, Any]:
        """The context of components/resource_table.html."""
        rows = self.shape().rows(query, self.get_queryset())
        sums = Sums(self)
        page, total, first = self._page_of(rows, query, sums)
        toolbar = Toolbar(self, query, total)
        context = toolbar.context()
        context["columns"] = toolbar.columns()
        if page:
            context["rows"] = self.row_contexts(page)
            context["pager"] = toolbar.pager(first, len(page))
            context["total"] = sums.cells()
            context["sums"] = sums.notes()
        else:
            context["state"] = toolbar.state()
        return context

    def _page_of(
        self, rows: QuerySet[Any], query: ListQuery, sums: Sums
    ) -> tuple[list[Any], int, int]:
        """The page's rows, the count of all, and where the page begins.

        Where nothing is added up the count comes with the rows, in one query.
        """
        related = self.table_class.related()
        shown = rows.select_related(*related) if related else rows
        first = (query.page - 1) * query.page_size
        if not sums.names:
            counted = shown.annotate(count_of_all=counting(rows))
            if page := list(counted[first : first + query.page_size]):
                return page, int(page[0].count_of_all), first
        total = sums.count(rows)
        query.page = self._page_in_range(query, total)
        first = (query.page - 1) * query.page_size
        return (list(shown[first : first + query.page_size]) if total else []), total, first

    def _page_in_range(self, query: ListQuery, total: int) -> int:
        last = max(1, -(-total // query.page_size))
        if query.page <= last:
            return query.page
        query.faults.append(
            Fault(PAGE, "invalid_parameter", f"page is a whole number from 1 to {last}.")
        )
        return last

    def row_contexts(self, page: Sequence[Model]) -> list[dict[str, Any]]:
        """The rows as the component takes them."""
        table = self.table_class(page)
        look = self.look()
        picked = self.request.GET.get(PICK) == "all"
        return [self.row_context(table, row, look, picked=picked) for row in page]

    def row_context(
        self,
        table: ResourceTable,
        row: Any,
        look: Look,
        *,
        picked: bool = False,
        error: Any = "",
    ) -> dict[str, Any]:
        names = self.chosen_columns
        path = self.row_path(row)
        return {
            "id": str(row.pk),
            "name": table.title(row, names, look),
            "url": path if addresses.is_served(path) else "",
            "sub": table.sub(row),
            "cells": table.cells(row, names, look),
            "menu": self.row_menu(row),
            "picked": picked,
            "error": error,
        }

    def row_menu(self, row: Any) -> list[dict[str, Any]]:
        """What one row offers, see components/row_menu.html."""
        menu = []
        for page, label, icon in (("edit", "Edit", "pencil"), ("delete", "Delete…", "trash-2")):
            path = self.row_path(row, page)
            if self.may_write and addresses.is_served(path):
                menu.append({"label": label, "url": path, "icon": icon, "rule": page == "delete"})
        return menu

    def look(self) -> Look:
        editable = frozenset(self.inline_fields) if self.may_write else frozenset()
        columns = self.table_class.base_columns
        asks_people = any(isinstance(columns.get(name), PersonColumn) for name in editable)
        return Look(
            notation=self.notation,
            editable=editable,
            back=self.back_path(),
            people=members() if asks_people else {},
        )

    def back_path(self) -> str:
        """This list as it is shown now, to come back to."""
        return self.request.get_full_path() if self.request.method == "GET" else self.list_path
