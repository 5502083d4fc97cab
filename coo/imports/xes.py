"""XES, the IEEE standard for event logs (1849-2016), read as a stream.

A trace is a case; its events name an activity (`concept:name`), a time (`time:timestamp`), who or
what (`org:resource`) and where in its life an activity is (`lifecycle:transition`). Only starting
and completing are kept: other transitions say nothing about how long work takes. Document types
and entities are refused before anything is expanded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.columns import LONGEST_CELL
from kernel.resources.imports.formats import FileFormat
from kernel.resources.imports.reading import Sheet

HEADER = ["Case", "Activity", "Time", "Lifecycle", "Resource"]
NAMES = ("concept:name", "time:timestamp", "lifecycle:transition", "org:resource")
KEPT = ("", "start", "complete")
DEEPEST = 40
PIECE = 256 * 1024


class XesSheet(Sheet):
    """A log as rows of the cells named by `HEADER`; an event is counted by its line."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of each event that is kept."""
        reader = _Reader()
        with self.source.open() as file:
            while piece := file.read(PIECE):
                reader.feed(piece, False)
                yield from reader.taken()
        reader.feed(b"", True)
        yield from reader.taken()


@dataclass
class _Reader:
    """Events between two pieces of the file; a case's name may stand behind its events."""

    path: list[str] = field(default_factory=list)
    case: dict[str, str] = field(default_factory=dict)
    event: dict[str, str] = field(default_factory=dict)
    line: int = 0
    traces: int = 0
    waiting: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    ready: list[tuple[int, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        parser: Any = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.buffer_text = True
        self.parser = parser

    def feed(self, piece: bytes, last: bool) -> None:
        """Take a piece; raises KernelError import_invalid for what is no XES."""
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as fault:
            line = getattr(fault, "lineno", 0)
            detail = f"On line {line} the file is no XML: it is damaged or was cut off."
            raise KernelError("import_invalid", detail=detail) from None
        except (LookupError, ValueError):  # of the encoding that the first line declares
            detail = "The log is in an encoding that is not read. Save it as UTF-8."
            raise KernelError("import_invalid", detail=detail) from None
        if last and not self.traces:
            detail = "The file holds no trace: export the log as XES once more."
            raise KernelError("import_invalid", detail=detail)

    def taken(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are complete by now."""
        rows, self.ready = self.ready, []
        yield from rows

    def _refuse(self, *_: Any) -> None:
        detail = (
            "The file declares a document type or entities, which are not read. Export the log "
            "without them."
        )
        raise KernelError("import_invalid", detail=detail)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("}")[2]
        if len(self.path) >= DEEPEST:
            raise KernelError("import_invalid", detail="The file nests its elements too deeply.")
        above = self.path[-1] if self.path else ""
        self.path.append(tag)
        if tag == "trace":
            self.case, self.waiting, self.traces = {}, [], self.traces + 1
        elif tag == "event":
            self.event, self.line = {}, self.parser.CurrentLineNumber
        elif above in ("trace", "event") and attributes.get("key") in NAMES:
            held = self.event if above == "event" else self.case
            held[attributes["key"]] = attributes.get("value", "")[:LONGEST_CELL]

    def _end(self, name: str) -> None:
        tag = self.path.pop()
        if tag == "event":
            self.waiting.append((self.line, self.event))
        elif tag == "trace":
            case = self.case.get("concept:name") or f"Trace {self.traces}"
            for line, event in self.waiting:
                life = event.get("lifecycle:transition", "").strip().casefold()
                if life in KEPT:
                    activity, at, _, who = (event.get(key, "") for key in NAMES)
                    self.ready.append((line, [case, activity, at, life, who]))
            self.waiting = []


def open_xes(content: Blob, name: str, encoding: str) -> Sheet:
    """The log as a sheet; its encoding is what its own first line says."""
    return XesSheet(
        name, content, encoding or "utf-8", True, "", header=list(HEADER), header_line=0,
        says={"decimal_mark": ".", "day_order": "day-first"}, form="XES",
    )  # fmt: skip


def _begins(head: bytes) -> bool:
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<?xml") or b"<log" in text[:2048]


XES = FileFormat(
    name="xes",
    title="XES, the standard for event logs",
    suffixes=(".xes",),
    row=b"<event",
    begins=_begins,
    open=open_xes,
)
