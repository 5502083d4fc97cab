"""From cells, or JSON rows, to the values of a kind's columns; each bad row with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import KernelError
from kernel.formats import Notation
from kernel.resources.amounts import DECIMAL_MARKS, mark_of
from kernel.resources.imports.columns import (
    CellError,
    DayColumn,
    ImportColumn,
    MoneyColumn,
    NewRow,
    Reading,
    short,
    storable,
)
from kernel.resources.imports.days import DAY_FIRST, MONTH_FIRST, order_of
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.reading import Sheet, cell, currency_in

KEPT_REFUSALS = 1000
ENOUGH_VOTES = 100
KEPT_CELLS = 5000
UNREAD = object()
OPTIONS = ("encoding", "separator", "decimal_mark", "day_order", "currency")


@dataclass(frozen=True)
class Refusal:
    """A row that is not taken: its line, the column and the cell, and why."""

    line: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Question:
    """Something that the file leaves open: an option, what it asks, and the answers."""

    option: str
    asks: str
    answers: tuple[tuple[str, str], ...]
    guess: str


@dataclass
class Parsed:
    """The good rows as (line, values by column name), the refused, and sums of the file.

    ``sums`` are by (column, currency) in the units that are stored, over every row whose cell
    could be read, refused rows included; ``unread`` counts the cells that could not.
    """

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    total: int = 0
    sums: dict[tuple[str, str], Any] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    made: list[NewRow] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len({refusal.line for refusal in self.refusals})


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
    return [column for column in kind.bound if column.required and column.name not in mapping]


def settle_reading(
    kind: ImportKind,
    sheet: Sheet,
    mapping: Mapping[str, str],
    options: Mapping[str, str],
    notation: Notation,
) -> tuple[Reading, list[Question]]:
    """How the file's numbers and days are read, and what only a person can tell."""
    cells = _Cells(sheet, mapping)
    mark = options.get("decimal_mark") or _decimal_mark(kind, cells)
    default_mark = DECIMAL_MARKS.get(notation.number_format, ".")
    questions = []
    order = options.get("day_order", "")
    if not order:
        order, question = _day_order(kind, cells)
        questions += [question] if question else []
    currency = options.get("currency") or _header_currency(kind, mapping) or notation.currency
    return Reading(mark or default_mark, order, currency), questions


def check_options(options: Mapping[str, str] | None) -> dict[str, str]:
    """The options that are set; raises KernelError import_invalid for unknown ones."""
    given = {name: str(value) for name, value in (options or {}).items() if value}
    allowed = {
        "decimal_mark": (".", ","),
        "day_order": (DAY_FIRST, MONTH_FIRST),
    }
    for name, value in given.items():
        if name not in OPTIONS:
            detail = f"“{short(name)}” is no option. Known are: {', '.join(OPTIONS)}."
            raise KernelError("import_invalid", detail=detail)
        if name in allowed and value not in allowed[name]:
            detail = f"{name} is one of: {' '.join(allowed[name])}"
            raise KernelError("import_invalid", detail=detail)
        if name == "currency" and not (len(value) == 3 and value.isascii() and value.isupper()):
            raise KernelError("import_invalid", detail="currency is a code such as EUR.")
    return given


def parse_sheet(
    kind: ImportKind, sheet: Sheet, mapping: Mapping[str, str], reading: Reading, limit: int
) -> Parsed:
    """Read every row of a file; raises KernelError too_large over ``limit`` rows."""
    positions = {name: sheet.header.index(head) for name, head in mapping.items()}

    def rows() -> Iterator[tuple[int, dict[str, str]]]:
        for line, cells in sheet.rows():
            yield line, {name: cell(cells, at) for name, at in positions.items()}

    return _parse(kind, rows(), set(mapping), reading, limit, as_text=True)


def parse_rows(
    kind: ImportKind, rows: Iterable[Mapping[str, Any]], reading: Reading, limit: int
) -> Parsed:
    """Read JSON rows by column name; lines count from 1."""
    names = {column.name for column in kind.bound}
    given: list[tuple[int, dict[str, Any]]] = []
    seen: set[str] = set()
    unknown: list[Refusal] = []
    for line, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            unknown.append(Refusal(line, "", "", "Each row is an object with named values."))
            continue
        extra = sorted(set(row) - names)
        if extra:
            listed = ", ".join(short(str(name)) for name in extra[:5])
            unknown.append(Refusal(line, "", "", f"Not known here: {listed}."))
            continue
        seen |= set(row)
        given.append((line, dict(row)))
    parsed = _parse(kind, iter(given), seen, reading, limit, as_text=False)
    parsed.total += len(unknown)
    parsed.refusals = sorted(parsed.refusals + unknown, key=lambda refusal: refusal.line)
    return parsed


def _parse(
    kind: ImportKind,
    rows: Iterator[tuple[int, dict[str, Any]]],
    present: set[str],
    reading: Reading,
    limit: int,
    *,
    as_text: bool,
) -> Parsed:
    parsed = Parsed()
    columns = sorted(kind.bound, key=lambda column: column.late)
    totals = [column for column in kind.bound if column.total]
    lines: dict[tuple[Any, ...], int] = {}
    for line, cells in rows:
        parsed.total += 1
        if parsed.total > limit:
            detail = f"The file has more than {limit:,} rows. Split it into smaller files."
            raise KernelError("too_large", detail=detail)
        values, faults = _read_row(kind, columns, cells, present, reading, line, as_text)
        _add_up(parsed, totals, values, cells, reading)
        if not faults:
            faults = _faults_of_row(kind, values, line, lines)
        if faults:
            parsed.refusals += faults
        else:
            parsed.rows.append((line, values))
    parsed.made = _made(parsed.rows)
    return parsed


