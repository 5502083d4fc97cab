"""Workflows from files: a row a step, gathered into one workflow a name and version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from coo.models import Workflow
from coo.models.workflow_steps import ESTIMATES, check_steps
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
    simple,
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
NOT_READ = "not a number"


@dataclass
class StepsSheet(Sheet):
    """A file of steps as rows of workflows; a workflow's line is that of its first step."""

    steps: Sheet | None = None
    places: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each workflow with its steps as JSON, in the order in which they begin."""
        assert self.steps is not None
        found: dict[tuple[str, str], tuple[int, list[str], list[dict[str, Any]]]] = {}
        for line, cells in self.steps.rows():
            given = {name: cell(cells, place).strip() for name, place in self.places.items()}
            key = (simple(given["workflow"]), given.get("version", ""))
            begun = (
                line,
                [given["workflow"], *(given.get(n, "") for n in HEAD_PARTS)],
                list[dict[str, Any]](),
            )
            found.setdefault(key, begun)[2].append(_step(given))
        for line, head, steps in found.values():
            yield line, [*head, json.dumps(steps)]


HEAD_PARTS = ("version", "description", "sla_hours")


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


def _step(given: dict[str, str]) -> dict[str, Any]:
    """A step out of its cells; one estimate alone stands for all three."""
    likely = _hours(given["likely"])
    hours = {name: _hours(given[name]) if given.get(name) else likely for name in ESTIMATES}
    return {
        "key": given["key"],
        "name": given["name"],
        "role": given.get("role", ""),
        **hours,
        "depends_on": _keys(given.get("depends_on", "")),
    }


def _hours(text: str) -> int | float | str:
    try:
        number = read_number(text, mark_of(text) or ("," if "," in text else "."))
    except NotANumberError:
        return NOT_READ
    return int(number) if number == number.to_integral_value() else float(number)


def _keys(text: str) -> list[str]:
    mark = next((mark for mark in BETWEEN if mark in text), BETWEEN[0])
    return [key.strip() for key in text.split(mark) if key.strip()]


@dataclass(frozen=True)
class StepsColumn(ImportColumn):
    """The steps of a workflow: JSON in a file, a list by the API."""

    late = True

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            steps = json.loads(text)
        except ValueError:
            raise CellError(f"{self.heading}: send a row a step.") from None
        return self._checked(steps)

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> list[dict[str, Any]]:
        return self._checked(value)

    def shown(self, text: str) -> str:
        return ""

    def _checked(self, steps: Any) -> list[dict[str, Any]]:
        try:
            check_steps(steps)
        except ValidationError as refusal:
            raise CellError(" ".join(refusal.messages)) from refusal
        return list(steps)

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
