"""The steps of a workflow: what each must say, and that none waits for itself in the end.

The shape is the database's to hold too; a circle is looked for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from coo.analysis.dag import Step, ordered
from coo.models.workflow import MOST_STEPS
from kernel.statistics.values import AnalysisError

PARTS = ("key", "name", "role", "optimistic", "likely", "pessimistic", "depends_on")
ESTIMATES = ("optimistic", "likely", "pessimistic")
LONGEST_KEY, LONGEST_NAME = 60, 160
MOST_HOURS = 99_999
MOST_FAULTS = 20


def check_steps(steps: Any) -> None:
    """Raise ValidationError with one sentence a fault, the step's key or place first."""
    if not isinstance(steps, list):
        raise ValidationError("Send the steps as a list.", code="invalid")
    if len(steps) > MOST_STEPS:
        raise ValidationError(
            f"{len(steps):,} steps are too many: a workflow has at most {MOST_STEPS:,}.",
            code="invalid",
        )
    faults = []
    for number, step in enumerate(steps, start=1):
        faults += [f"Step {number}: {fault}" for fault in _faults(step)]
        if len(faults) >= MOST_FAULTS:
            break
    if not faults:
        faults = list(_knots(steps))
    if faults:
        found = faults[:MOST_FAULTS]
        raise ValidationError([ValidationError(one, code="invalid") for one in found])


def _faults(step: Any) -> Iterator[str]:
    if not isinstance(step, Mapping):
        yield "this is no object with key, name and estimates."
        return
    if strange := sorted(str(name) for name in set(step) - set(PARTS)):
        yield f"{', '.join(strange)[:80]} is not known; a step has {', '.join(PARTS)}."
    for name, longest in (("key", LONGEST_KEY), ("name", LONGEST_NAME)):
        value = step.get(name)
        if not isinstance(value, str) or not value.strip():
            yield f"give it a {name}."
        elif len(value) > longest:
            yield f"its {name} has more than {longest} letters."
    role = step.get("role", "")
    if not isinstance(role, str) or len(role) > LONGEST_NAME:
        yield f"a role is a name of at most {LONGEST_NAME} letters."
    yield from _estimates(step)
    waits = step.get("depends_on", [])
    if not isinstance(waits, list) or not all(isinstance(key, str) for key in waits):
        yield "what it depends on is a list of keys."


def _estimates(step: Mapping[str, Any]) -> Iterator[str]:
    hours = [step.get(name) for name in ESTIMATES]
    if not all(_is_hours(value) for value in hours):
        yield f"give {', '.join(ESTIMATES)} as hours from 0 to {MOST_HOURS:,}."
    elif not hours[0] <= hours[1] <= hours[2]:  # type: ignore[operator]
        yield "its estimates do not rise from optimistic over likely to pessimistic."


def _is_hours(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return bool(0 <= value <= MOST_HOURS)


def _knots(steps: list[Any]) -> Iterator[str]:
    """What a graph of these steps cannot be: a key twice, a step that is not there, a circle."""
    try:
        ordered([Step(step["key"], tuple(step.get("depends_on", ()))) for step in steps])
    except AnalysisError as fault:
        said = str(fault)
        yield f"{said[:1].upper()}{said[1:]}."
