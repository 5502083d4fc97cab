"""From the bytes of a file to rows of cells: separator, header, and the rows below it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob, blob
from kernel.resources.imports.columns import LONGEST_CELL, currency_of_sign, simple
from kernel.resources.imports.decoding import (
    LARGEST_FILE,
    LOOKED_AT,
    check_text,
    check_type,
    encoding_of,
)

__all__ = ["LARGEST_FILE", "Sheet", "cell", "currency_in", "names_of", "open_sheet"]

MOST_COLUMNS = 500
LONGEST_HEADER = 200
LONGEST_LINE = 1_000_000
HEADER_WITHIN = 40
SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}

_CUT = (
    "The quotation mark opened on line {line} is never closed: the file seems to be cut off. "
    "Download it again."
)

Finder = Callable[[Sequence[str]], int]
"""How well a line of cells fits as header of a known export; 0 where it does not."""


@dataclass
class Sheet:
    """A file as rows of cells. ``header_line`` counts from 1; ``header`` names are unique.

    ``above`` are the lines over the header that are not empty, as text. ``says`` are options that
    the file's format settles, ``form`` is the title of a format that is no CSV.
    """

    name: str
    source: Blob
    encoding: str
    encoding_sure: bool
    separator: str
    header: list[str] = field(default_factory=list)
    header_line: int = 1
    above: list[str] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    form: str = ""

    @property
    def hash(self) -> str:
        return self.source.hash

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def layout(self) -> str:
        """The same for every file with the same header."""
        joined = "\x1f".join(simple(name) for name in self.header)
        return hashlib.sha256(joined.encode()).hexdigest()

    def cell(self, row: list[Any], position: int) -> Any:
        """A cell as a column reads it: text; a format that gathers lines may have more in one."""
        return cell(row, position)

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Line number and cells of each row below the header; empty rows are left out.

        Raises KernelError import_invalid where the file is no CSV from some line on, or ends
        within a quotation.
        """
        lines = _Lines(self.source, self.encoding)
        reader = csv.reader(lines, delimiter=self.separator)
        line = 0
        try:
            for row in reader:
                first, line = line + 1, reader.line_num
                if lines.ended:  # only a quotation that nobody closed reads on past the end
                    raise KernelError("import_invalid", detail=_CUT.format(line=first))
                if first > self.header_line and any(text.strip() for text in row):
                    yield first, row
        except csv.Error as error:
            detail = f"From line {line + 1} on the file is no CSV: {error}."
            raise KernelError("import_invalid", detail=detail) from None
        finally:
            lines.close()


class _Lines:
    """The file's lines without a byte order mark; ``ended`` once there are no more."""

    def __init__(self, source: Blob, encoding: str) -> None:
        self._file = source.open()
        self._text = io.TextIOWrapper(self._file, encoding, errors="replace", newline="")
        self._first = True
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        if self._first:
            line, self._first = line.removeprefix("\ufeff"), False
        return line

    def close(self) -> None:
        self._text.close()


def open_sheet(
    content: bytes | Blob,
    name: str = "",
    *,
    known: Collection[str] = (),
    fits: Finder | None = None,
    encoding: str = "",
    separator: str = "",
) -> Sheet:
    """Read a file's head; the header is a line that ``fits``, or knows most ``known`` headers.

    Raises KernelError: file_type_not_allowed for what is no text, too_large, import_invalid for
    an empty file or one without a header.
    """
    source = blob(content)
    check_type(source, name)
    used, sure = encoding_of(source, encoding)
    head = _head(source, used)
    if not "".join(head).strip():
        raise KernelError("import_invalid", detail="The file is empty.")
    check_text("".join(head)[:LOOKED_AT])
    sheet = Sheet(name[:255], source, used, sure, _named(separator) or _separator(head))
    separators = [sheet.separator] if separator else [sheet.separator, *SEPARATORS]
    if not (fits and _find_fitting(sheet, head, fits, separators)):
        _find_header(sheet, head, {simple(word) for word in known})
    return sheet


