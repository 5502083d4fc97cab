"""From cells, or JSON rows, to the values of a kind's columns; each bad row with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import KernelError
from kernel.resources.imports.columns import (
    CellError,
    ImportColumn,
    MoneyColumn,
    NewRow,
    Reading,
    short,
    simple,
    storable,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.plans import Row
from kernel.resources.imports.reading import Sheet, cell, names_of

KEPT_REFUSALS = 1000
HELD_REFUSALS = 10_000
KEPT_CELLS = 5000
SHOWN_DROPS = 20
UNREAD = object()


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


@dataclass
class Parsed:
    """What was found out about the rows read so far.

    ``sums`` are by (column, currency) in the units that are stored, over every row whose cell
    could be read, refused rows included; ``unread`` counts the cells that could not. ``drops``
    counts rows that are none, by what they are, and ``dropped`` shows the first; ``control`` is
    the file's own row of sums, by column. ``more`` says that reading ended at the limit.
    """

    refusals: list[Refusal] = field(default_factory=list)
    refused: int = 0
    total: int = 0
    sums: dict[tuple[str, str], Any] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    drops: dict[str, int] = field(default_factory=dict)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    control: dict[str, str] = field(default_factory=dict)
    control_rank: int = 0
    currencies: set[str] = field(default_factory=set)
    more: bool = False

    def refuse(self, refusals: list[Refusal]) -> None:
        """Note a row that is not taken, with all that is wrong with it."""
        self.refused += 1
        if len(self.refusals) < HELD_REFUSALS:
            self.refusals += refusals


class RowReader:
    """Reads the rows of one source, in portions; ``parsed`` grows with them.

    ``present`` are the columns that the source gives, ``limit`` how many rows are read.
    """

    def __init__(
        self, kind: ImportKind, reading: Reading, present: set[str], limit: int, *, as_text: bool
    ) -> None:
        self.kind, self.reading = kind, reading
        self.present, self.limit, self.as_text = present, limit, as_text
        self.parsed = Parsed()
        self.columns = sorted(kind.bound, key=lambda column: column.late)
        self.totals = [column for column in kind.bound if column.total]
        self.labels = {column.name: column.heading for column in kind.bound}
        self.lines: dict[int, int] = {}
        self.keyed = set(kind.key) <= set(self.labels)

    def source(self) -> Iterator[tuple[int, dict[str, Any], str]]:
        """Line, cells by column, and a fault of the row as such."""
        raise NotImplementedError

    def portions(self, size: int) -> Iterator[list[Row]]:
        """The good rows in portions of ``size`` rows read, so a portion may be empty."""
        good: list[Row] = []
        read = 0
        for line, cells, fault in self.source():
            if self.parsed.total == self.limit:
                self.parsed.more = True
                break
            self.parsed.total += 1
            values = self._row(line, cells, fault)
            if values is not None:
                good.append((line, values))
            read += 1
            if read == size:
                yield good
                good, read = [], 0
        if read:
            yield good

    def header_again(self, cells: dict[str, Any]) -> bool:
        """Whether a row's cells are headings rather than values."""
        return False

    def _row(self, line: int, cells: dict[str, Any], fault: str) -> dict[str, Any] | None:
        if fault:
            self.parsed.refuse([Refusal(line, "", "", fault)])
            return None
        values, faults = self._values(line, cells)
        if faults and self.header_again(cells):
            detail = (
                f"On line {line} another table begins, with headings of its own. Send one table a "
                "file: cut the file there, or export the tables one by one."
            )
            raise KernelError("import_invalid", detail=detail)
        if not faults:
            self.kind.complete(values)
        self._add_up(values)
        faults = faults or self._faults_of_row(line, values)
        if faults:
            self.parsed.refuse(faults)
            return None
        return values

    def _values(self, line: int, cells: dict[str, Any]) -> tuple[dict[str, Any], list[Refusal]]:
        values: dict[str, Any] = {}
        faults = []
        for column in self.columns:
            name = column.name
            given = name in self.present or column.always or bool(column.fixed)
            if not given and column.default is None:
                continue
            raw = cells.get(name)
            try:
                values[name] = self._cell(column, raw, values)
            except CellError as error:
                values[name] = UNREAD
                shown = "" if raw is None else column.shown(str(raw))
                faults += [
                    Refusal(at, column.heading, shown, reason)
                    for at, reason in error.lines or ((line, str(error)),)
                ]
        return values, faults

    def _cell(self, column: ImportColumn, raw: Any, values: dict[str, Any]) -> Any:
        held = self.as_text and not column.late
        known = self.reading.known.setdefault(column.name, {}) if held else None
        if known is not None and raw in known:
            return known[raw]
        if isinstance(raw, str) and not storable(raw):
            raise CellError(f"{column.heading} holds a character that cannot be stored.")
        text = column.means(raw) if self.as_text and raw else raw
        if text in (None, "") and column.fixed:
            text = column.fixed
        if text is None or text == "":
            value = column.missing(self.reading)
        elif self.as_text:
            value = column.read(text, self.reading, values)
        else:
            value = column.take(text, self.reading, values)
        target = self.kind.fields.get(column.name)
        if target is not None:
            value = column.clean(value, target)
        if known is not None and len(known) < KEPT_CELLS:
            known[raw] = value
        return value

    def _faults_of_row(self, line: int, values: dict[str, Any]) -> list[Refusal]:
        faults = [
            Refusal(line, self.labels.get(name, ""), "", sentence)
            for name, sentence in self.kind.check(values)
        ]
        if not self.keyed:
            return faults
        # The hash alone is kept, so that a million keys take little room.
        key = hash("\x1f".join(_comparable(values.get(name)) for name in self.kind.key))
        first = self.lines.setdefault(key, line)
        if first != line:
            same = ", ".join(self.labels[name].lower() for name in self.kind.key)
            said = f"Line {first} has the same {same} already: keep one of them."
            faults.append(Refusal(line, "", "", f"{said} {self.kind.twice}".strip()))
        return faults

    def _add_up(self, values: dict[str, Any]) -> None:
        sums = self.parsed.sums
        for column in self.totals:
            value = values.get(column.name)
            if value is UNREAD:
                unread = self.parsed.unread
                unread[column.name] = unread.get(column.name, 0) + 1
            elif value is not None:
                currency = ""
                if isinstance(column, MoneyColumn):
                    readable = {k: v for k, v in values.items() if v is not UNREAD}
                    currency = column.currency_of(readable, self.reading)
                    self.parsed.currencies.add(currency)
                key = (column.name, currency)
                sums[key] = sums.get(key, 0) + value


