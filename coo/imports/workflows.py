"""Workflows from files: a row a step, gathered into one workflow a name and version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from coo.models import Workflow
from coo.models.workflow_steps import ESTIMATES, steps_faults
from kernel.errors import KernelError
from kernel.resources.amounts import NotANumberError, mark_of, read_number
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.columns import (
    CellError,
    DecimalColumn,
    ImportColumn,
    Reading,
    TextColumn,
    WholeColumn,
    short,
    simple,
    storable,
)
from kernel.resources.imports.formats import FileFormat
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.reading import Sheet, cell, names_of, open_sheet

BETWEEN = (";", "|", ",")
STEP_HEADINGS: dict[str, tuple[str, ...]] = {
    "workflow": ("workflow", "process", "workflow name", "ablauf"),
    "version": ("version", "revision"),
    "description": ("description", "about", "beschreibung"),
    "sla_hours": ("promised within", "sla hours", "sla", "promise"),
    "key": ("step", "key", "step key", "id", "schritt"),
    "name": ("step name", "what is done", "activity", "name", "title", "tätigkeit"),
    "role": ("role", "by whom", "owner", "rolle"),
    "optimistic": ("optimistic", "best case", "min", "optimistisch"),
    "likely": ("likely", "most likely", "estimate", "hours", "wahrscheinlich"),
    "pessimistic": ("pessimistic", "worst case", "max", "pessimistisch"),
    "depends_on": ("depends on", "after", "predecessors", "dependencies", "nach"),
}
NEEDED = ("workflow", "key", "name", "likely")
HEADER = ["Workflow", "Version", "Description", "Promised within", "Steps"]
STEPS = len(HEADER) - 1
HEAD_PARTS = ("version", "description", "sla_hours")
NOT_READ = "not a number"

Given = dict[str, str]
"""The cells of a step, by what they are."""


@dataclass
class Gathered:
    """The lines of a file that are the steps of one workflow; ``mark`` parts their decimals."""

    lines: list[tuple[int, Given]] = field(default_factory=list)
    mark: str = "."

    def steps(self) -> list[dict[str, Any]]:
        return [_step(given, self.mark) for _, given in self.lines]

    def promises(self) -> Iterator[tuple[int, str]]:
        """Lines that promise something else than the first that promises anything."""
        said = [(line, given["sla_hours"]) for line, given in self.lines if given.get("sla_hours")]
        for line, hours in said:
            if hours != said[0][1]:
                yield (
                    line,
                    f"Line {said[0][0]} promises this workflow within {short(said[0][1])}, this "
                    f"one within {short(hours)}: write the same in both, or in one alone.",
                )


@dataclass
class StepsSheet(Sheet):
    """A file of steps as rows of workflows; a workflow's line is that of its first step."""

    steps: Sheet | None = None
    places: dict[str, int] = field(default_factory=dict)

    def cell(self, row: list[Any], position: int) -> Any:
        """A cell's text; of the steps what was gathered."""
        return row[position] if position == STEPS else super().cell(row, position)

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Each workflow with its steps, in the order in which they begin."""
        assert self.steps is not None
        found: dict[tuple[str, str], tuple[int, Given, Gathered]] = {}
        marks: Counter[str] = Counter()
        for line, cells in self.steps.rows():
            given = {name: cell(cells, place).strip() for name, place in self.places.items()}
            marks.update(filter(None, (mark_of(given.get(name, "")) for name in ESTIMATES)))
            key = (simple(given["workflow"]), given.get("version", ""))
            found.setdefault(key, (line, given, Gathered()))[2].lines.append((line, given))
        mark = next((mark for mark, _ in marks.most_common(1)), ".")
        for line, given, steps in found.values():
            steps.mark = mark
            said = {name: next((g[name] for _, g in steps.lines if g.get(name)), "")
                    for name in HEAD_PARTS}  # fmt: skip
            yield line, [given["workflow"], *said.values(), steps]


def open_steps(content: Blob, name: str, encoding: str) -> Sheet:
    """Read the headings; raises KernelError import_invalid where one is missing."""
    known = [heading for headings in STEP_HEADINGS.values() for heading in headings]
    steps = open_sheet(content, name, known=known, encoding=encoding)
    places = _places(steps.header)
    missing = [STEP_HEADINGS[name][0] for name in NEEDED if name not in places]
    if missing:
        raise KernelError(
            "import_invalid",
            detail=f"The file has no column for {', '.join(missing)}. It holds a row a step.",
        )
    return StepsSheet(
        steps.name, steps.source, steps.encoding, steps.encoding_sure, steps.separator,
        header=list(HEADER), header_line=steps.header_line, steps=steps, places=places,
        says={"decimal_mark": "."}, form="a row a step",
    )  # fmt: skip


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where each part of a step stands, the best heading first; each heading is taken once."""
    names = [names_of(head) for head in header]
    places: dict[str, int] = {}
    for part, headings in STEP_HEADINGS.items():
        for heading in map(simple, headings):
            free = (n for n, known in enumerate(names) if n not in places.values())
            place = next((n for n in free if heading in names[n]), None)
            if place is not None:
                places[part] = place
                break
    return places


