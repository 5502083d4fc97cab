"""Rows that the rules of their table refuse, found by halves, and the good ones written.

A rule that holds between rows, or one of a trigger, is known only when a row is written. A
statement writes many; where it is refused each half is tried by itself, down to the row.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Model

from kernel.errors import KernelError
from kernel.resources.imports.staging import Stage, Staged
from kernel.resources.violations import ViolationError, told

MOST_FOUND = 100
"""So many refused rows are looked for; each costs about as much as writing the rows twice."""
_LEFT = f"More than {MOST_FOUND} rows before this one were refused: mend those first."

Refused = tuple[Staged, str]


def write_good(stage: Stage, at: dt.datetime) -> list[Refused]:
    """Write a stage's rows with ``at`` as their time of change; answers those that are refused.

    Raises KernelError import_invalid where rows stand and fall together.
    """
    return _write(stage, stage.rows, at, MOST_FOUND)


def _write(stage: Stage, rows: list[Staged], at: dt.datetime, most: int) -> list[Refused]:
    try:
        with told(stage.model):
            Stage(stage.kind, rows).write(at)
        return []
    except ViolationError as refusal:
        detail = refusal.violation.detail
        if getattr(stage.model, "held_at_commit", ()):
            raise KernelError("import_invalid", detail=detail) from refusal
    if len(rows) == 1:
        return [(rows[0], detail)]
    if most <= 0:
        return [(row, _LEFT) for row in rows]
    middle = len(rows) // 2
    found = _write(stage, rows[:middle], at, most)
    return found + _write(stage, rows[middle:], at, most - len(found))


def ask_rules(model: type[Model]) -> None:
    """Ask a model's rules over several rows; raises KernelError import_invalid in their words."""
    try:
        with told(model):
            pass
    except ViolationError as refusal:
        raise KernelError("import_invalid", detail=refusal.violation.detail) from refusal
