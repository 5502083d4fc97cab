"""CSV files that no spreadsheet mistakes for formulas."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kernel.resources.columns import as_file_value

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")
BYTE_ORDER_MARK = "\ufeff"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def safe_cell(value: Any) -> str:
    """A cell's text; what a spreadsheet would run is led by an apostrophe, plain numbers are not.

    Source: OWASP, CSV Injection.
    """
    text = as_file_value(value).replace("\x00", "")
    if text.startswith(FORMULA_STARTS) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as lines of CSV (RFC 4180), each cell made safe."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for row in rows:
        yield str(writer.writerow([safe_cell(cell) for cell in row]))
