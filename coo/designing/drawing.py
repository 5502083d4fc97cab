"""A workflow as a picture: what waits for what, and the chain that decides."""

from __future__ import annotations

from coo.analysis.schedules import NEAR
from coo.designing.ground import Design, PlannedStep
from kernel.formats import Notation
from kernel.screens import charts

MOST_ROWS = 200
"""Rows of the table beside the picture; a workflow has up to thousands of steps."""


def drawn(one: Design, notes: Notation) -> charts.Chart | None:
    """All steps, or those of the deciding chain where all are too many; None beyond that too."""
    steps = one.steps if len(one.steps) <= charts.MOST_NODES else one.path
    if not steps or len(steps) > charts.MOST_NODES:
        return None
    keys = {step.key for step in steps}
    links = [
        charts.Link(before, step.key, tone="strong" if _decides(one, before, step.key) else "")
        for step in steps
        for before in dict.fromkeys(step.after)
        if before in keys
    ]
    length = notes.number(one.plan.mean, 1)
    return charts.graph(
        [_node(one, step, notes) for step in steps],
        links,
        finding=f"{one.name}: {' → '.join(step.name for step in one.path)} decide its {length} "
        "work hours.",
        table=charts.Table(
            f"Steps of {one.name}",
            ["Step", "By", "After"],
            [[step.name, step.role, _after(one, step)] for step in one.steps[:MOST_ROWS]],
        ),
    )


def _decides(one: Design, before: str, after: str) -> bool:
    """Whether a step that decides begins right when another that does ends."""
    first, then = one.times[before], one.times[after]
    gap = then.earliest_start - first.earliest_finish
    return first.critical and then.critical and gap <= NEAR * one.schedule.hours


def _node(one: Design, step: PlannedStep, notes: Notation) -> charts.Node:
    times = one.times[step.key]
    hours = f"{notes.number(times.hours, 1)} h"
    slack = "decides" if times.critical else f"{notes.number(times.slack, 1)} h slack"
    lines = [step.role[:18]] if step.role else []
    tone: charts.graphs.Tone = "strong" if times.critical else ""
    return charts.Node(step.key, step.name, [*lines, f"{hours} · {slack}"], tone)


def _after(one: Design, step: PlannedStep) -> str:
    names = {other.key: other.name for other in one.steps}
    return ", ".join(names[key] for key in step.after) or "the start"
