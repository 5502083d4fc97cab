"""What importing would do, before anything is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from kernel.resources.imports.choices import Question
from kernel.resources.imports.columns import ImportColumn, Reading
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.layouts import Layout
from kernel.resources.imports.parsing import Refusal
from kernel.resources.models import ImportBatch


@dataclass(frozen=True)
class Total:
    """A control: the sum of the file's rows, and what is stored for them, in stored units.

    ``said`` is the sum that the file itself gives in a row of its own, where it has one.
    """

    column: str
    label: str
    unit: str
    currency: str
    file: int | str
    stored: int | str
    said: int | str | None = None

    def as_json(self) -> dict[str, Any]:
        return self.__dict__.copy()

    @property
    def agrees(self) -> bool:
        return str(self.file) == str(self.stored) and self.said in (None, self.stored)


@dataclass
class Preview:
    """What importing a file would do. ``stored`` totals are those of the rows as they are now.

    ``recognised`` is the known export that the file is, ``why`` the headings that say so, ``notes``
    what was left out or taken for granted on the way, ``cautions`` what a person should know
    first, ``problem`` why the rows cannot be stored as a whole. ``form`` is the title of a format
    that is no CSV. ``more`` says that the file has more rows than were looked at.
    """

    kind: ImportKind
    name: str
    hash: str
    size: int
    encoding: str = ""
    encoding_sure: bool = True
    separator: str = ""
    header: list[str] = field(default_factory=list)
    layout: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    remembered: bool = False
    missing: list[ImportColumn] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    total: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    refused: int = 0
    made: list[str] = field(default_factory=list)
    made_more: int = 0
    sample: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    before: ImportBatch | None = None
    recognised: Layout | None = None
    why: list[str] = field(default_factory=list)
    fixed: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    form: str = ""
    more: bool = False
    problem: str = ""

    @property
    def ready(self) -> bool:
        """Whether nothing but bad rows stands between this file and the table."""
        return not (self.missing or self.questions or self.problem)

    @property
    def changes_nothing(self) -> bool:
        return self.ready and not (self.new or self.changed or self.refused)
