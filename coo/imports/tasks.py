"""Tasks from files: plain lists, and exports of Jira, Asana and Trello."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coo.imports.asana import ASANA
from coo.imports.jira import JIRA
from coo.imports.statuses import ListColumn, StateColumn, read_so
from coo.imports.trello import TRELLO, TRELLO_BOARD
from coo.models import Process, Task
from coo.models.task import BEGUN, CLOSED, TaskPriority, TaskStatus
from kernel.resources.imports.columns import (
    ChoiceColumn,
    DecimalColumn,
    ImportColumn,
    Reading,
    RowColumn,
    TextColumn,
    simple,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.moments import MomentColumn

PRIORITIES = {
    "highest": "urgent", "blocker": "urgent", "critical": "urgent", "p0": "urgent", "p1": "high",
    "major": "high", "hoch": "high", "medium": "normal", "mittel": "normal", "p2": "normal",
    "minor": "low", "lowest": "low", "trivial": "low", "niedrig": "low", "p3": "low", "p4": "low",
}  # fmt: skip
YES = frozenset({"true", "yes", "1", "ja", "oui"})
MADE_KEY = "row "
_OBJECT_ID = re.compile(r"[0-9a-f]{24}\Z")
_EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class CutText(TextColumn):
    """Words with their spaces made one, cut where they are longer than the field."""

    def clean(self, value: Any, target: Any) -> Any:
        text = " ".join((value or "").split())
        most = target.max_length
        return super().clean(text if len(text) <= most else f"{text[: most - 1]}…", target)


@dataclass(frozen=True)
class PriorityColumn(ChoiceColumn):
    """A priority by its own name or one that other products use; an unknown one is normal."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        word = simple(text)
        if word in TaskPriority.values:
            return word
        return PRIORITIES.get(word, TaskPriority.NORMAL.value)


