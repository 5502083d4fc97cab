"""What only the whole of a file tells of its rows, worked out before the first is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

Row = tuple[int, dict[str, Any]]
"""A good row: its line, and its values by column name."""


class Plan:
    """What a kind found out about all good rows of a file; ``cautions`` are for the person.

    ``refused`` are rows that do not go with others, by their number: the column and the reason;
    they count where the whole file was read.
    """

    cautions: Sequence[str] = ()
    refused: Mapping[int, tuple[str, str]] = MappingProxyType({})

    def settle(self, first: int, rows: Sequence[Row]) -> None:
        """Set what follows in the values of some rows; ``first`` is the number of the first one.

        Rows are numbered from 0 in the order in which they were planned.
        """

    def finish(self) -> None:
        """What else is to be stored once all rows are, in the same transaction."""
