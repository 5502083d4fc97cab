"""A resource's table: its columns, and the context that components/resource_table.html takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import django_tables2
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, Model
from django_tables2.tables import DeclarativeColumnsMetaclass
from django_tables2.utils import Accessor

from kernel.formats import Notation
from kernel.resources.columns import Look, ResourceColumn, column_for


class _ResourceTableMeta(DeclarativeColumnsMetaclass):
    """Makes our columns of ``Meta.fields`` where the class declares none of that name."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        model = getattr(meta, "model", None)
        inherited = {key for base in bases for key in getattr(base, "base_columns", {})}
        for path in getattr(meta, "fields", None) or () if model else ():
            if path not in attrs and path not in inherited:
                attrs[path] = column_for(Accessor(path).get_field(model), accessor=path)
        return super().__new__(mcs, name, bases, attrs)


class ResourceTable(django_tables2.Table, metaclass=_ResourceTableMeta):
    """Base of a resource's table; the first column names the row and links to it.

    ``class Meta(ResourceTable.Meta): model = Campaign; fields = ("name", "status", "start")``.
    ``Meta.order_by`` is the order of a list that was asked for none. A method ``sub(record)``
    gives the second line under the name.
    """

    base_columns: dict[str, ResourceColumn]

    class Meta:
        orderable = True
        order_by: tuple[str, ...] = ("-created_at",)
        default = ""

    @classmethod
    def names(cls) -> list[str]:
        """Every column's name, in order."""
        wanted = list(cls._meta.sequence or cls._meta.fields or ())
        return [*wanted, *(name for name in cls.base_columns if name not in wanted)]

    @classmethod
    def shown(cls, chosen: Iterable[str] | None = None) -> list[str]:
        """Names of the columns to show: the first one, and the chosen or visible others."""
        names = cls.names()
        if chosen is None:
            return [names[0], *(n for n in names[1:] if cls.base_columns[n].visible)]
        wanted = set(chosen)
        return [names[0], *(n for n in names[1:] if n in wanted)]

    @classmethod
    def label_of(cls, name: str) -> str:
        """A column's heading."""
        text = str(cls.base_columns[name].verbose_name or name.replace("_", " "))
        return text[:1].upper() + text[1:]

    @classmethod
    def sorts(cls) -> dict[str, tuple[str, ...]]:
        """Names to sort by, with the ORM paths that each orders by."""
        found: dict[str, tuple[str, ...]] = {}
        for name in cls.names():
            column = cls.base_columns[name]
            if column.orderable is False:
                continue
            paths = column.order_by or (_path(cls._meta.model, column, name),)
            found[name] = tuple(str(path).replace(".", "__") for path in paths)
        for extra in ("created_at", "updated_at"):
            found.setdefault(extra, (extra,))
        return found

    @classmethod
    def default_sort(cls) -> tuple[str, ...]:
        return tuple(str(name) for name in cls._meta.order_by or ("-created_at",))

    @classmethod
    def related(cls) -> list[str]:
        """Foreign keys that the shown columns read, for ``select_related``."""
        found = set()
        for name in cls.names():
            path = _accessor(cls.base_columns[name], name).split("__")
            model: Any = cls._meta.model
            joined: list[str] = []
            for part in path:
                try:
                    field = model._meta.get_field(part)
                except (FieldDoesNotExist, AttributeError):
                    break
                if not isinstance(field, ForeignKey):
                    break
                joined.append(part)
                model = field.related_model
            if joined:
                found.add("__".join(joined))
        return sorted(found)

    def cells(self, record: Any, names: Sequence[str], look: Look) -> list[dict[str, Any]]:
        """The cells of one row, without the first column."""
        return [
            self.columns[name].column.cell(
                record, self.value(record, name), name, self.label_of(name), look
            )
            for name in names[1:]
        ]

    def title(self, record: Any, names: Sequence[str], look: Look) -> str:
        """The words of the first column."""
        column = self.columns[names[0]].column
        plain = replace(look, editable=frozenset())
        cell = column.cell(record, self.value(record, names[0]), names[0], "", plain)
        return str(cell.get("text") or record)

    def value(self, record: Any, name: str) -> Any:
        """The raw value of a column; None where a related row is missing."""
        column = self.columns[name].column
        return Accessor(_accessor(column, name)).resolve(record, quiet=True)

    def plain(self, record: Any, names: Sequence[str], notes: Notation) -> list[Any]:
        """The row as a file holds it."""
        return [
            self.columns[name].column.plain(record, self.value(record, name), notes)
            for name in names
        ]

    def sub(self, record: Any) -> str:
        """A second line under the row's name."""
        return ""


def _accessor(column: Any, name: str) -> str:
    return str(column.accessor or name).replace(".", "__")


def _path(model: type[Model], column: Any, name: str) -> str:
    """What a column sorts by: a related row by its own natural words, else the field itself."""
    path = _accessor(column, name)
    try:
        field = Accessor(path).get_field(model)
    except (FieldDoesNotExist, AttributeError):
        return path
    if isinstance(field, ForeignKey):
        remote = {f.name for f in field.related_model._meta.concrete_fields}
        for words in ("name", "title", "email"):
            if words in remote:
                return f"{path}__{words}"
    return path
