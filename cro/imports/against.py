"""Rows of a results file held against each other and against what is stored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from cro.analysis.health import LATE_DAYS
from cro.imports.arriving import Came, percent
from cro.imports.watching import key_of
from cro.models import Metric, Variant
from kernel.resources.imports.columns import NewRow
from kernel.resources.rights import scope_notation
from kernel.tenancy import clock

Faults = dict[int, list[tuple[str, str]]]


class Before:
    """The time before the test: every variant of a metric has it, or none."""

    def __init__(self) -> None:
        self.having: dict[Any, int] = {}
        self.lacking: dict[Any, list[int]] = defaultdict(list)

    def add(self, line: int, values: dict[str, Any]) -> None:
        """A row of the file; one of nobody has no time before."""
        if "pre_sum" not in values or not values.get("units"):
            return
        pair = (key_of(values.get("experiment")), key_of(values.get("metric")))
        if values["pre_sum"] is None:
            self.lacking[pair].append(line)
        else:
            self.having.setdefault(pair, line)

    def faults(self) -> Faults:
        """The rows that lack what others of their experiment and metric have."""
        return {
            line: [
                (
                    "pre_sum",
                    f"The time before the test is missing here, and line {self.having[pair]} has "
                    "it: give sum, sum of squares and cross-product for every variant and day of "
                    "this metric, or leave the three columns empty in all of its rows.",
                )
            ]
            for pair, lines in self.lacking.items()
            if pair in self.having
            for line in lines
        }


class Kept:
    """Shares and controls that a file gives of experiments which are here already."""

    def __init__(self) -> None:
        self.given: dict[Any, dict[Any, tuple[Any, Any]]] = defaultdict(dict)

    def add(self, values: dict[str, Any]) -> None:
        """A row of the file."""
        experiment, variant = values.get("experiment"), values.get("variant")
        said = (values.get("weight"), values.get("control"))
        if isinstance(experiment, UUID) and isinstance(variant, UUID) and said != (None, None):
            self.given[experiment][variant] = said

    def cautions(self) -> list[str]:
        """What stays as it is here although the file says otherwise."""
        said = []
        stored = Variant.objects.filter(experiment__in=self.given).select_related("experiment")
        shown: dict[Any, list[Variant]] = defaultdict(list)
        for row in stored.order_by("experiment__name", "-is_control", "key"):
            shown[row.experiment_id].append(row)
        for experiment, rows in shown.items():
            given = self.given[experiment]
            if not any(_differs(row, *given[row.pk]) for row in rows if row.pk in given):
                continue
            split = ", ".join(f"“{row}” {percent(row.weight)}" for row in rows)
            control = next((f"“{row}”" for row in rows if row.is_control), "none")
            said.append(
                f"“{rows[0].experiment}” is here already and keeps its split ({split}) and its "
                f"control ({control}), although the file says otherwise."
            )
        return said


class Reached:
    """Whom and which days a file's rows are of, where some of them are not counted."""

    def __init__(self) -> None:
        self.today = clock.today()
        self.to_come: list[dt.date] = []
        self.last: dict[Any, dt.date] = {}
        self.of_everybody: set[Any] = set()

    def add(self, values: dict[str, Any]) -> None:
        """A row of the file."""
        key, day = key_of(values.get("experiment")), values["date"]
        if day > self.today:
            self.to_come.append(day)
        if values.get("segment") is None:
            self.of_everybody.add(key)
        self.last[key] = max(day, self.last.get(key, day))

    def cautions(self, came: Iterable[Came]) -> list[str]:
        """What is not counted, and what is over; `came` are the file's new experiments."""
        notes, said = scope_notation(), []
        for one in came:
            if one.new.key not in self.of_everybody:
                said.append(
                    f"“{one.new.words}” has rows of segments only, and is judged by those of "
                    "everybody: send these too, from an export that is not split."
                )
            last = self.last[one.new.key]
            if (self.today - last).days > LATE_DAYS:
                said.append(
                    f"The newest result of “{one.new.words}” is of {notes.day(last)}, and it is "
                    "taken as one that runs. Stop it on its page if it is over; it ends on that "
                    "day then."
                )
        if self.to_come:
            rows = notes.count(len(self.to_come), "row is of a day", "rows are of days")
            newest = notes.day(max(self.to_come))
            said.append(
                f"{rows} after {notes.day(self.today)}, the newest of {newest}. Results of a day "
                "count once it has come: look whether the days are right."
            )
        return said


def _differs(row: Variant, weight: Any, control: bool | None) -> bool:
    other = weight is not None and abs(weight - row.weight) > 1e-6
    return other or (control is not None and control != row.is_control)


class Once:
    """Totals: their people stand in no other row already."""

    def __init__(self) -> None:
        self.days: dict[tuple[UUID, UUID], dict[dt.date, list[int]]] = {}

    def add(self, line: int, values: dict[str, Any]) -> None:
        """A row of the file; what is new has no rows here."""
        variant, metric = values.get("variant"), values.get("metric")
        if isinstance(variant, NewRow) or isinstance(metric, NewRow):
            return
        if variant is not None and metric is not None:
            known = self.days.setdefault((variant, metric), {})
            known.setdefault(values["date"], []).append(line)

    def faults(self) -> Faults:
        """The rows of which results of other days are here."""
        found: Faults = {}
        for (variant, metric), given in self.days.items():
            stored = Metric.objects.filter(variant_id=variant, metric_id=metric, segment=None)
            other = stored.exclude(date__in=given).order_by("date").first()
            if other is None:
                continue
            day = scope_notation().day(other.date)
            sentence = (
                f"Results of {day} are here already, and the file's totals would count the same "
                "people again. Export by day, or take the import of those results back first."
            )
            found |= {line: [("date", sentence)] for lines in given.values() for line in lines}
        return found
