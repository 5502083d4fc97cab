"""The facts of an intake: what there is, what is missing, and the map that the log shows."""

from __future__ import annotations

from collections.abc import Iterator

from coo.analysis.discovery import DiscoveredStep
from coo.analysis.flows import Arc
from coo.intake.ground import Counted, Ground
from coo.models.task import OPEN, TaskStatus
from kernel.core.computed import counted, fact
from kernel.core.facts import Fact, FactBook, Rows

COUNTS = "coo.intake.reading"
STEPS = "coo.analysis.discovered"
ARCS = "coo.analysis.directly_follows"
TIMES = "coo.analysis.cycle_time"
TASKS, PROCESSES, EVENTS = "coo/tasks", "coo/processes", "coo/process-events"
TASK_LABELS = {
    TaskStatus.TODO: "Tasks to do",
    TaskStatus.DOING: "Tasks being done",
    TaskStatus.BLOCKED: "Blocked tasks",
    TaskStatus.DONE: "Finished tasks",
}
PROCESS_LABELS = {"running": "Running cases", "done": "Finished cases"}


def facts_of(ground: Ground) -> FactBook:
    """Every figure that the run may speak of."""
    book = FactBook()
    parts = [_tasks(ground), _processes(ground), _log(ground)]
    for part in parts:
        for one in part:
            book.add(one)
    for key, step in ground.steps:
        for one in _step(ground, key, step):
            book.add(one)
    for key, arc in ground.arcs:
        for one in _arc(ground, key, arc):
            book.add(one)
    return book


def _tasks(ground: Ground) -> Iterator[Fact]:
    total = sum(ground.tasks.values())
    yield _count(ground, "tasks.all", "Tasks", total, "Every stored task.", TASKS, {})
    open_ = sum(ground.tasks.get(status, 0) for status in OPEN)
    yield _count(
        ground, "tasks.open", "Open tasks", open_, "To do, being done or blocked.", TASKS,
        {"status__in": ",".join(OPEN)},
    )  # fmt: skip
    for status, label in TASK_LABELS.items():
        count = ground.tasks.get(status, 0)
        yield _count(
            ground, f"tasks.{status}", label, count, "By their status now.", TASKS,
            {"status": str(status)},
        )  # fmt: skip
    missing = (
        ("unowned", "Open tasks of nobody", ground.unowned, "Open, with no assignee and no team."),
        ("unestimated", "Open tasks without an estimate", ground.unestimated,
         "Open, with no estimate in hours."),
        ("undated", "Open tasks without a due time", ground.undated,
         "Open, where neither the task, its case, its workflow nor the settings say when."),
    )  # fmt: skip
    for name, label, found, formula in missing:
        yield _named(f"tasks.{name}", label, found, formula, TASKS)
    yield fact(
        "people.unsaid", "People without hours", len(ground.known.unsaid), "count",
        "People with open tasks whose hours a week nobody gave.", COUNTS,
    )  # fmt: skip


def _processes(ground: Ground) -> Iterator[Fact]:
    total = sum(ground.processes.values())
    yield _count(ground, "cases.all", "Cases", total, "Every stored process.", PROCESSES, {})
    for status, label in PROCESS_LABELS.items():
        count = ground.processes.get(status, 0)
        yield _count(
            ground, f"cases.{status}", label, count, "By their status now.", PROCESSES,
            {"status": status},
        )  # fmt: skip
    yield _named(
        "cases.free", "Cases without a workflow", ground.free, "Cases of no workflow.", PROCESSES
    )
    if ground.lead is not None:
        spread, behind = ground.lead.hours, _since(ground, "started_at")
        rows = (counted(PROCESSES, {"status": "done", **behind}, ground.lead.count),)
        for name, label, value in (
            ("p50", "Half of the cases within", spread.p50),
            ("p85", "85 of 100 cases within", spread.p85),
        ):
            yield fact(
                f"lead.{name}", label, round(value, 2), "hours",
                "Working hours from start to finish of the finished cases.", TIMES, rows=rows,
            )  # fmt: skip


def _log(ground: Ground) -> Iterator[Fact]:
    log = ground.log
    if log is None:
        return
    yield fact(
        "log.events", "Events", log.events, "count", "Events of the cases of the map.", COUNTS
    )
    yield fact("log.cases", "Cases of the map", log.cases, "count", "Cases with events.", COUNTS)
    yield _named("log.single", "Cases of one event", log.single, "They show no flow.", PROCESSES)
    yield _named(
        "log.future", "Events to come", log.future, "Events that are later than now.", EVENTS
    )
    if ground.found is not None:
        rare = len(ground.found.rare)
        yield fact(
            "log.rare", "Rare activities", rare, "count",
            "Activities in fewer than one of twenty cases; they are no step.", STEPS,
        )  # fmt: skip
        yield fact(
            "log.steps", "Steps", len(ground.steps), "count",
            "Activities that cases usually go through.", STEPS,
        )  # fmt: skip


def _step(ground: Ground, key: str, step: DiscoveredStep) -> Iterator[Fact]:
    yield fact(
        f"{key}.cases", f"Cases with {step.name}", step.cases, "count",
        "Cases that came through it.", STEPS,
    )  # fmt: skip
    yield fact(
        f"{key}.share", f"Share of cases with {step.name}", step.share, "fraction",
        "Cases that came through it, of all cases of the map.", STEPS,
    )  # fmt: skip
    inside = "inside of it" if step.timed else "since the event before it"
    for name, label, value in (
        ("optimistic", "at best", step.optimistic),
        ("likely", "usually", step.likely),
        ("pessimistic", "at worst", step.pessimistic),
    ):
        yield fact(
            f"{key}.{name}", f"{step.name}, {label}", round(value, 2), "hours",
            f"Working hours {inside} that one in ten, half or nine in ten cases stay within.",
            STEPS,
        )  # fmt: skip


def _arc(ground: Ground, key: str, arc: Arc) -> Iterator[Fact]:
    name = f"{arc.source} to {arc.target}"
    yield fact(
        f"{key}.count", name, arc.count, "count", "How often the one came right after the other.",
        ARCS,
    )  # fmt: skip
    yield fact(
        f"{key}.wait", f"Wait from {name}", round(arc.median, 2), "hours",
        "Working hours between the end of the one and the begin of the other, in the middle.", ARCS,
    )  # fmt: skip


def _since(ground: Ground, column: str) -> dict[str, str]:
    """The filter of rows that a run looked at."""
    if ground.payload.since is None:
        return {}
    return {f"{column}__gte": f"{ground.payload.since.isoformat()}T00:00"}


def _count(
    ground: Ground, key: str, label: str, count: int, formula: str, resource: str,
    filters: dict[str, str],
) -> Fact:  # fmt: skip
    column = "opened_at" if resource == TASKS else "started_at"
    rows: tuple[Rows, ...] = ()
    if count:
        rows = (counted(resource, {**filters, **_since(ground, column)}, count),)
    return fact(key, label, count, "count", formula, COUNTS, rows=rows)


def _named(key: str, label: str, found: Counted, formula: str, resource: str) -> Fact:
    """A count that names its rows where they are few."""
    rows: tuple[Rows, ...] = ()
    if found.ids:
        rows = (counted(resource, {"id__in": ",".join(map(str, found.ids))}, found.count),)
    return fact(key, label, found.count, "count", formula, COUNTS, rows=rows)
