"""The shape that modules share: a file a noun in every part, and the steps of each agent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kernel.core.manifest import Manifest

NOUN_PARTS = ("tables", "views", "api/serializers", "api/viewsets")
STEPS = ("contracts", "reading", "book", "sentences", "output", "effects")
_TABLE = re.compile(r"^\s+db_table\s*=", re.MULTILINE)

Fault = tuple[str, str]


def shape_faults(manifest: Manifest) -> Iterator[Fault]:
    """Every file that is missing where a module of this shape has one.

    A part of a small module may be one file: only where it is a folder does it have a file for
    each noun. A folder with ``contracts.py`` holds an agent's steps.
    """
    module = manifest.root / manifest.role
    for noun in nouns(module):
        for part in NOUN_PARTS:
            path = module / part / f"{noun}.py"
            if path.parent.is_dir() and not path.is_file():
                yield _shown(path, manifest), f"is not there, but models/{noun}.py is"
    for contracts in sorted(module.glob("*/contracts.py")):
        for step in STEPS:
            path = contracts.with_name(f"{step}.py")
            if not path.is_file():
                yield _shown(path, manifest), "is not there, but its contracts.py is"


def nouns(module: Path) -> list[str]:
    """The files of ``models/`` that hold a table."""
    return [
        path.stem
        for path in sorted((module / "models").glob("*.py"))
        if _TABLE.search(path.read_text(encoding="utf-8"))
    ]


def _shown(path: Path, manifest: Manifest) -> str:
    return path.relative_to(manifest.root).as_posix()
