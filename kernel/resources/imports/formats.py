"""Files that are no CSV: how each is recognised, and read as headings with rows of cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.reading import Sheet

HEAD = 4096


@dataclass(frozen=True)
class FileFormat:
    """A format that a kind takes beside CSV; a module names those of its own trade.

    ``begins`` says of a file's first bytes whether it is one, whatever the file is called.
    ``open`` reads it as a sheet, given content, file name and a chosen encoding or "". ``row`` are
    bytes that stand once in every row. ``suffixes`` are how such files are called.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    row: bytes
    begins: Callable[[bytes], bool]
    open: Callable[[Blob, str, str], Sheet]


def format_of(formats: Sequence[FileFormat], content: Blob) -> FileFormat | None:
    """The format that a file is in; None for what may be a CSV."""
    head = content.head(HEAD) if formats else b""
    return next((form for form in formats if form.begins(head)), None)
