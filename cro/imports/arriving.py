"""New experiments of a results file: their variants, and what keeps one from being taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any
from uuid import UUID

from cro.imports.naming import is_control
from kernel.resources.imports.columns import NewRow

WEIGHT_PLACES = Decimal("0.0000001")
WEIGHT_ERROR = Decimal("0.000001")
"""What shares may lack of 1, as the table allows it."""

Fault = tuple[int, str, str]
"""A line, a column's name and a sentence."""


@dataclass
class Version:
    """A variant as the file gives it; `line` is its first."""

    new: NewRow
    line: int
    people: int = 0
    weight: Decimal | None = None
    control: bool | None = None

    @property
    def words(self) -> str:
        """The variant with its line, to be found in the file."""
        return f"“{self.new.words}” (line {self.line})"


@dataclass
class Came:
    """A new experiment: its first day, its first metric, its variants, and all of its lines."""

    new: NewRow
    first: dt.date
    metric: Any
    versions: dict[UUID, Version] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    torn: list[Fault] = field(default_factory=list)

    def add(self, line: int, values: dict[str, Any]) -> None:
        """A row of it, whose variant is new too."""
        self.lines.append(line)
        self.first = min(self.first, values.get("started") or values["date"])
        key = values["variant"].key
        version = self.versions.setdefault(key, Version(values["variant"], line))
        version.people += values.get("units") or 0
        for name, words in (("weight", "another planned share"), ("control", "another answer")):
            said, known = values.get(name), getattr(version, name)
            if said is not None and known is not None and said != known:
                sentence = f"{version.words} has {words} here: give the same in each of its rows."
                self.torn.append((line, name, sentence))
            setattr(version, name, said if known is None else known)

    @property
    def control(self) -> Version:
        """The variant that is marked, else that is named like one, else the first."""
        shown = list(self.versions.values())
        marked = [one for one in shown if one.control]
        others = [one for one in shown if one.control is None]
        named = [one for one in others if is_control(one.new.words)]
        return [*marked, *named, *others, *shown][0]

    def faults(self) -> dict[int, list[tuple[str, str]]]:
        """Why it cannot be taken, by line: where the fault is, and that the others go with it."""
        found: dict[int, list[tuple[str, str]]] = {}
        for line, name, sentence in self._faults():
            found.setdefault(line, []).append((name, sentence))
        if found:
            with_it = f"“{self.new.words}” is not taken: see line {min(found)}."
            found |= {line: [("experiment", with_it)] for line in self.lines if line not in found}
        return found

    def settle(self) -> str:
        """Give the new rows control, weights, metric and day; answers what was taken for granted.

        Nothing may be wrong with it.
        """
        self.new.values |= {"starts_on": self.first, "metric_id": self.metric}
        shown, control = list(self.versions.values()), self.control
        equal = shown[0].weight is None
        for one in shown:
            share = Decimal(1) / len(shown) if equal else one.weight or Decimal(0)
            one.new.values["weight"] = share.quantize(WEIGHT_PLACES, ROUND_HALF_EVEN)
            one.new.values["is_control"] = one is control
        return " ".join(self._granted(control, equal=equal))

    def _granted(self, control: Version, *, equal: bool) -> Iterator[str]:
        name, split = control.new.words, ""
        if equal:
            split = f" and its {len(self.versions)} variants as split equally"
        if control.control:
            yield f"“{self.new.words}” is new here, with “{name}” as its control{split}."
        else:
            yield f"“{self.new.words}” is new here: “{name}” is taken as its control{split}."
            if not is_control(name):
                yield (
                    "No variant is named like a control, so it is the first one of the file; mark "
                    "another in a column “Is the control”."
                )
        yield (
            "It ran elsewhere, so nothing of its plan was fixed before the start. Take it back to "
            "draft where control or weights are others."
        )
        for one in self.versions.values():
            if not one.people:
                yield (
                    f"Nobody was exposed to {one.words}: without people it cannot be judged. "
                    "Correct the people, or send the days on which somebody saw it."
                )

    def _faults(self) -> Iterator[Fault]:
        shown, name = list(self.versions.values()), f"“{self.new.words}”"
        yield from self.torn
        if len(shown) < 2:
            yield (
                self.lines[0],
                "variant",
                f"{name} has one variant whose rows can be taken, {shown[0].words}, and a test "
                "compares two or more: add the rows of the others, or correct those that are "
                "refused.",
            )
        marked = [one for one in shown if one.control]
        if len(marked) > 1:
            listed = " and ".join(one.words for one in marked)
            yield (
                marked[1].line,
                "control",
                f"{name} marks more than one variant as its control: {listed}. A test has one "
                "that the others are held against; mark that one alone.",
            )
        if all(one.control is False for one in shown):
            yield (
                self.lines[0],
                "control",
                f"{name} has no control: each of its variants says no. Write yes for the one that "
                "the others are held against.",
            )
        yield from self._faults_of_weights(shown, name)

    def _faults_of_weights(self, shown: list[Version], name: str) -> Iterator[Fault]:
        given = [one for one in shown if one.weight is not None]
        if not given:
            return
        for one in shown:
            if one.weight is None:
                yield (
                    one.line,
                    "weight",
                    f"{one.words} of {name} has no planned share, and others have: give it for "
                    "every variant, or for none where they were split equally.",
                )
        weights = [one.weight or Decimal(0) for one in given]
        total = sum(weights, Decimal(0))
        if len(given) == len(shown) and abs(total - 1) > WEIGHT_ERROR:
            listed = ", ".join(
                f"{one.words} {percent(weight)}" for one, weight in zip(given, weights, strict=True)
            )
            yield (
                given[0].line,
                "weight",
                f"The planned shares of {name} sum to {percent(total)} and not "
                f"to 100%: {listed}. Change them.",
            )


def percent(share: Decimal) -> str:
    """ "33.33%", with the places that it has."""
    return f"{(share * 100).normalize():f}%"