class SheetReader(RowReader):
    """Reads the rows of a file."""

    def __init__(
        self,
        kind: ImportKind,
        sheet: Sheet,
        mapping: Mapping[str, str],
        reading: Reading,
        limit: int,
    ) -> None:
        super().__init__(kind, reading, set(mapping), limit, as_text=True)
        self.sheet = sheet
        self.places = {name: sheet.header.index(head) for name, head in mapping.items()}
        self.width = len(sheet.header)
        self.needed = max(self.places.values(), default=-1) + 1
        self.section = kind.layout.section if kind.layout else ""
        if self.section:
            self.present.add(self.section)
        self.headings = [simple(head) for head in sheet.header]
        self.known = {simple(word) for word in kind.known_headers()} | set(self.headings)

    def source(self) -> Iterator[tuple[int, dict[str, Any], str]]:
        layout = self.kind.layout
        dropped = layout.dropper(self.sheet.header) if layout else None
        span, over = self._span(), ""
        for line, row in self.sheet.rows():
            drop = dropped(row) if dropped else None
            if drop:
                self._drop(line, row, drop.words, drop.control)
                continue
            cells = {name: self.sheet.cell(row, at) for name, at in self.places.items()}
            if row and simple(row[0]) == self.headings[0] and self._same_header(row):
                self._drop(line, row, "headings again", 0)
                continue
            if self.section and self.section not in self.places:
                if _is_section(row):
                    over = row[0].strip()
                    continue
                cells[self.section] = over
            yield line, cells, self._fault(row, span)

    def header_again(self, cells: dict[str, Any]) -> bool:
        said = [text for text in cells.values() if text and isinstance(text, str)]
        hits = sum(bool(names_of(text) & self.known) for text in said)
        return hits >= 2 and 2 * hits >= len(said)

    def _same_header(self, row: list[str]) -> bool:
        return [simple(text) for text in row] == self.headings

    def _span(self) -> tuple[int, int] | None:
        """The places of a first and a last day that must agree in every row."""
        layout = self.kind.layout
        if layout is None or layout.one_day is None:
            return None
        places = []
        for group in layout.one_day:
            wanted = {simple(word) for word in group}
            found = [n for n, head in enumerate(self.sheet.header) if names_of(head) & wanted]
            places += found[:1]
        return (places[0], places[1]) if len(places) == 2 else None

    def _fault(self, row: list[str], span: tuple[int, int] | None) -> str:
        if len(row) < self.needed:
            return (
                f"The row has {len(row)} of {self.width} cells. If it is the last one, the file "
                "was cut off: download it again."
            )
        if any(text.strip() for text in row[self.width :]):
            return (
                f"The row has {len(row)} cells under {self.width} headings. A number with a "
                "comma must stand in quotation marks."
            )
        if span and cell(row, span[0]) != cell(row, span[1]) and "" not in (row[n] for n in span):
            return (
                f"The row reaches from {short(row[span[0]])} to {short(row[span[1]])}: export the "
                "report by day."
            )
        return ""

    def _drop(self, line: int, row: list[str], words: str, control: int) -> None:
        parsed = self.parsed
        parsed.drops[words] = parsed.drops.get(words, 0) + 1
        if len(parsed.dropped) < SHOWN_DROPS:
            said = " · ".join(text.strip() for text in row if text.strip())
            parsed.dropped.append((line, short(said, 160)))
        if control > parsed.control_rank:
            parsed.control_rank = control
            parsed.control = {name: cell(row, at) for name, at in self.places.items()}


