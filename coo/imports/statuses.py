"""What other products call the states of a task, told apart by their words.

Boards name their columns freely. A name is looked up whole first, then by the words that stand in
it; what says nothing is left to the task's times, or to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coo.models.task import TaskStatus
from kernel.resources.imports.columns import (
    CellError,
    ChoiceColumn,
    Reading,
    TextColumn,
    short,
    simple,
)

SAID = "status said"
MOST_SAID = 30
_WORDS: tuple[tuple[TaskStatus, str], ...] = (
    (
        TaskStatus.CANCELLED,
        "cancelled canceled cancel wont won't rejected reject declined duplicate obsolete dropped "
        "abandoned discarded abgebrochen verworfen abgelehnt storniert annulé annule cancelado",
    ),
    (
        TaskStatus.BLOCKED,
        "blocked block hold waiting wait pending impediment stuck paused parked blockiert wartet "
        "warten wartend pausiert bloqué attente bloqueado espera",
    ),
    (
        TaskStatus.TODO,
        "todo backlog open new ready selected planned next inbox ideas idea icebox reopened "
        "unstarted offen neu geplant faire ouvert pendiente abierto nuevo",
    ),
    (
        TaskStatus.DOING,
        "doing progress active review testing test qa development develop started working wip "
        "deploying verify arbeit bearbeitung laufend prüfung cours curso revisión",
    ),
    (
        TaskStatus.DONE,
        "done closed resolved complete completed finished released shipped delivered live "
        "accepted fertig erledigt geschlossen abgeschlossen terminé fini fermé hecho terminado "
        "cerrado",
    ),
)
_WHOLE = {
    "to do": TaskStatus.TODO,
    "not started": TaskStatus.TODO,
    "to be done": TaskStatus.TODO,
    "not done": TaskStatus.TODO,
    "à faire": TaskStatus.TODO,
    "zu erledigen": TaskStatus.TODO,
    "to test": TaskStatus.TODO,
    "to review": TaskStatus.TODO,
    "ready for review": TaskStatus.DOING,
    "ready for test": TaskStatus.DOING,
    "ready to ship": TaskStatus.DOING,
    "in arbeit": TaskStatus.DOING,
    "on hold": TaskStatus.BLOCKED,
    "won t do": TaskStatus.CANCELLED,
    "won t fix": TaskStatus.CANCELLED,
}
_BEYOND_CATEGORIES = (TaskStatus.CANCELLED, TaskStatus.BLOCKED)
_BY_WORD = {word: status for status, words in _WORDS for word in words.split()}


def status_of(text: str) -> TaskStatus | None:
    """The status that a name means: as a whole, or by the first of its words that tells.

    Words of waiting and of cancelling come before others: "waiting for review" waits.
    """
    bare = simple(text)
    if bare in TaskStatus.values:
        return TaskStatus(bare)
    if bare in _WHOLE:
        return _WHOLE[bare]
    found = [_BY_WORD[word] for word in re.findall(r"[^\W_]+", bare) if word in _BY_WORD]
    strong = [one for one in found if one in _BEYOND_CATEGORIES]
    return next(iter([*strong, *found]), None)


@dataclass(frozen=True)
class StateColumn(ChoiceColumn):
    """A status by any name. Its `category` says what it is, unless the name tells of standing still
    or giving up, which no category has."""

    late = True

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        named, category = status_of(text), status_of(str(row.get("category") or ""))
        found = named if named in _BEYOND_CATEGORIES else category or named
        if found is None:
            listed = ", ".join(TaskStatus.values)
            raise CellError(
                f"{self.heading}: “{short(text)}” says none of: {listed}. Write one of these."
            )
        row[SAID] = (text.strip(), found.value)
        return found.value

    def clean(self, value: Any, target: Any) -> Any:
        """An empty cell leaves it to the row's times."""
        return value or ""


@dataclass(frozen=True)
class ListColumn(TextColumn):
    """The list or section of a board that a task stands in: a status where its name is one."""

    late = True

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        found = status_of(text)
        if found is not None:
            row[SAID] = (text.strip(), found.value)
        return found.value if found else ""


def read_so(rows: Iterable[dict[str, Any]]) -> list[str]:
    """How the names of a file were read, in one sentence; none where they are the product's own."""
    pairs = {row[SAID] for row in rows if SAID in row}
    told = sorted(
        (name, status)
        for name, status in pairs
        if simple(name) not in (status, simple(TaskStatus(status).label))
    )
    if not told:
        return []
    listed = ", ".join(f"“{short(name)}” as {status}" for name, status in told[:MOST_SAID])
    more = f" and {len(told) - MOST_SAID} more" if len(told) > MOST_SAID else ""
    return [f"Status names are read so: {listed}{more}."]