def _step(given: Given, mark: str) -> dict[str, Any]:
    """A step out of its cells; one estimate alone stands for all three."""
    likely = _hours(given["likely"], mark)
    hours = {name: _hours(given[name], mark) if given.get(name) else likely for name in ESTIMATES}
    return {
        "key": given["key"],
        "name": given["name"],
        "role": given.get("role", ""),
        **hours,
        "depends_on": _keys(given.get("depends_on", "")),
    }


def _hours(text: str, mark: str) -> int | float | str:
    try:
        number = read_number(text, mark)
    except NotANumberError:
        return NOT_READ
    return int(number) if number == number.to_integral_value() else float(number)


def _keys(text: str) -> list[str]:
    mark = next((mark for mark in BETWEEN if mark in text), BETWEEN[0])
    return [key.strip() for key in text.split(mark) if key.strip()]


@dataclass(frozen=True)
class StepsColumn(ImportColumn):
    """The steps of a workflow: lines gathered from a file, a list by the API."""

    late = True

    def means(self, text: Any) -> Any:
        return text

    def read(self, text: Any, reading: Reading, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The steps of gathered lines; each fault stands at its own line."""
        steps: list[dict[str, Any]] = text.steps()
        found = steps_faults(steps)
        faults = [(text.lines[max(number, 1) - 1][0], words) for number, words in found]
        faults = [*text.promises(), *faults]
        if not all(storable(cell) for _, given in text.lines for cell in given.values()):
            faults = [(text.lines[0][0], "A step holds a character that cannot be stored.")]
        if faults:
            raise CellError(" ".join(words for _, words in faults), faults)
        return steps

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> list[dict[str, Any]]:
        """Steps as the API writes them."""
        if faults := steps_faults(value):
            raise CellError(" ".join(words for _, words in faults))
        return list(value)

    def shown(self, text: str) -> str:
        return ""

    def clean(self, value: Any, target: Any) -> Any:
        return value


class WorkflowsImport(ImportKind):
    """A row a step; a workflow of the same name and version gets the file's steps."""

    title = "Workflows"
    noun = "workflow"
    about = (
        "One row a step: the workflow’s name, a short key of the step, what is done and by whom, "
        "how many working hours it takes at best, usually and at worst, and the keys of the steps "
        "that come before it, with semicolons between them. What comes in is a draft."
    )
    model = Workflow
    key = ("name", "version")
    formats = (
        FileFormat(
            name="steps", title="a row a step", suffixes=(".csv",), row=b"\n",
            begins=lambda head: True, open=open_steps,
        ),
    )  # fmt: skip
    columns = (
        TextColumn("name", aliases=("workflow",), required=True, example="Orders"),
        WholeColumn("version", default=1, example="1"),
        TextColumn("description", example="From the order to the parcel"),
        DecimalColumn("sla_hours", aliases=("promised within",), example="24"),
        StepsColumn("steps", required=True),
    )

    def sample_rows(self) -> list[dict[str, str]]:
        """Three steps, the last of which waits for both others."""
        first = {
            "workflow": "Orders", "version": "1", "step": "check", "step_name": "Check the order",
            "role": "Clerk", "optimistic": "0.5", "likely": "1", "pessimistic": "4",
            "depends_on": "",
        }  # fmt: skip
        return [
            first,
            {**first, "step": "pick", "step_name": "Pick the goods", "role": "Warehouse",
             "likely": "2"},
            {**first, "step": "send", "step_name": "Send the parcel", "role": "Warehouse",
             "depends_on": "check; pick"},
        ]  # fmt: skip
