"""How a file is read: its mapping, its options, and what only a person can tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kernel.errors import KernelError
from kernel.formats import Notation
from kernel.resources.amounts import DECIMAL_MARKS, bare, mark_of
from kernel.resources.imports.columns import (
    DayColumn,
    DecimalColumn,
    ImportColumn,
    MoneyColumn,
    Reading,
    WholeColumn,
    short,
)
from kernel.resources.imports.days import DAY_FIRST, MONTH_FIRST, order_of
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.reading import Sheet, currency_in
from kernel.tenancy import clock

ENOUGH_VOTES = 100
OPTIONS = ("encoding", "separator", "decimal_mark", "day_order", "currency", "layout", "hash")
FIXED = "fixed:"
"""Begins the option that fixes a column's cell for the whole file: ``fixed:channel``."""
BY_HAND = "none"
"""The layout of a file that a person maps by hand."""


@dataclass(frozen=True)
class Question:
    """Something that the file leaves open: an option, what it asks, and the answers."""

    option: str
    asks: str
    answers: tuple[tuple[str, str], ...]
    guess: str


def settle_mapping(
    kind: ImportKind, header: list[str], wanted: Mapping[str, str] | None
) -> dict[str, str]:
    """Column name to header, the caller's choice over the guess; an empty choice leaves out.

    Raises KernelError import_invalid for unknown columns or headers, and for one taken twice.
    """
    mapping = kind.guess(header)
    names = {column.name for column in kind.bound}
    errors = []
    for name, head in (wanted or {}).items():
        if name not in names:
            errors.append(_error(name, f"There is no column {name}."))
        elif not head:
            mapping.pop(name, None)
        elif head not in header:
            errors.append(_error(name, f"The file has no column “{short(head)}”."))
        else:
            mapping = {key: value for key, value in mapping.items() if value != head}
            mapping[name] = head
    heads = [head for head in (wanted or {}).values() if head]
    for head in sorted({head for head in heads if heads.count(head) > 1}):
        errors.append(_error("", f"“{short(head)}” is chosen for two columns."))
    if errors:
        raise KernelError("import_invalid", detail=errors[0]["detail"], errors=errors)
    return mapping


def missing_columns(kind: ImportKind, mapping: Mapping[str, str]) -> list[ImportColumn]:
    """Required columns that the file does not give."""
    return [column for column in kind.lacking(mapping) if not column.fixed]


def check_options(options: Mapping[str, str] | None) -> dict[str, str]:
    """The options that are set; raises KernelError import_invalid for unknown ones."""
    given = {name: str(value) for name, value in (options or {}).items() if value}
    allowed = {
        "decimal_mark": (".", ","),
        "day_order": (DAY_FIRST, MONTH_FIRST),
        "hash": ("yes",),
    }
    for name, value in given.items():
        if name not in OPTIONS and not name.startswith(FIXED):
            listed = ", ".join([*OPTIONS, f"{FIXED}COLUMN"])
            detail = f"“{short(name)}” is no option. Known are: {listed}."
            raise KernelError("import_invalid", detail=detail)
        if name in allowed and value not in allowed[name]:
            detail = f"{name} is one of: {' '.join(allowed[name])}"
            raise KernelError("import_invalid", detail=detail)
        if name == "currency" and not (len(value) == 3 and value.isascii() and value.isupper()):
            raise KernelError("import_invalid", detail="currency is a code such as EUR.")
    return given


def settle_reading(
    kind: ImportKind,
    sheet: Sheet,
    mapping: Mapping[str, str],
    options: Mapping[str, str],
    notation: Notation,
    within: int,
) -> tuple[Reading, list[Question]]:
    """How the file's numbers and days are read, and what only a person can tell.

    At most ``within`` rows are looked at.
    """
    cells = _Cells(kind, sheet, mapping, within)
    questions = []
    mark, order = options.get("decimal_mark", ""), options.get("day_order", "")
    if not mark:
        mark, question = _decimal_mark(kind, cells, DECIMAL_MARKS.get(notation.number_format, "."))
        questions += [question] if question else []
    if not order:
        order, question = _day_order(kind, cells)
        questions += [question] if question else []
    questions += _asked(kind, mapping)
    named = options.get("currency", "") or _header_currency(kind, mapping)
    reading = Reading(mark, order, named or notation.currency, bool(named))
    reading.given, reading.zone = frozenset(mapping), clock.now().tzinfo or dt.UTC
    reading.hashed = bool(options.get("hash"))
    return reading, questions


