"""From the bytes of a file to rows of cells: kind of file, encoding, separator, header."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kernel.errors import KernelError
from kernel.resources.imports.columns import LONGEST_CELL, simple

LARGEST_FILE = 200 * 1024 * 1024
MOST_COLUMNS = 500
LONGEST_HEADER = 200
HEADER_WITHIN = 15
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16")
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


@dataclass
class Sheet:
    """A file as rows of cells. ``header_line`` counts from 1; ``header`` names are unique."""

    name: str
    hash: str
    size: int
    text: str
    encoding: str
    encoding_sure: bool
    separator: str
    header: list[str] = field(default_factory=list)
    header_line: int = 1

    @property
    def layout(self) -> str:
        """The same for every file with the same header."""
        joined = "\x1f".join(simple(name) for name in self.header)
        return hashlib.sha256(joined.encode()).hexdigest()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of each row below the header; empty rows are left out.

        Raises KernelError import_invalid where the file is no CSV from some line on.
        """
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        line = 0
        try:
            for row in reader:
                first, line = line + 1, reader.line_num
                if first <= self.header_line or not any(cell.strip() for cell in row):
                    continue
                yield first, row
        except csv.Error as error:
            detail = f"From line {line + 1} on the file is no CSV: {error}."
            raise KernelError("import_invalid", detail=detail) from None


def open_sheet(
    content: bytes,
    name: str = "",
    *,
    known: Sequence[str] = (),
    encoding: str = "",
    separator: str = "",
) -> Sheet:
    """Read a file's head; ``known`` are headers by which the header's line is found.

    Raises KernelError: file_type_not_allowed for what is no text, too_large, import_invalid for
    an empty file or one without a header.
    """
    check_type(content, name)
    text, used, sure = decode(content, encoding)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise KernelError("import_invalid", detail="The file is empty.")
    if "\x00" in text[:4096]:
        raise KernelError("file_type_not_allowed", detail="The file is no text. Send a CSV file.")
    sheet = Sheet(
        name=name[:255],
        hash=hashlib.sha256(content).hexdigest(),
        size=len(content),
        text=text,
        encoding=used,
        encoding_sure=sure,
        separator=_separator(text, separator),
    )
    _find_header(sheet, {simple(word) for word in known})
    return sheet


def check_type(content: bytes, name: str = "") -> None:
    """Refuse what cannot be a CSV file, before anything is unpacked or kept."""
    if len(content) > LARGEST_FILE:
        raise KernelError("too_large", detail="A file may have at most 200 MB. Split it.")
    for signature, words in SIGNATURES:
        if content.startswith(signature):
            raise KernelError(
                "file_type_not_allowed",
                detail=f"This is {words}. Save the sheet as CSV and send that file.",
            )
    if name and not re.search(r"\.(csv|tsv|txt)\Z", name, re.IGNORECASE):
        raise KernelError(
            "file_type_not_allowed", detail="Send a file whose name ends in .csv, .tsv or .txt."
        )


def decode(content: bytes, encoding: str = "") -> tuple[str, str, bool]:
    """Text, encoding, and whether that is certain rather than a guess.

    Raises KernelError import_invalid where the named encoding does not fit.
    """
    if encoding:
        if encoding not in ENCODINGS:
            raise KernelError(
                "import_invalid", detail=f"encoding is one of {', '.join(ENCODINGS)}."
            )
        try:
            return content.decode(encoding), encoding, True
        except UnicodeDecodeError as error:
            raise KernelError(
                "import_invalid", detail=f"The file is not {encoding}: byte {error.start} is wrong."
            ) from None
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(name, errors="replace"), name, True
    try:
        return content.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "cp1252", False
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1", False


def _separator(text: str, named: str) -> str:
    if named:
        chosen = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}.get(named, named)
        if chosen not in SEPARATORS:
            raise KernelError(
                "import_invalid", detail="separator is comma, semicolon, tab or pipe."
            )
        return chosen
    head = "\n".join(text.splitlines()[:60])
    best, most = ",", 0
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=separator) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        score = (widths.count(usual) * (usual - 1)) if usual > 1 else 0
        if score > most:
            best, most = separator, score
    return best


def _find_header(sheet: Sheet, known: set[str]) -> None:
    """The header is the first line that knows most of the expected names."""
    reader = csv.reader(io.StringIO(sheet.text, newline=""), delimiter=sheet.separator)
    best: list[str] | None = None
    most, line = -1, 0
    try:
        for _ in range(HEADER_WITHIN):
            row = next(reader, None)
            if row is None:
                break
            first, line = line + 1, reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            hits = sum(bool(names_of(cell) & known) for cell in row)
            if hits > most:
                best, most, sheet.header_line = row, hits, first
    except csv.Error as error:
        raise KernelError("import_invalid", detail=f"The file is no CSV: {error}.") from None
    if best is None:
        raise KernelError("import_invalid", detail="The file has no header.")
    if len(best) > MOST_COLUMNS:
        raise KernelError("import_invalid", detail=f"At most {MOST_COLUMNS} columns are taken.")
    sheet.header = _unique([cell.strip()[:LONGEST_HEADER] for cell in best])


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for position, name in enumerate(names, start=1):
        base = name or f"Column {position}"
        seen[base] = seen.get(base, 0) + 1
        found.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return found


def names_of(header: str) -> set[str]:
    """What a header may be known by: with and without what stands in brackets."""
    header = header[:LONGEST_HEADER]  # the search for brackets takes the square of its length
    bare = re.sub(r"[(\[].*?[)\]]", " ", header)
    return {name for name in (simple(header), simple(bare)) if name}


def currency_in(header: str) -> str:
    """The currency that a header names in brackets: "Amount spent (EUR)"."""
    found = re.search(r"[(\[]\s*([A-Z]{3})\s*[)\]]", header)
    return found[1] if found else ""


def cell(row: list[str], position: int) -> str:
    """A cell's text, "" where the row is short; an export's apostrophe is taken off."""
    text = row[position].strip()[:LONGEST_CELL] if position < len(row) else ""
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
        return text[1:]
    return text
