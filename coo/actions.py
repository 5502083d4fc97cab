"""What operations proposals change: shown before, done, and taken back.

Each action locks the rows that it touches, keeps their images, and refuses to be undone once
somebody has changed them since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from coo.intake.actions import ActivateWorkflow
from coo.models import Capacity, Process, Setting, Task
from coo.models.capacity import HOURS_OF_A_WEEK, CapacityKind
from coo.models.process import ProcessStatus
from coo.models.task import OPEN, TaskPriority
from kernel.core.actions import Action, ActionArgs, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import by_id, change, images_of, restore, write
from kernel.resources.rights import scope_notation
from kernel.tenancy.rows import WorkspaceRow

MOST_TASKS = 200
GONE = "A task of this proposal is gone or closed by now. Run the agent again."


class TasksAction(Action):
    """Base of actions that give open tasks other values; `fields` are the ones they write."""

    fields: ClassVar[tuple[str, ...]]

    def rows(self, args: Any, *, lock: bool = False) -> list[Task]:
        """The named tasks that are open, by their number."""
        found = by_id(Task.objects.filter(status__in=OPEN), args.tasks, lock=lock)
        return sorted(found.values(), key=lambda row: (row.key, str(row.pk)))

    def put(self, args: Any, **values: Any) -> Images:
        """Write the values; raises ConflictError where a task is gone or closed."""
        rows = self.rows(args, lock=True)
        if len(rows) < len(set(args.tasks)):
            raise ConflictError(GONE)
        before = images_of(rows, self.fields)
        write(rows, **values)
        return Images(before, images_of(rows, self.fields))

    def undo(self, args: Any, images: Images) -> None:
        """Give each task what it had."""
        restore(Task, images, self.fields)


class ReassignTasks(TasksAction):
    """Give open tasks to somebody else."""

    kind = "coo.reassign_tasks"
    title = "Give tasks to somebody else"
    fields = ("assignee", "assignee_user_id", "team")

    class Args(ActionArgs):
        """The tasks and who gets them; an empty team leaves each task's own."""

        tasks: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_TASKS)]
        assignee: Annotated[str, Field(min_length=1, max_length=160)]
        team: Annotated[str, Field(max_length=120)] = ""

    def preview(self, args: Args) -> Preview:
        """Each task with its assignee before and after."""
        rows = self.rows(args)
        return Preview(
            does=f"Gives {_tasks(rows)} to {args.assignee}.",
            does_not="Moves no due time, changes no status, and writes to nobody.",
            changes=[
                change(row, _named(row), "Assignee", row.assignee or "nobody", args.assignee)
                for row in rows
            ],
        )

    def apply(self, args: Args) -> Images:
        """Assign them; raises ConflictError where a task is gone or closed."""
        values: dict[str, Any] = {"assignee": args.assignee, "assignee_user_id": None}
        if args.team:
            values["team"] = args.team
        return self.put(args, **values)


class RaisePriority(TasksAction):
    """Give open tasks another priority."""

    kind = "coo.raise_priority"
    title = "Put tasks first"
    fields = ("priority",)

    class Args(ActionArgs):
        """The tasks and their new priority."""

        tasks: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_TASKS)]
        priority: TaskPriority

    def preview(self, args: Args) -> Preview:
        """Each task with its priority before and after."""
        rows, label = self.rows(args), str(TaskPriority(args.priority).label)
        return Preview(
            does=f"Gives {_tasks(rows)} the priority “{label.lower()}”.",
            does_not="Moves no due time and takes no work from anybody.",
            changes=[
                change(row, _named(row), "Priority", str(TaskPriority(row.priority).label), label)
                for row in rows
            ],
        )

    def apply(self, args: Args) -> Images:
        """Raise it; raises ConflictError where a task is gone or closed."""
        return self.put(args, priority=args.priority.value)


class MoveDueDate(Action):
    """Promise a running process or an open task for another time."""

    kind = "coo.move_due_date"
    title = "Move a due time"
    fields = ("due_at",)

    class Args(ActionArgs):
        """What is due, and when it will be."""

        what: Literal["process", "task"]
        id: UUID
        due_at: AwareDatetime

    def preview(self, args: Args) -> Preview:
        """The due time before and after."""
        row = self._row(args)
        was, will = _moment(row.due_at), _moment(args.due_at)
        return Preview(
            does=f"Moves what {row} is due from {was} to {will}.",
            does_not="Tells nobody outside of this product, and makes no work faster.",
            changes=[change(row, str(row), "Due", was, will)],
        )

    def apply(self, args: Args) -> Images:
        """Move it; raises ConflictError where it is gone or closed."""
        row = self._row(args, lock=True)
        before = images_of([row], self.fields)
        write([row], due_at=args.due_at)
        return Images(before, images_of([row], self.fields))

    def undo(self, args: Args, images: Images) -> None:
        """The due time that was promised before."""
        model = Process if args.what == "process" else Task
        restore(model, images, self.fields)

    def _row(self, args: Args, *, lock: bool = False) -> Any:
        running: Any = Process.objects.filter(status=ProcessStatus.RUNNING)
        rows: Any = running if args.what == "process" else Task.objects.filter(status__in=OPEN)
        row = by_id(rows, [args.id], lock=lock).get(args.id)
        if row is None:
            raise ConflictError(f"The {args.what} is gone or closed by now. Run the agent again.")
        return row