class TasksImport(ImportKind):
    """A row a task; one of the same number is updated."""

    title = "Tasks"
    noun = "task"
    about = (
        "One row a task, with its status and its times. Exports of Jira, Asana and Trello are "
        "recognised; their status names are read as ours, and shown as read before anything is "
        "stored. Files may overlap: a task is known by its number, else by its title and opening."
    )
    model = Task
    key = ("key",)
    day = "opened_at"
    layouts = (JIRA, ASANA, TRELLO)
    formats = (TRELLO_BOARD,)
    further = ("key", "status", "opened_at", "estimate_hours")
    columns = (
        CutText(
            "key", aliases=("issue key", "id", "task id", "ticket", "number", "nummer", "ref"),
            example="OPS-101",
        ),
        CutText(
            "title", required=True,
            aliases=("task", "name", "summary", "subject", "task name", "titel", "aufgabe",
                     "titre", "tâche", "título", "tarea"),
            example="Count the beans",
        ),
        TextColumn("category", label="Kind of status", stored=False,
                   aliases=("status category",)),
        StateColumn("status", aliases=("state", "stand", "statut", "estado"), example="doing"),
        ListColumn("list", label="List of the board", stored=False,
                   aliases=("list", "section", "board column")),
        CutText(
            "assignee", aliases=("assigned to", "owner", "responsible", "zuständig", "bearbeiter",
                                 "assigné à", "asignado a"),
            example="Ada",
        ),
        CutText("team", aliases=("group", "department", "squad", "abteilung"), example="Roastery"),
        PriorityColumn("priority", aliases=("prio", "priorität", "urgency"), default="normal",
                       example="high"),
        RowColumn("process", aliases=("case", "case id", "vorgang"), to=Process, by="key"),
        CutText("step", aliases=("workflow step", "schritt")),
        DecimalColumn(
            "estimate_hours", label="Estimate in hours",
            aliases=("estimate", "estimated hours", "hours", "aufwand", "stunden"), example="1.5",
        ),
        DecimalColumn("estimate_seconds", label="Estimate in seconds", stored=False),
        MomentColumn(
            "due_at", until=True,
            aliases=("due date", "due", "deadline", "fällig", "fällig am", "échéance"),
            example="2026-02-06 17:00",
        ),
        MomentColumn(
            "opened_at",
            aliases=("created", "created at", "opened", "asked for", "date created", "erstellt",
                     "créé", "creado"),
            example="2026-01-28 09:30",
        ),
        MomentColumn("started_at", aliases=("started", "actual start", "begonnen"),
                     example="2026-01-29 10:00"),
        MomentColumn(
            "finished_at",
            aliases=("completed at", "finished", "completed", "resolved", "closed", "done at",
                     "erledigt am", "abgeschlossen"),
        ),
        MomentColumn(
            "changed_at", label="Last change", stored=False,
            aliases=("updated", "last modified", "last updated", "modified", "geändert"),
        ),
        TextColumn("archived", label="Archived", stored=False),
        TextColumn("due_complete", label="Due date met", stored=False, aliases=("due complete",)),
    )  # fmt: skip

    def lacking(self, mapping: Mapping[str, str]) -> list[ImportColumn]:
        """Times of a past need the time at which it began."""
        missing = super().lacking(mapping)
        past = {"started_at", "finished_at"} & set(mapping)
        known = "opened_at" in mapping or (self.layout is not None and self.layout.name == "trello")
        if past and not known:
            missing += [column for column in self.bound if column.name == "opened_at"]
        return missing

    def complete(self, row: dict[str, Any]) -> None:
        """Status, times and number, where the file tells them in another way."""
        self._open(row)
        self._settle_status(row)
        self._settle_times(row)
        if "estimate_seconds" in row:
            seconds = row["estimate_seconds"]
            row["estimate_hours"] = None if seconds is None else round(Decimal(seconds) / 3600, 2)
        row["key"] = row.get("key") or _key_of(row)

    def _open(self, row: dict[str, Any]) -> None:
        """A card of Trello's says when it was made in its number."""
        if "opened_at" not in row and _OBJECT_ID.match(str(row.get("key") or "")):
            stamp = dt.datetime.fromtimestamp(int(row["key"][:8], 16), dt.UTC)
            row["opened_at"] = max(stamp, _EARLIEST)

    def _settle_status(self, row: dict[str, Any]) -> None:
        told = [name for name in _TELLING if name in row]
        if not told:
            return
        status = row.get("status") or row.get("list") or ""
        if not row.get("status"):
            if _yes(row.get("due_complete")) or row.get("finished_at"):
                status = TaskStatus.DONE.value
            elif _yes(row.get("archived")) and status != TaskStatus.DONE:
                status = TaskStatus.CANCELLED.value
            elif not status:
                started = row.get("started_at")
                status = (TaskStatus.DOING if started else TaskStatus.TODO).value
        row["status"] = status

    def _settle_times(self, row: dict[str, Any]) -> None:
        """A closed task has an end and an open one none; one in work began when it was opened."""
        status, opened = row.get("status"), row.get("opened_at")
        if status in CLOSED:
            end = row.get("finished_at") or row.get("changed_at")
            if end is not None:
                began = max(filter(None, (end, opened, row.get("started_at"))))
                row["finished_at"] = end if self._backwards(row, began) else began
            else:
                row.setdefault("finished_at", None)
        elif "finished_at" in row or "changed_at" in row:
            row["finished_at"] = None
        if "started_at" in row and row["started_at"] is None and status in BEGUN:
            row["started_at"] = opened

    def _backwards(self, row: dict[str, Any], began: dt.datetime) -> bool:
        """Whether a plain list's end lies a day or more too early; an end may lack its hour, and
        other products tell the start that was planned."""
        end = row.get("finished_at")
        return self.layout is None and end is not None and began - end >= dt.timedelta(days=1)

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: an end for what is closed, times in their order."""
        opened, started, finished = (
            row.get(name) for name in ("opened_at", "started_at", "finished_at")
        )
        if "opened_at" in row and opened is None:
            yield "opened_at", "Say when it was opened."
        if row.get("status") in CLOSED and finished is None:
            yield (
                "finished_at",
                "A closed task says when it was finished: fill that cell, or add the column of "
                "its last change.",
            )
        if opened and started and started < opened:
            yield "started_at", "It was started before it was opened."
        if finished and started and finished < started:
            yield "finished_at", "It was finished before it was started."
        elif finished and opened and finished < opened:
            yield "finished_at", "It was finished before it was opened."

    def cautions(self, rows: list[dict[str, Any]]) -> list[str]:
        """How the names of other products were read."""
        return read_so(rows)

    def sample_rows(self) -> list[dict[str, str]]:
        """One that waits, one in work and one that is done."""
        doing = {column.name: column.example for column in self.bound}
        todo = doing | {
            "key": "OPS-102", "title": "Clean the grinder", "status": "todo", "assignee": "",
            "started_at": "", "priority": "normal",
        }  # fmt: skip
        done = doing | {
            "key": "OPS-100", "title": "Order sacks", "status": "done", "priority": "low",
            "finished_at": "2026-01-30 16:45",
        }  # fmt: skip
        return [doing, todo, done]


_TELLING = ("status", "list", "category", "archived", "due_complete", "finished_at", "started_at")


def _yes(text: Any) -> bool:
    return str(text or "").strip().casefold() in YES


def _key_of(row: dict[str, Any]) -> str:
    """A number for a task without one: the same for the same title, opening and team."""
    opened = row.get("opened_at")
    said = "\x1f".join(
        (str(row.get("title")), opened.isoformat() if opened else "", str(row.get("team") or ""))
    )
    return f"{MADE_KEY}{hashlib.sha256(said.encode()).hexdigest()[:16]}"
