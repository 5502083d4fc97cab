"""Known exports: how a product's file is recognised by its headings, and what is known of it.

A module's kinds name the layouts that they take; nothing here knows a product. Headings are
compared as `columns.simple` writes them, with and without brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kernel.resources.imports.columns import ImportColumn, WholeColumn, simple
from kernel.resources.imports.reading import names_of


@dataclass(frozen=True)
class Drop:
    """Rows of a file that are no rows of the table, such as sums.

    A row is dropped where a cell matches ``pattern`` from its start, whatever the case: a cell
    under one of the headings in ``under``, or any cell without them. ``control`` ranks rows of
    sums: of the highest in a file the amounts are held against what is stored; 0 is none.
    """

    words: str
    pattern: str
    under: tuple[str, ...] = ()
    control: int = 0


@dataclass(frozen=True)
class Layout:
    """A known export.

    ``headings`` are, by column, the names it has in the export, the best first; ``marks`` are
    groups of headings of which each must be there with one name for the file to be recognised,
    ``without`` headings that this export never has.
    ``fixed`` are the cells of columns that the export does not have, ``words`` other names for
    cells by column (cells in lower case), ``empties`` cells that mean nothing. ``rounds`` are
    columns that the export gives in parts while whole numbers are stored. ``one_day`` are the
    headings of a first and a last day, which must agree where no other column gives the day.
    ``section`` is a column that the export gives as a line over the rows that it holds for, with
    nothing but its first cell.
    ``source`` says where the names are documented, ``advice`` what to do about a missing column,
    ``sample`` is a small file of this layout.
    """

    name: str
    title: str
    source: str
    headings: Mapping[str, tuple[str, ...]]
    marks: tuple[tuple[str, ...], ...]
    about: str = ""
    without: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    empties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rounds: tuple[str, ...] = ()
    drops: tuple[Drop, ...] = ()
    one_day: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    section: str = ""
    advice: Mapping[str, str] = field(default_factory=dict)
    sample: Path | None = None

    def fits(self, header: Sequence[str]) -> int:
        """How many headings are recognised; 0 where a mark is missing."""
        names = [names_of(head) for head in header]
        every = set().union(*names)
        if not all(every & {simple(word) for word in group} for group in self.marks):
            return 0
        if every & {simple(word) for word in self.without}:
            return 0
        known = {simple(word) for words in self.headings.values() for word in words}
        return sum(bool(found & known) for found in names)

    def why(self, header: Sequence[str]) -> list[str]:
        """The headings by which the file was recognised."""
        return [
            head
            for group in self.marks
            for head in header
            if names_of(head) & {simple(word) for word in group}
        ]

    def adapt(self, column: ImportColumn, fixed: Mapping[str, str]) -> ImportColumn:
        """A kind's column as it is in this export."""
        given: dict[str, Any] = {
            "words": tuple(self.words.get(column.name, {}).items()),
            "empties": self.empties.get(column.name, ()),
        }
        if column.name in fixed:
            given |= {"fixed": fixed[column.name], "required": False}
        if column.name in self.rounds and isinstance(column, WholeColumn):
            given["rounds"] = True
        adapted = replace(column, **given)
        if "_known" in column.__dict__:
            object.__setattr__(adapted, "_known", column.__dict__["_known"])
        return adapted

    def dropper(self, header: Sequence[str]) -> Callable[[Sequence[str]], Drop | None]:
        """Says of a row which rule drops it, if one does."""
        rules = []
        for drop in self.drops:
            wanted = {simple(word) for word in drop.under}
            at = [n for n, head in enumerate(header) if names_of(head) & wanted]
            if at or not drop.under:
                rules.append((drop, re.compile(drop.pattern, re.IGNORECASE), at))

        def dropped(row: Sequence[str]) -> Drop | None:
            for drop, pattern, at in rules:
                cells = (row[n] if n < len(row) else "" for n in at) if at else iter(row)
                if any(pattern.match(cell.strip()) for cell in cells):
                    return drop
            return None

        return dropped


NO_LAYOUT = Layout(name="", title="", source="", headings={}, marks=())
"""A file of no known export."""


def recognise(layouts: Sequence[Layout], header: Sequence[str]) -> Layout | None:
    """The layout that fits a header best."""
    fitting = [(layout.fits(header), -place) for place, layout in enumerate(layouts)]
    most, place = max(fitting, default=(0, 0))
    return layouts[-place] if most else None