class SetCapacity(Action):
    """Say how many hours a week somebody has from a day on; what was said before ends then."""

    kind = "coo.set_capacity"
    title = "Set a capacity"
    ended = ("ends_on",)
    made = ("who", "kind", "hours_week", "starts_on", "ends_on")

    class Args(ActionArgs):
        """Whose hours, how many a week, from which day on."""

        who: Annotated[str, Field(min_length=1, max_length=160)]
        kind: CapacityKind = CapacityKind.PERSON
        hours_week: Annotated[Decimal, Field(ge=0, le=HOURS_OF_A_WEEK, decimal_places=2)]
        starts_on: dt.date

    def preview(self, args: Args) -> Preview:
        """The hours before and after."""
        notes, running = scope_notation(), self._running(args).first()
        was = f"{running.hours_week.normalize():f} hours" if running else "not said"
        will = f"{args.hours_week.normalize():f} hours"
        day = notes.day(args.starts_on)
        row = running or Capacity(who=args.who, starts_on=args.starts_on)
        return Preview(
            does=f"Gives {args.who} {will} a week from {day} on.",
            does_not="Moves no task, and changes nothing before that day.",
            changes=[change(row, args.who, "Hours a week", was, will)],
        )

    def apply(self, args: Args) -> Images:
        """End the capacity that runs and begin the new one.

        Raises ConflictError where one begins on that day or later.
        """
        later = self._of(args).filter(starts_on__gte=args.starts_on).first()
        if later is not None:
            raise ConflictError(f"{later} is there already: change that one.")
        running = list(self._running(args).select_for_update())
        before = images_of(running, self.ended)
        if running:
            write(running, ends_on=args.starts_on - dt.timedelta(days=1))
        row = Capacity.objects.create(
            who=args.who, kind=args.kind, hours_week=args.hours_week, starts_on=args.starts_on
        )
        row.refresh_from_db()
        return Images(before, [*images_of(running, self.ended), *images_of([row], self.made)])

    def undo(self, args: Args, images: Images) -> None:
        """Take the new one away; what ran before runs on."""
        new = [one for one in images.after if "who" in one]
        ended = [one for one in images.after if "who" not in one]
        _take_away(Capacity, new, self.made)
        if ended:
            restore(Capacity, Images(images.before, ended), self.ended)

    def _of(self, args: Args) -> Any:
        return Capacity.objects.filter(who=args.who, kind=args.kind).order_by("starts_on")

    def _running(self, args: Args) -> Any:
        """What holds on the day before the new one begins, and beyond."""
        found = self._of(args).filter(starts_on__lt=args.starts_on)
        return found.exclude(ends_on__lt=args.starts_on)


class SetWipLimit(Action):
    """Say how many tasks may be in work at once."""

    kind = "coo.set_wip_limit"
    title = "Limit work in progress"
    fields = ("wip_limit",)

    class Args(ActionArgs):
        """The limit."""

        limit: Annotated[int, Field(ge=1, le=10_000)]

    def preview(self, args: Args) -> Preview:
        """The limit before and after."""
        row = Setting.objects.first() or Setting()
        was = "none" if row.wip_limit is None else str(row.wip_limit)
        return Preview(
            does=f"Warns once more than {args.limit} tasks are in work at once.",
            does_not="Stops no task and takes none away.",
            changes=[change(row, "Settings", "Tasks in work", was, str(args.limit))],
        )

    def apply(self, args: Args) -> Images:
        """Set it, in the workspace's settings or in new ones."""
        row = Setting.objects.select_for_update(of=("self",)).first()
        if row is None:
            row = Setting.objects.create(wip_limit=args.limit)
            return Images([], images_of([row], self.fields))
        before = images_of([row], self.fields)
        write([row], wip_limit=args.limit)
        return Images(before, images_of([row], self.fields))

    def undo(self, args: Args, images: Images) -> None:
        """The limit that was there before; settings that were made for it go, unless in use."""
        before = images.before or [{**one, "wip_limit": None} for one in images.after]
        restore(Setting, Images(before, images.after), self.fields)
        if not images.before:
            _usual_settings().filter(pk__in=[UUID(one["id"]) for one in before]).delete()


def _take_away(
    model: type[WorkspaceRow], made: Sequence[dict[str, Any]], fields: Sequence[str]
) -> None:
    """Delete rows that an action made; ConflictError where somebody has changed one since."""
    restore(model, Images(list(made), list(made)), fields)
    model.objects.filter(pk__in=[UUID(one["id"]) for one in made]).delete()


def _usual_settings() -> Any:
    """Settings in which nothing is said that does not hold without them."""
    usual, common = Setting(), {field.name for field in WorkspaceRow._meta.fields}
    said = (field.name for field in Setting._meta.concrete_fields if field.name not in common)
    return Setting.objects.filter(**{name: getattr(usual, name) for name in said})


def _tasks(rows: Sequence[Task]) -> str:
    return "one task" if len(rows) == 1 else f"{len(rows)} tasks"


def _named(row: Task) -> str:
    return f"{row.key}, {row.title}" if row.key else row.title


def _moment(at: dt.datetime | None) -> str:
    """A time by the workspace's clock."""
    if at is None:
        return "no time"
    notes = scope_notation()
    local = at.astimezone(ZoneInfo(notes.zone))
    return f"{notes.day(local.date())}, {local:%H:%M}"


ACTIONS = (
    ActivateWorkflow,
    MoveDueDate,
    RaisePriority,
    ReassignTasks,
    SetCapacity,
    SetWipLimit,
)
