"""One style sheet for the browser, many for us: css/app.css with its imports written out.

A page would else ask for some fifty files on every visit. The staticfiles finder below offers the
joined sheet like any other static file, so it gets its hashed name and its cache time with them.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parents[2] / "static" / "css" / "app.css"
NAME = "css/ubigrowth.css"
IMPORT = re.compile(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;\n?')


def joined(entry: Path = SOURCE) -> str:
    """The entry sheet with each import in place, inside its layer.

    Addresses stay as they are, so a sheet in a folder below may not name a file.
    Raises FileNotFoundError for an import of nothing, ValueError for such an address.
    """

    def written_out(found: re.Match[str]) -> str:
        path, layer = found.groups()
        text = (entry.parent / path).read_text(encoding="utf-8").strip()
        if "/" in path and re.search(r'url\("?(?!#)', text):
            raise ValueError(f"{path} names a file; move that rule to a sheet beside {entry.name}")
        return f"@layer {layer} {{\n{text}\n}}\n" if layer else f"{text}\n"

    return IMPORT.sub(written_out, entry.read_text(encoding="utf-8"))


class JoinedSheetFinder(BaseFinder):
    """Offers `css/ubigrowth.css`, written anew under DATA_DIR by the process that asks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.DATA_DIR) / "sheets"
        self.storage = FileSystemStorage(self.folder, base_url=settings.STATIC_URL)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(self.sheet())
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        if not matches_patterns(NAME, list(ignore_patterns or ())):
            self.sheet()
            yield NAME, self.storage

    def sheet(self) -> Path:
        """The joined sheet on disk, replaced at once when it has changed."""
        target = self.folder / NAME
        text = joined()
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".css.tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
        return target
