"""Kinds of import: each module's ``imports.py`` writes them out, its manifest names them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any, ClassVar

from kernel.core import registry
from kernel.core.manifest import Manifest
from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.columns import ImportColumn, simple
from kernel.resources.imports.formats import FileFormat, format_of
from kernel.resources.imports.layouts import NO_LAYOUT, Layout
from kernel.resources.imports.plans import Plan, Row
from kernel.resources.imports.reading import names_of
from kernel.tenancy.rows import WorkspaceRow


class ImportKind:
    """Base of a kind of import.

    ``model`` is the table that rows go to, ``columns`` how a file's columns are read, ``key`` the
    columns that say which row is meant: a file's row with the key of a stored one changes it.
    The model has a unique constraint over tenant, workspace and ``key``; ``twice`` says what else
    may be meant where two rows of a file have the same. ``day`` names the column
    whose first and last value are the import's reach. ``layouts`` are the exports of products
    that are known by their headings, ``formats`` the files that are no CSV. ``further`` are fields
    that no column gives and the kind sets itself, in its plan. A stored row that the kind ``keeps``
    is never changed by a file. ``goes_along`` are fields that people go on working on, whose values
    go with a row that an undo deletes; a change of any other stands in its way. An instance holds
    no state of a file.
    """

    title: ClassVar[str]
    noun: ClassVar[str] = "row"
    about: ClassVar[str] = ""
    model: ClassVar[type[WorkspaceRow]]
    columns: ClassVar[tuple[ImportColumn, ...]]
    key: ClassVar[tuple[str, ...]]
    twice: ClassVar[str] = ""
    day: ClassVar[str] = ""
    layouts: ClassVar[tuple[Layout, ...]] = ()
    formats: ClassVar[tuple[FileFormat, ...]] = ()
    further: ClassVar[tuple[str, ...]] = ()
    keeps: ClassVar[bool] = False
    goes_along: ClassVar[tuple[str, ...]] = ()
    layout: Layout | None = None

    def __init__(self, manifest: Manifest, name: str) -> None:
        self.manifest = manifest
        self.name = name

    def complete(self, row: dict[str, Any]) -> None:
        """Set what follows from the other values of a row, in place."""

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole, as (column's name, sentence)."""
        return ()

    def lacking(self, mapping: Mapping[str, str]) -> list[ImportColumn]:
        """Columns that a file with this mapping would have to give as well."""
        return [column for column in self.bound if column.required and column.name not in mapping]

    def plan(self, rows: Iterable[Row], door: str) -> Plan | None:
        """What only all of a file's good rows tell of each; None for a kind that needs no such.

        ``rows`` come again to the plan, in the same order.
        """
        return None

    def sample_rows(self) -> list[dict[str, str]]:
        """Rows of the sample file, by column name; one from the columns' examples."""
        return [{column.name: column.example for column in self.bound}]

    def cautions(self, rows: list[dict[str, Any]]) -> list[str]:
        """What a person should know before these good rows are stored, in words."""
        return []

    def later_work(self, batch: Any) -> list[str]:
        """What depends on the batch's rows and stands in the way of undoing it, in words."""
        return []

    @property
    def full_name(self) -> str:
        """``cmo/metrics``"""
        return f"{self.manifest.role}/{self.name}"

    @cached_property
    def bound(self) -> tuple[ImportColumn, ...]:
        """The columns with the labels of their model fields."""
        return tuple(column.bound(self.model) for column in self.columns)

    @cached_property
    def fields(self) -> dict[str, Any]:
        """Model fields by column name, for the columns that are stored and the further ones."""
        names = [column.name for column in self.bound if column.stored]
        return {name: self.model._meta.get_field(name) for name in [*names, *self.further]}

    def under(self, layout: Layout | None, fixed: Mapping[str, str]) -> ImportKind:
        """The kind as a layout's files give it; ``fixed`` are the cells of columns without one."""
        adapted = copy.copy(self)
        adapted.layout = layout
        adapted.bound = tuple((layout or NO_LAYOUT).adapt(column, fixed) for column in self.bound)
        return adapted

    def rows_in(self, content: Blob, most: int) -> int:
        """About how many rows a file has, counted up to ``most``."""
        form = format_of(self.formats, content)
        return content.count(form.row, most) if form else content.lines(most)

    def layout_named(self, name: str) -> Layout | None:
        return next((layout for layout in self.layouts if layout.name == name), None)

    def known_headers(self) -> list[str]:
        """Every header that is recognised."""
        return [name for column in self.bound for name in headings(column)]

    def guess(self, header: list[str]) -> dict[str, str]:
        """Which header each column takes by its names; each header is taken once."""
        mapping: dict[str, str] = {}
        taken: set[str] = set()
        for column in self.bound:
            names = self.layout.headings.get(column.name, ()) if self.layout else headings(column)
            wanted = [simple(name) for name in names]
            best = min(
                (
                    (min(wanted.index(n) for n in names_of(head) if n in wanted), position, head)
                    for position, head in enumerate(header)
                    if head not in taken and names_of(head) & set(wanted)
                ),
                default=None,
            )
            if best is not None:
                mapping[column.name] = best[2]
                taken.add(best[2])
        return mapping


def headings(column: ImportColumn) -> list[str]:
    """What a column is called in files, its own names first."""
    return list(dict.fromkeys([column.name, column.heading, *column.aliases]))


def kinds() -> list[ImportKind]:
    """Every kind of the modules that stand, in their order."""
    return [
        _load(manifest, name, path)
        for manifest in registry.get_all_modules()
        for name, path in manifest.imports.items()
    ]


def kind_for(name: str) -> ImportKind:
    """A kind by ``metrics`` or ``cmo/metrics``; raises KernelError unknown_import_kind."""
    known = kinds()
    found = [kind for kind in known if name in (kind.name, kind.full_name)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(kind.full_name for kind in known) or "none"
    raise KernelError("unknown_import_kind", 404, f"Known kinds of import: {listed}.")


def _load(manifest: Manifest, name: str, path: str) -> ImportKind:
    module, _, attribute = path.rpartition(".")
    kind: type[ImportKind] = getattr(import_module(module), attribute)
    return kind(manifest, name)
