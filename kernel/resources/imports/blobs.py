"""The bytes of a file, read as often as needed: in memory, or in a file on this machine."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Blob:
    """A file's content. ``path`` is set for content that is too large to be held in memory."""

    size: int
    hash: str
    content: bytes = b""
    path: Path | None = None

    @classmethod
    def of(cls, content: bytes) -> Blob:
        """Content in memory."""
        return cls(len(content), hashlib.sha256(content).hexdigest(), content)

    @classmethod
    def at(cls, path: Path) -> Blob:
        """The content of a file, which must stay until the last reader is done."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return cls(path.stat().st_size, digest.hexdigest(), path=path)

    def open(self) -> BinaryIO:
        """A reader of its own, from the first byte on."""
        return self.path.open("rb") if self.path else io.BytesIO(self.content)

    def pieces(self) -> Iterator[bytes]:
        """The content in pieces of a megabyte."""
        with self.open() as file:
            while piece := file.read(PIECE):
                yield piece

    def lines(self, most: int) -> int:
        """How many lines end in it, counted up to ``most``."""
        return self.count(b"\n", most)

    def count(self, mark: bytes, most: int) -> int:
        """How often some bytes stand in it, counted up to ``most``."""
        found, kept = 0, b""
        for piece in self.pieces():
            text = kept + piece
            found += text.count(mark)
            if found >= most:
                return most
            kept = text[-len(mark) + 1 :] if len(mark) > 1 else b""
        return found

    def head(self, size: int) -> bytes:
        """At most the first ``size`` bytes."""
        with self.open() as file:
            return file.read(size)


def blob(source: bytes | Blob) -> Blob:
    """Bytes as a blob; a blob as it is."""
    return Blob.of(source) if isinstance(source, bytes) else source
