"""What happened in each case, as columns: events, and the passages through activities in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kernel.statistics.values import AnalysisError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
HOUR = 3600.0
LIFECYCLES = ("start", "complete")
Record = Sequence[Any]


@dataclass(frozen=True)
class EventLog:
    """Events in the order of their cases and times, whatever order they came in.

    `case` and `activity` index into `cases` and `activities`. `at` is the instant in seconds,
    `worked` the working seconds that a calendar counts up to it, from any one origin; `begins`
    tells a start from a completion. Events of one instant keep the order that they came in, a
    start before a completion.
    """

    cases: tuple[str, ...]
    activities: tuple[str, ...]
    case: Ints
    activity: Ints
    at: Floats
    worked: Floats
    begins: Bools

    def __len__(self) -> int:
        return len(self.case)

    @classmethod
    def of(cls, records: Sequence[Record]) -> Self:
        """From `(case, activity, at[, worked[, lifecycle]])`.

        Without `worked` the calendar's time counts as working time; without a lifecycle an event
        is a completion. Raises AnalysisError for another lifecycle or a blank name.
        """
        rows = [_filled(record) for record in records]
        cases = tuple(dict.fromkeys(row[0] for row in rows))
        activities = tuple(sorted({row[1] for row in rows}))
        places = {name: at for at, name in enumerate(cases)}
        names = {name: at for at, name in enumerate(activities)}
        case = np.array([places[row[0]] for row in rows], dtype=np.int64)
        activity = np.array([names[row[1]] for row in rows], dtype=np.int64)
        at = np.array([row[2] for row in rows], dtype=np.float64)
        worked = np.array([row[3] for row in rows], dtype=np.float64)
        begins = np.array([row[4] == "start" for row in rows], dtype=np.bool_)
        into = np.lexsort((np.arange(len(rows)), ~begins, at, case))
        return cls(
            cases, activities, case[into], activity[into], at[into], worked[into], begins[into]
        )


def _filled(record: Record) -> tuple[str, str, float, float, str]:
    case, activity, at = record[0], record[1], float(record[2])
    worked = float(record[3]) if len(record) > 3 and record[3] is not None else at
    lifecycle = str(record[4]) if len(record) > 4 else "complete"
    if lifecycle not in LIFECYCLES:
        raise AnalysisError(f"{lifecycle!r} is no lifecycle: start or complete")
    if not str(case).strip() or not str(activity).strip():
        raise AnalysisError("an event has a case and an activity")
    return str(case), str(activity), at, worked, lifecycle


@dataclass(frozen=True)
class Passages:
    """Each time that a case went through an activity, in the order in which they began.

    Begin and end in seconds, of the calendar (`_at`) and worked; NaN for an end that has not
    come. `timed` where the begin is known by an event of its own: else begin and end are one,
    and work cannot be told from waiting.
    """

    cases: tuple[str, ...]
    activities: tuple[str, ...]
    case: Ints
    activity: Ints
    begin_at: Floats
    end_at: Floats
    begin: Floats
    end: Floats
    timed: Bools

    def __len__(self) -> int:
        return len(self.case)

    def of_cases(self, names: Collection[str]) -> Self:
        """The passages of some cases only; cases and activities keep their numbers."""
        kept = np.array([name in names for name in self.cases], dtype=np.bool_)
        chosen = kept[self.case] if len(self) else np.zeros(0, dtype=np.bool_)
        columns = [getattr(self, field.name) for field in fields(self)[2:]]
        return type(self)(self.cases, self.activities, *(column[chosen] for column in columns))

    def follows(self) -> tuple[Ints, Ints]:
        """Indices of each two passages of one case that follow each other."""
        first = np.flatnonzero(self.case[1:] == self.case[:-1]) if len(self) else np.zeros(0, int)
        return first.astype(np.int64), first.astype(np.int64) + 1

    def waits(self) -> tuple[Ints, Floats, Floats]:
        """Indices of passages with one before them, and their waiting in hours: worked, calendar.

        From the end of the passage before to the begin; none where they overlap, and no entry
        where the one before has not ended.
        """
        before, after = self.follows()
        worked = np.maximum(self.begin[after] - self.end[before], 0.0) / HOUR
        calendar = np.maximum(self.begin_at[after] - self.end_at[before], 0.0) / HOUR
        known = np.isfinite(worked)
        return after[known], worked[known], calendar[known]


def passages(log: EventLog) -> Passages:
    """Starts and completions of one activity in one case, paired in their order.

    A completion without a start is a passage whose begin is not known; a start without a
    completion one that has not ended.
    """
    begins, ends = _pairs(log) if log.begins.any() else _completions(log)
    has_begin, has_end = begins >= 0, ends >= 0
    first = np.where(has_begin, begins, ends)
    last = np.where(has_end, ends, 0)
    columns = {
        "case": log.case[first],
        "activity": log.activity[first],
        "begin_at": log.at[first],
        "end_at": np.where(has_end, log.at[last] if len(log) else 0.0, np.nan),
        "begin": log.worked[first],
        "end": np.where(has_end, log.worked[last] if len(log) else 0.0, np.nan),
        "timed": has_begin,
    }
    order = np.lexsort((first, columns["begin_at"], columns["case"]))
    return Passages(log.cases, log.activities, **{k: v[order] for k, v in columns.items()})


def _completions(log: EventLog) -> tuple[Ints, Ints]:
    return np.full(len(log), -1, dtype=np.int64), np.arange(len(log), dtype=np.int64)


def _pairs(log: EventLog) -> tuple[Ints, Ints]:
    """Indices of the begin and the end of each passage, -1 where there is none."""
    open_: dict[tuple[int, int], list[int]] = defaultdict(list)
    begins: list[int] = []
    ends: list[int] = []
    rows = zip(log.case.tolist(), log.activity.tolist(), log.begins.tolist(), strict=True)
    for at, (case, activity, is_start) in enumerate(rows):
        if is_start:
            open_[case, activity].append(at)
            continue
        waiting = open_[case, activity]
        begins.append(waiting.pop(0) if waiting else -1)
        ends.append(at)
    left = [at for starts in open_.values() for at in starts]
    begins += left
    ends += [-1] * len(left)
    return np.array(begins, dtype=np.int64), np.array(ends, dtype=np.int64)