def _head(source: Blob, encoding: str) -> list[str]:
    lines = _Lines(source, encoding)
    try:
        return list(islice(lines, 2 * HEADER_WITHIN + 400))
    finally:
        lines.close()


def _named(name: str) -> str:
    chosen = SEPARATOR_NAMES.get(name, name)
    if chosen and chosen not in SEPARATORS:
        raise KernelError("import_invalid", detail="separator is comma, semicolon, tab or pipe.")
    return chosen


def _separator(head: list[str]) -> str:
    """The separator by which most lines have the same number of cells."""
    best, most = ",", 0
    for separator in SEPARATORS:
        try:
            rows = csv.reader(iter(head[:60]), delimiter=separator)
            widths = [len(row) for row in rows if len(row) > 1]
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(sorted(set(widths)), key=widths.count)
        score = widths.count(usual) * (usual - 1)
        if score > most:
            best, most = separator, score
    return best


def _find_fitting(sheet: Sheet, head: list[str], fits: Finder, separators: list[str]) -> bool:
    """Take the line that fits best as header, with whatever separator it fits."""
    most = 0
    for separator in dict.fromkeys(separators):
        for line, row in _head_rows(head, separator, len(head)):
            score = fits(row)
            if score > most:
                most, sheet.separator = score, separator
                _take_header(sheet, head, line, row)
    return most > 0


def _find_header(sheet: Sheet, head: list[str], known: set[str]) -> None:
    """The header is the first line that knows most of the expected names."""
    best: tuple[int, list[str]] | None = None
    most = -1
    for line, row in _head_rows(head, sheet.separator, HEADER_WITHIN):
        hits = sum(bool(names_of(text) & known) for text in row)
        if hits > most:
            most, best = hits, (line, row)
    if best is None:
        raise KernelError("import_invalid", detail="The file has no header.")
    _take_header(sheet, head, *best)


def _head_rows(head: list[str], separator: str, within: int) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of the first rows that are not empty."""
    reader = csv.reader(iter(head), delimiter=separator)
    line = 0
    try:
        for row in islice(reader, within):
            first, line = line + 1, reader.line_num
            if any(text.strip() for text in row):
                yield first, row
    except csv.Error as error:
        raise KernelError("import_invalid", detail=f"The file is no CSV: {error}.") from None


def _take_header(sheet: Sheet, head: list[str], line: int, row: list[str]) -> None:
    if len(row) > MOST_COLUMNS:
        raise KernelError("import_invalid", detail=f"At most {MOST_COLUMNS} columns are taken.")
    sheet.header = _unique([text.strip()[:LONGEST_HEADER] for text in row])
    sheet.header_line = line
    above = (text.strip(' \t\r\n\ufeff,;|"') for text in head[: line - 1])
    sheet.above = [text for text in above if text]


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for position, name in enumerate(names, start=1):
        base = name or f"Column {position}"
        seen[base] = seen.get(base, 0) + 1
        found.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return found


def names_of(header: str) -> set[str]:
    """What a header may be known by: with and without what stands in brackets, or a currency."""
    header = header[:LONGEST_HEADER]  # the search for brackets takes the square of its length
    bare = re.sub(r"[(\[].*?[)\]]", " ", header)
    plain = re.sub(r"\s+in\s+[A-Z]{3}\s*\Z", "", bare)
    return {name for name in (simple(header), simple(bare), simple(plain)) if name}


def currency_in(header: str) -> str:
    """The currency that a header names: "Amount spent (EUR)", "Cost (€)", "Spend in USD"."""
    found = re.search(r"[(\[]\s*([^\s()\[\]]{1,3})\s*[)\]]|\s[iI]n\s+([A-Z]{3})\s*\Z", header)
    if not found:
        return ""
    words = found[1] or found[2]
    if re.fullmatch(r"[A-Z]{3}", words):
        return words
    return currency_of_sign(words)


def cell(row: list[str], position: int) -> str:
    """A cell's text, "" where the row is short; an export's apostrophe is taken off."""
    text = row[position].strip()[:LONGEST_CELL] if position < len(row) else ""
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
        return text[1:]
    return text
