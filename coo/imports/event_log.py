"""Event logs from files: what was done in each case and when, as CSV or XES."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from coo.imports.tasks import CutText
from coo.imports.xes import XES
from coo.models import Process, ProcessEvent
from coo.models.process import ProcessStatus
from coo.models.process_event import Lifecycle
from kernel.resources.imports.columns import (
    CellError,
    ChoiceColumn,
    NewRow,
    Reading,
    RowColumn,
    short,
    simple,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.moments import MomentColumn
from kernel.resources.imports.plans import Plan, Row

STARTS = frozenset({"start", "started", "begin", "begun", "begin work", "beginn", "début"})
ENDS = frozenset({"complete", "completed", "end", "ended", "finish", "finished", "ende", "fin"})
LONGEST_CASE = 120
CASE = "case said"
NAMED_ENDS = 6
NO_TIME = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
BATCH = 500
LEAST_EVENTS = 2


@dataclass(frozen=True)
class CaseColumn(RowColumn):
    """The case of an event: the process of that key, made where there is none."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        if len(text) > LONGEST_CASE:
            raise CellError(
                f"{self.heading}: “{short(text)}” has more than {LONGEST_CASE} letters."
            )
        row[CASE] = simple(text)
        return super().read(text, reading, row)


@dataclass(frozen=True)
class LifecycleColumn(ChoiceColumn):
    """Whether an event begins or ends an activity; without a word it ends it."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        word = simple(text)
        if word in STARTS:
            return Lifecycle.START.value
        if word in ENDS:
            return Lifecycle.COMPLETE.value
        raise CellError(
            f"{self.heading}: “{short(text)}” is neither start nor complete; leave this row out."
        )


@dataclass
class Case:
    """What a file tells of one case; `in_work` says that its last activity was only begun.

    `events` counts those that are stored too, where the file has one alone.
    """

    process: Any
    events: int = 0
    first: dt.datetime = NO_TIME
    last: dt.datetime = NO_TIME
    ends_with: str = ""
    in_work: bool = False


class LogPlan(Plan):
    """The order of equal times, a key for each event, and when cases began and ended.

    A case is done when it ends with an activity that nothing in the file ever follows. One event
    alone shows no flow: a case of one is not done, and says nothing of how cases end.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.cases: dict[str, Case] = {}
        followed: set[str] = set()
        timed: dict[str, list[tuple[dt.datetime, int, str, str]]] = {}
        for number, (_, values) in enumerate(rows):
            event = (values["at"], number, values["activity"], values["lifecycle"])
            timed.setdefault(values[CASE], []).append(event)
            self.cases.setdefault(values[CASE], Case(values["process"]))
        for key, events in timed.items():
            events.sort(key=lambda event: event[:2])
            names = [name for _, _, name, _ in events]
            followed |= {one for one, other in pairwise(names) if one != other}
            case = self.cases[key]
            case.events = len(events)
            case.first, case.last, case.ends_with = events[0][0], events[-1][0], names[-1]
            case.in_work = events[-1][3] == Lifecycle.START
        self._add_stored()
        self.last_ones = {case.ends_with for case in self.cases.values() if self._flows(case)}
        self.last_ones -= followed
        self.seen: Counter[str] = Counter()
        self.at_once: Counter[tuple[str, dt.datetime]] = Counter()
        self.cautions = self._cautions()
        self._tell_new_processes()

    def settle(self, first: int, rows: Sequence[Row]) -> None:
        """Give each event its key and its place among those of its moment."""
        for _, values in rows:
            case = values[CASE]
            source = hashlib.sha256(
                "\x1f".join(
                    (case, values["activity"], values["at"].astimezone(dt.UTC).isoformat(),
                     values["lifecycle"], values["resource"])
                ).encode()
            ).hexdigest()  # fmt: skip
            again = self.seen[source]
            self.seen[source] += 1
            if again:
                source = hashlib.sha256(f"{source} {again}".encode()).hexdigest()
            values["source_key"] = source
            values["position"] = self.at_once[case, values["at"]]
            self.at_once[case, values["at"]] += 1

    def finish(self) -> None:
        """Close the stored cases that the file shows the end of, and let none begin too late."""
        stored = {
            case.process: case
            for case in self.cases.values()
            if not isinstance(case.process, NewRow)
        }
        changed = []
        for row in Process.objects.filter(pk__in=stored, status=ProcessStatus.RUNNING):
            case = stored[row.pk]
            row.started_at = min(row.started_at, case.first)
            if self._is_done(case):
                row.status, row.finished_at = ProcessStatus.DONE, case.last
            changed.append(row)
        fields = ["started_at", "status", "finished_at"]
        Process.objects.bulk_update(changed, fields, batch_size=BATCH)

    def _add_stored(self) -> None:
        """Count events of before for cases that the file has one event of."""
        alone = {
            case.process: case
            for case in self.cases.values()
            if case.events < LEAST_EVENTS and not isinstance(case.process, NewRow)
        }
        stored = ProcessEvent.objects.filter(process__in=alone).order_by()
        for process, activity, at in stored.values_list("process", "activity", "at"):
            case = alone[process]
            case.events += (activity, at) != (case.ends_with, case.last)

    def _flows(self, case: Case) -> bool:
        """Whether a case's events show how it went on."""
        return case.events >= LEAST_EVENTS

    def _is_done(self, case: Case) -> bool:
        return self._flows(case) and case.ends_with in self.last_ones and not case.in_work

    def _tell_new_processes(self) -> None:
        for case in self.cases.values():
            if not isinstance(case.process, NewRow):
                continue
            done = self._is_done(case)
            case.process.values |= {
                "started_at": case.first,
                "status": (ProcessStatus.DONE if done else ProcessStatus.RUNNING).value,
                "finished_at": case.last if done else None,
            }

    def _cautions(self) -> list[str]:
        if not self.cases:
            return []
        short_ones = sum(not self._flows(case) for case in self.cases.values())
        said = []
        if short_ones:
            cases = "1 case has" if short_ones == 1 else f"{short_ones:,} cases have"
            them = "it counts" if short_ones == 1 else "they count"
            said = [f"{cases} one event only, which shows no flow: {them} as running, not as done."]
        ends = sorted(self.last_ones)
        if short_ones == len(self.cases):
            return said
        if not ends:
            all_followed = "Every activity is followed by another one somewhere"
            return [f"{all_followed}: no case counts as done.", *said]
        listed = ", ".join(f"“{short(one)}”" for one in ends[:NAMED_ENDS])
        more = f" and {len(ends) - NAMED_ENDS} more" if len(ends) > NAMED_ENDS else ""
        done = f"Cases count as done that end with what nothing ever follows: {listed}{more}."
        return [done, *said]


