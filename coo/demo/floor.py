"""What has happened by now, written down as tasks with their history and as a log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coo.demo.office import Office
from coo.demo.shapes import DemoEvent, DemoProcess, DemoStep, DemoTask, DemoTransition

CLOSED = ("done", "cancelled")


@dataclass(slots=True)
class Visit:
    """Work on a step, in minutes of the office; `blocked` is a stretch inside of it."""

    step: int
    start: int
    end: int
    blocked: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What a task is about: all that does not depend on how far it has come."""

    key: str
    process: str | None
    step: str
    title: str
    assignee: str
    team: str
    priority: str
    hours: float
    opened: int
    due: int | None = None


@dataclass(slots=True)
class Floor:
    """The rows of one workspace. Whatever lies at or after the office's now has not happened."""

    office: Office
    processes: list[DemoProcess] = field(default_factory=list)
    tasks: list[DemoTask] = field(default_factory=list)
    events: list[DemoEvent] = field(default_factory=list)

    def past(self, minute: int) -> bool:
        return minute < self.office.now

    def task(self, job: Job, visits: Sequence[Visit], dropped: int | None = None) -> DemoTask:
        """Writes a task with its visits; `dropped` is the minute at which it was cancelled."""
        moves = [("todo", job.opened)]
        for visit in visits:
            moves.append(("doing", visit.start))
            if visit.blocked:
                moves += [("blocked", visit.blocked[0]), ("doing", visit.blocked[1])]
            moves.append(("done", visit.end))
        if dropped is not None:
            moves.append(("cancelled", dropped))
        happened = [(status, minute) for status, minute in moves if self.past(minute)]
        status = happened[-1][0]
        history, before = [], ""
        for to, minute in happened:
            history.append(DemoTransition(before, to, self.office.at(minute), job.assignee))
            before = to
        started = next((one.at for one in history if one.to_status == "doing"), None)
        task = DemoTask(
            key=job.key,
            process=job.process,
            step=job.step,
            title=job.title,
            status=status,
            assignee=job.assignee,
            team=job.team,
            priority=job.priority,
            estimate_hours=job.hours,
            due_at=None if job.due is None else self.office.at(job.due),
            opened_at=history[0].at,
            started_at=started,
            finished_at=history[-1].at if status in CLOSED else None,
            transitions=tuple(history),
        )
        self.tasks.append(task)
        return task

    def log(self, process: str, steps: Sequence[DemoStep], visits: Sequence[tuple[Visit, str]]
            ) -> None:  # fmt: skip
        """Writes the start and the end of each visit, with who did it, in their order."""
        happened = sorted(
            (minute, place, steps[visit.step].name, lifecycle, who)
            for place, (visit, who) in enumerate(visits)
            for lifecycle, minute in (("start", visit.start), ("complete", visit.end))
            if self.past(minute)
        )
        for position, (minute, _, activity, lifecycle, who) in enumerate(happened, start=1):
            self.events.append(
                DemoEvent(process, activity, who, self.office.at(minute), lifecycle, position)
            )
