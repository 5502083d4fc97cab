"""Trello: the cards of a board, as CSV or as the board's JSON.

A card's list is a status where its name is one; an archived card that was not done is cancelled.
A card's number holds the second in which it was made. Start dates are plans and left out, and so
is what stands in the actions of the JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.formats import FileFormat
from kernel.resources.imports.layouts import Layout
from kernel.resources.imports.reading import Sheet

LARGEST_BOARD = 32 * 1024 * 1024
NAMES = {
    "key": "Id", "title": "Name", "list": "List", "assignee": "Assigned to", "team": "Team",
    "due_at": "Due date", "changed_at": "Last modified", "archived": "Archived",
    "due_complete": "Due complete",
}  # fmt: skip

TRELLO = Layout(
    name="trello",
    title="Trello, cards of a board",
    source="https://support.atlassian.com/trello/docs/exporting-data-from-trello/",
    about="In the board’s menu, Print, export and share: CSV, or JSON.",
    headings={
        "key": ("card id",),
        "title": ("card name",),
        "list": ("list name",),
        "assignee": ("members",),
        "team": ("board name",),
        "due_at": ("due date",),
        "changed_at": ("last activity date",),
        "archived": ("archived",),
        "due_complete": ("due complete",),
    },
    marks=(("card id",), ("card name",), ("list name",)),
    sample=Path(__file__).parent / "samples" / "trello.csv",
)


@dataclass
class BoardSheet(Sheet):
    """The cards of a board as rows of the cells that `NAMES` names."""

    cards: list[list[str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """A card's place on the board, from 1, and its cells."""
        yield from enumerate(self.cards, start=1)


def open_board(content: Blob, name: str, encoding: str) -> Sheet:
    """Read a board's JSON; raises KernelError import_invalid for another file."""
    if content.size > LARGEST_BOARD:
        most = LARGEST_BOARD // 1024 // 1024
        detail = f"A board of more than {most} MB is not read whole: export it as CSV instead."
        raise KernelError("too_large", detail=detail)
    with content.open() as file:
        try:
            board = json.loads(file.read().decode("utf-8-sig"))
        except (ValueError, RecursionError):
            raise KernelError("import_invalid", detail=_NO_BOARD) from None
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise KernelError("import_invalid", detail=_NO_BOARD)
    lists, people = _names(board.get("lists"), "name"), _names(board.get("members"), "fullName")
    sheet = BoardSheet(
        name, content, "utf-8", True, "", header=list(NAMES.values()), header_line=0,
        says={"decimal_mark": ".", "day_order": "day-first"}, form="Trello’s JSON",
    )  # fmt: skip
    team = _text(board.get("name"))
    for card in board["cards"]:
        if isinstance(card, dict):
            sheet.cards.append(_cells(card, lists, people, team))
    return sheet


_NO_BOARD = (
    "This JSON is no board of Trello’s: in the board’s menu choose Print, export and share, then "
    "Export as JSON."
)


def _cells(
    card: dict[str, Any], lists: dict[str, str], people: dict[str, str], team: str
) -> list[str]:
    members = card.get("idMembers")
    named = members if isinstance(members, list) else []
    return [
        _text(card.get("id")),
        _text(card.get("name")),
        lists.get(_text(card.get("idList")), ""),
        ", ".join(people[one] for one in map(_text, named) if one in people),
        team,
        _text(card.get("due")),
        _text(card.get("dateLastActivity")),
        "yes" if card.get("closed") is True else "",
        "yes" if card.get("dueComplete") is True else "",
    ]


def _names(rows: Any, name: str) -> dict[str, str]:
    found = rows if isinstance(rows, list) else []
    return {_text(row.get("id")): _text(row.get(name)) for row in found if isinstance(row, dict)}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


TRELLO_BOARD = FileFormat(
    name="trello-json",
    title="Trello’s JSON export of a board",
    suffixes=(".json",),
    row=b'"idList":',
    begins=lambda head: head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"),
    open=open_board,
)