class JsonReader(RowReader):
    """Reads JSON rows by column name, in the API's own units; lines count from 1."""

    def __init__(self, kind: ImportKind, rows: Iterable[Any], reading: Reading, limit: int) -> None:
        self.rows = list(rows)
        named = [row for row in self.rows if isinstance(row, Mapping)]
        super().__init__(kind, reading, set().union(*named), limit, as_text=False)

    def source(self) -> Iterator[tuple[int, dict[str, Any], str]]:
        for line, row in enumerate(self.rows, start=1):
            if not isinstance(row, Mapping):
                yield line, {}, "Each row is an object with named values."
                continue
            extra = sorted(str(name) for name in row if name not in self.labels)
            listed = ", ".join(short(name) for name in extra[:5])
            yield line, dict(row), f"Not known here: {listed}." if extra else ""


def _is_section(row: list[str]) -> bool:
    """Whether a line is a heading over the rows below it: its first cell alone holds text."""
    return bool(row[0].strip()) and not any(text.strip() for text in row[1:])


def _comparable(value: Any) -> str:
    return f"new {id(value)}" if isinstance(value, NewRow) else f"{type(value).__name__} {value}"


def made_by(rows: list[Row]) -> list[NewRow]:
    """Rows of other tables that good rows need and that are not made yet, by their first line."""
    found: dict[int, NewRow] = {}
    for line, values in rows:
        for value in values.values():
            if isinstance(value, NewRow) and value.id is None and id(value) not in found:
                value.line = line
                found[id(value)] = value
    return list(found.values())
