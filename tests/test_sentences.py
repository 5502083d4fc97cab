"""The words of the built-in analysts hold no number of their own, on whichever path they are said.

A number in a text fails the run that says it, so a sentence that no test has reached would fail at
a customer's first odd row. Here every sentence is read where it is written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from kernel.core.numbers_in_text import unbound
from kernel.core.registry import get_all_modules

ROOT = Path(settings.BASE_DIR)
FILES = [
    file
    for manifest in get_all_modules()
    for file in sorted((ROOT / manifest.role).glob("*/sentences.py"))
]
REFERENCE = re.compile(r"\{fact:[^}]*\}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_sentence_states_no_number_of_its_own(file: Path) -> None:
    stated = {text: found for text in _texts(file) if (found := unbound(text, ()))}
    assert stated == {}


def _texts(file: Path) -> Iterator[str]:
    """Every text of a file that is no docstring, with a word where a value goes."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    parts = {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for value in ast.walk(node)
        if value is not node
    }
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in parts | said:
            continue
        if isinstance(node, ast.JoinedStr):
            yield _read("".join(_of(value) for value in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield _read(node.value)


def _of(value: ast.expr) -> str:
    return str(value.value) if isinstance(value, ast.Constant) else "value"


def _read(text: str) -> str:
    return REFERENCE.sub("figure", text).replace("value", " value ")
