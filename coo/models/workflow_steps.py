"""The steps of a workflow: what each must say, and that none waits for itself in the end.

The shape is the database's to hold too; a circle is looked for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError

from coo.analysis.dag import (
    CycleError,
    RepeatedStepError,
    Step,
    UnknownStepError,
    ordered,
)
from coo.models.workflow import MOST_STEPS

PARTS = ("key", "name", "role", "optimistic", "likely", "pessimistic", "depends_on")
ESTIMATES = ("optimistic", "likely", "pessimistic")
LONGEST_KEY, LONGEST_NAME = 60, 160
MOST_HOURS = 99_999
MOST_FAULTS = 20


def check_steps(steps: Any) -> None:
    """Raise ValidationError with one sentence a fault."""
    faults = steps_faults(steps)
    if faults:
        raise ValidationError([ValidationError(words, code="invalid") for _, words in faults])


def steps_faults(steps: Any) -> list[tuple[int, str]]:
    """What is wrong with steps: the number of each such step, 0 for all of them, and a sentence.

    How steps hang together is told once each of them has its shape, twenty faults at most.
    """
    if not isinstance(steps, list):
        return [(0, "Send the steps as a list.")]
    if len(steps) > MOST_STEPS:
        most = f"a workflow has at most {MOST_STEPS:,}. Cut it into several"
        return [(0, f"{len(steps):,} steps are too many: {most}.")]
    shape = (
        (number, f"Step {number}: {fault}")
        for number, step in enumerate(steps, start=1)
        for fault in _faults(step)
    )
    return list(islice(shape, MOST_FAULTS)) or list(islice(_knots(steps), MOST_FAULTS))


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


def _knots(steps: list[Any]) -> Iterator[tuple[int, str]]:
    """What a graph of these steps cannot be: a key twice, a step that is not there, a circle."""
    found = False
    numbers: dict[str, int] = {}
    for number, step in enumerate(steps, start=1):
        first = numbers.setdefault(step["key"], number)
        if first != number:
            found = True
            yield number, f"Step {RepeatedStepError(step['key'])}."
    for number, step in enumerate(steps, start=1):
        for key in dict.fromkeys(step.get("depends_on", ())):
            if key not in numbers:
                found = True
                yield number, f"Step {UnknownStepError(step['key'], key)}."
    if found:
        return
    try:
        ordered([Step(step["key"], tuple(step.get("depends_on", ()))) for step in steps])
    except CycleError as circle:
        yield numbers[circle.steps[0]], f"{circle}."