class EventLogImport(ImportKind):
    """A row an event; one that is there already is left as it is."""

    title = "Event log"
    noun = "event"
    about = (
        "One row an event: the case, what was done, when, and by whom or what. CSV and XES are "
        "taken; a case that is not here yet becomes a process. Times with a zone are converted, "
        "others are the workspace’s. Events may stand in any order, and files may come twice."
    )
    model = ProcessEvent
    key = ("source_key",)
    day = "at"
    keeps = True
    formats = (XES,)
    further = ("source_key", "position")
    columns = (
        CaseColumn(
            "process", label="Case",
            aliases=("case", "case id", "case:concept:name", "caseid", "case key", "trace",
                     "order", "order id", "ticket", "vorgang", "fall", "auftrag"),
            to=Process, by="key", make=lambda words, row: {"key": words, "started_at": None},
            required=True, example="C-1001",
        ),
        CutText(
            "activity",
            aliases=("concept:name", "event", "event name", "activity name", "task", "step",
                     "aktivität", "schritt"),
            required=True, example="Check the order",
        ),
        MomentColumn(
            "at", label="Time",
            aliases=("time", "timestamp", "time:timestamp", "date", "event time",
                     "complete timestamp", "zeit", "zeitpunkt"),
            required=True, example="2026-01-30 09:15",
        ),
        LifecycleColumn(
            "lifecycle", aliases=("lifecycle:transition", "transition", "event type"),
            default=Lifecycle.COMPLETE.value, example="complete",
        ),
        CutText(
            "resource", label="Resource",
            aliases=("resource", "org:resource", "user", "by", "performed by", "agent",
                     "bearbeiter", "person"),
            default="", example="Ada",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: an activity, and a time of this age."""
        if not row.get("activity"):
            yield "activity", "Say what was done."
        at = row.get("at")
        if at is None:
            yield "at", "Say when it was done."
        elif not 1990 <= at.year <= 2100:
            yield "at", "The time lies outside of 1990 to 2100."

    def plan(self, rows: Iterable[Row], door: str) -> LogPlan:
        """How cases began and ended, with all events of the file at hand."""
        return LogPlan(rows)

    def sample_rows(self) -> list[dict[str, str]]:
        """Two cases, one of which goes on."""
        check = {column.name: column.example for column in self.bound}
        return [
            check,
            {**check, "activity": "Pack", "at": "2026-01-30 10:40", "resource": "Ben"},
            {**check, "activity": "Send", "at": "2026-01-30 15:05", "resource": "Ben"},
            {**check, "process": "C-1002", "at": "2026-01-30 11:20"},
            {**check, "process": "C-1002", "activity": "Pack", "at": "2026-01-30 16:10",
             "lifecycle": "start", "resource": "Ben"},
        ]  # fmt: skip