def _read_row(
    kind: ImportKind,
    columns: list[ImportColumn],
    cells: dict[str, Any],
    present: set[str],
    reading: Reading,
    line: int,
    as_text: bool,
) -> tuple[dict[str, Any], list[Refusal]]:
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        name = column.name
        if name not in present and column.default is None and not column.always:
            continue
        raw = cells.get(name)
        try:
            values[name] = _read_cell(kind, column, raw, reading, values, as_text)
        except CellError as error:
            values[name] = UNREAD
            shown = "" if raw is None else short(str(raw))
            faults.append(Refusal(line, column.heading, shown, str(error)))
    return values, faults


def _read_cell(
    kind: ImportKind,
    column: ImportColumn,
    raw: Any,
    reading: Reading,
    values: dict[str, Any],
    as_text: bool,
) -> Any:
    known = reading.known.setdefault(column.name, {}) if as_text and not column.late else None
    if known is not None and raw in known:
        return known[raw]
    if isinstance(raw, str) and not storable(raw):
        raise CellError(f"{column.heading} holds a character that cannot be stored.")
    if raw is None or raw == "":
        value = column.missing(reading)
    elif as_text:
        value = column.read(raw, reading, values)
    else:
        value = column.take(raw, reading, values)
    target = kind.fields.get(column.name)
    if target is not None:
        value = column.clean(value, target)
    if known is not None and len(known) < KEPT_CELLS:
        known[raw] = value
    return value


def _faults_of_row(
    kind: ImportKind, values: dict[str, Any], line: int, lines: dict[tuple[Any, ...], int]
) -> list[Refusal]:
    labels = {column.name: column.heading for column in kind.bound}
    faults = [
        Refusal(line, labels.get(name, ""), "", sentence) for name, sentence in kind.check(values)
    ]
    key = tuple(_comparable(values.get(name)) for name in kind.key)
    first = lines.setdefault(key, line)
    if first != line:
        same = ", ".join(labels[name].lower() for name in kind.key)
        faults.append(Refusal(line, "", "", f"Line {first} has the same {same} already."))
    return faults


def _comparable(value: Any) -> Any:
    return id(value) if isinstance(value, NewRow) else value


def _add_up(
    parsed: Parsed,
    totals: list[ImportColumn],
    values: dict[str, Any],
    cells: dict[str, Any],
    reading: Reading,
) -> None:
    for column in totals:
        value = values.get(column.name)
        if value is UNREAD:
            parsed.unread[column.name] = parsed.unread.get(column.name, 0) + 1
        elif value is not None:
            currency = ""
            if isinstance(column, MoneyColumn):
                readable = {k: v for k, v in values.items() if v is not UNREAD}
                currency = column.currency_of(readable, reading)
            key = (column.name, currency)
            parsed.sums[key] = parsed.sums.get(key, 0) + value


def _made(rows: list[tuple[int, dict[str, Any]]]) -> list[NewRow]:
    """New rows of other tables that good rows need, in the order of their first line."""
    found: dict[int, NewRow] = {}
    for line, values in rows:
        for value in values.values():
            if isinstance(value, NewRow) and id(value) not in found:
                value.line = line
                found[id(value)] = value
    return list(found.values())


class _Cells:
    """The cells of chosen columns, for deciding how all of them are read."""

    def __init__(self, sheet: Sheet, mapping: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.positions = {name: sheet.header.index(head) for name, head in mapping.items()}

    def of(self, columns: list[ImportColumn]) -> Iterator[str]:
        positions = [self.positions[c.name] for c in columns if c.name in self.positions]
        if not positions:
            return
        for _, row in self.sheet.rows():
            for position in positions:
                text = cell(row, position)
                if text:
                    yield text


def _decimal_mark(kind: ImportKind, cells: _Cells) -> str:
    """The mark that most numbers show for certain; "" where none does."""
    votes = {".": 0, ",": 0}
    for text in cells.of([column for column in kind.bound if column.numeric]):
        if mark := mark_of(text):
            votes[mark] += 1
            if votes[mark] == ENOUGH_VOTES:
                break
    if not any(votes.values()):
        return ""
    return "." if votes["."] >= votes[","] else ","


def _day_order(kind: ImportKind, cells: _Cells) -> tuple[str, Question | None]:
    days: list[ImportColumn] = [c for c in kind.bound if isinstance(c, DayColumn)]
    order = order_of(cells.of(days))
    if order == "any":
        return DAY_FIRST, None
    if order is not None:
        return order, None
    example = next((text for text in cells.of(days) if order_of([text]) is None), "")
    asks = f"Days such as {example} could be read in two ways. Which comes first?"
    answers = ((DAY_FIRST, "The day"), (MONTH_FIRST, "The month"))
    return DAY_FIRST, Question("day_order", asks, answers, DAY_FIRST)


def _header_currency(kind: ImportKind, mapping: Mapping[str, str]) -> str:
    """The one currency that headers of amounts name."""
    found = {
        currency_in(mapping[column.name])
        for column in kind.bound
        if isinstance(column, MoneyColumn) and column.name in mapping
    } - {""}
    return found.pop() if len(found) == 1 else ""


def _error(name: str, detail: str) -> dict[str, str]:
    return {
        "pointer": f"/mapping/{name}" if name else "/mapping",
        "code": "invalid",
        "detail": detail,
    }
