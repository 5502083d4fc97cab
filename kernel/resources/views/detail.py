"""The page of one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from kernel.resources import addresses, changes
from kernel.resources.columns import Look, PersonColumn, TextColumn, column_for
from kernel.resources.rights import members
from kernel.resources.tables import ResourceTable
from kernel.resources.views.base import ResourceView, capital


class ResourceDetail(ResourceView):
    """One row: ``model`` and ``fields``; ``related`` names lists of rows that belong to it.

    ``related`` maps a ResourceList to the filter that narrows it to this row:
    ``((CampaignChannelList, "campaign"),)``; the first ten rows are shown with a link to all.
    """

    fields: ClassVar[Sequence[str]] = ()
    table_class: ClassVar[type[ResourceTable] | None] = None
    related: ClassVar[Sequence[tuple[type[Any], str]]] = ()
    template_name = "kernel/resources/detail.html"

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(self.model, addresses.parse_id(id), related=self.keys())
        return self.page({**self.shown(row), **self.more(row)})

    def more(self, row: Any) -> dict[str, Any]:
        """Further context of the module's own template."""
        return {}

    def lede(self, row: Any) -> str:
        """One sentence of state."""
        return ""

    def keys(self) -> tuple[str, ...]:
        """Foreign keys to read with the row."""
        keys = {
            field.name
            for field in self.model._meta.concrete_fields
            if field.is_relation and field.name in (*self.fields, "created_by")
        }
        return tuple(sorted(keys))

    def shown(self, row: Any) -> dict[str, Any]:
        """Title, fields and actions of the row."""
        look = Look(self.notation)
        facts = []
        for name in self.fields:
            field: Any = self.model._meta.get_field(name)
            column = self._column(name, field)
            label = capital(str(field.verbose_name))
            facts.append(column.cell(row, getattr(row, name), name, label, look))
        return {
            "row": row,
            "title": str(row),
            "lede": self.lede(row),
            "tools": self.tools(row),
            "cells": facts,
            "made": self._made(row),
            "parts": [self._part(listing, name, row) for listing, name in self.related],
        }

    def _column(self, name: str, field: Any) -> Any:
        known = self.table_class.base_columns if self.table_class else {}
        column = known.get(name) or column_for(field)
        if type(column) is TextColumn:
            column = TextColumn(longest=100_000, missing=column.missing)
        return column

    def tools(self, row: Any) -> list[dict[str, Any]]:
        """Edit and delete, where they are served and allowed."""
        tools: list[dict[str, Any]] = []
        for page, label, icon in (("edit", "Edit", "pencil"), ("delete", "Delete…", "trash-2")):
            path = self.row_path(row, page)
            if self.may_write and addresses.is_served(path):
                tools.append({"label": label, "url": path, "icon": icon, "primary": page == "edit"})
        return tools

    def _made(self, row: Any) -> str:
        day = self.notation.day(row.created_at.date())
        if row.run_id:
            return f"Made on {day} by an agent."
        who = str(row.created_by) if row.created_by_id else "an import or a schedule"
        return f"Made on {day} by {who}."

    def _part(self, listing: type[Any], name: str, row: Model) -> dict[str, Any]:
        view = listing()
        view.setup(self.request)
        view.access = self.access
        rows = view.get_queryset().filter(**{name: row})
        total = rows.count()
        shape = listing.shape()
        related = listing.table_class.related()
        ordered = shape.ordered(shape.default_sort, rows)
        first = list((ordered.select_related(*related) if related else ordered)[:10])
        table, columns = listing.table_class(first), listing.table_class.base_columns
        names = [n for n in listing.table_class.shown() if n != name]
        look = Look(self.notation, people=members() if _shows_people(listing) else {})
        return {
            "title": capital(view.nouns),
            "meta": self.notation.count(total, view.noun, view.nouns),
            "url": addresses.with_query(view.list_path, [(name, str(row.pk))]),
            "names": names,
            "table": {
                "id": addresses.resource_name(listing.model),
                "noun": view.nouns,
                "caption": f"{capital(view.nouns)} of {row}",
                "columns": [
                    {
                        "label": listing.table_class.label_of(n),
                        "num": getattr(columns[n], "kind", "") == "num",
                        "minor": getattr(columns[n], "minor", False),
                    }
                    for n in names
                ],
                "rows": [
                    {
                        "id": str(part.pk),
                        "name": table.title(part, names, look),
                        "url": _served(view.row_path(part)),
                        "cells": table.cells(part, names, look),
                    }
                    for part in first
                ],
            },
        }


def _served(path: str) -> str:
    return path if addresses.is_served(path) else ""


def _shows_people(listing: type[Any]) -> bool:
    return any(isinstance(c, PersonColumn) for c in listing.table_class.base_columns.values())