def _asked(kind: ImportKind, mapping: Mapping[str, str]) -> list[Question]:
    """Asks for the one cell of all rows where the file does not give a column that it needs."""
    return [
        Question(
            f"{FIXED}{column.name}",
            f"The file does not say its {column.heading.lower()}. {column.asked}",
            tuple((words, words) for words in column.answers()),
            "",
        )
        for column in kind.bound
        if column.asked
        and column.name not in mapping
        and column.asked_without not in mapping
        and not column.fixed
        and not (kind.layout and kind.layout.section == column.name)
    ]


@dataclass
class _Cells:
    """The cells of chosen columns, for deciding how all of them are read."""

    kind: ImportKind
    sheet: Sheet
    mapping: Mapping[str, str]
    within: int

    def of(self, columns: list[ImportColumn]) -> Iterator[tuple[ImportColumn, str]]:
        places = [
            (column, self.sheet.header.index(self.mapping[column.name]))
            for column in columns
            if column.name in self.mapping
        ]
        if not places:
            return
        layout = self.kind.layout
        dropped = layout.dropper(self.sheet.header) if layout else None
        for _, row in islice(self.sheet.rows(), self.within):
            if dropped and dropped(row):
                continue
            for column, place in places:
                if text := column.means(self.sheet.cell(row, place)):
                    yield column, text


def _decimal_mark(kind: ImportKind, cells: _Cells, usual: str) -> tuple[str, Question | None]:
    """The mark that most numbers show for certain.

    A whole number's only mark parts its thousands. Where amounts alone could be read in two
    ways a person is asked; without any such number the workspace's own mark stands.
    """
    votes, open_to_both = {".": 0, ",": 0}, ""
    for column, text in cells.of([column for column in kind.bound if column.numeric]):
        mark = mark_of(text)
        if mark is None and (used := set(bare(text)[0]) & {".", ","}):
            if _only_whole(column):
                mark = "," if used == {"."} else "."
            else:
                open_to_both = open_to_both or text
        if mark:
            votes[mark] += 1
            if votes[mark] == ENOUGH_VOTES:
                break
    if any(votes.values()):
        return ("." if votes["."] >= votes[","] else ","), None
    if not open_to_both:
        return usual, None
    asks = f"Amounts such as {short(open_to_both)} could be read in two ways. What parts decimals?"
    answers = ((".", "The point"), (",", "The comma"))
    return usual, Question("decimal_mark", asks, answers, usual)


def _only_whole(column: ImportColumn) -> bool:
    decimal = isinstance(column, DecimalColumn | MoneyColumn)
    return isinstance(column, WholeColumn) and not decimal and not column.rounds


def _day_order(kind: ImportKind, cells: _Cells) -> tuple[str, Question | None]:
    days: list[ImportColumn] = [c for c in kind.bound if isinstance(c, DayColumn)]
    order = order_of(text for _, text in cells.of(days))
    if order == "any":
        return DAY_FIRST, None
    if order in (DAY_FIRST, MONTH_FIRST):
        return order, None
    if order == "both":
        asks = (
            "Some days of this file can only be read with the day first, others only with the "
            "month first. Which comes first? The other rows are refused."
        )
    else:
        example = next((t for _, t in cells.of(days) if order_of([t]) is None), "")
        asks = f"Days such as {example} could be read in two ways. Which comes first?"
    answers = ((DAY_FIRST, "The day"), (MONTH_FIRST, "The month"))
    return DAY_FIRST, Question("day_order", asks, answers, DAY_FIRST)


def _header_currency(kind: ImportKind, mapping: Mapping[str, str]) -> str:
    """The one currency that headers of amounts name."""
    found = {
        currency_in(mapping[column.name])
        for column in kind.bound
        if isinstance(column, MoneyColumn) and column.name in mapping
    } - {"", "$"}
    return found.pop() if len(found) == 1 else ""


def _error(name: str, detail: str) -> dict[str, str]:
    return {
        "pointer": f"/mapping/{name}" if name else "/mapping",
        "code": "invalid",
        "detail": detail,
    }
