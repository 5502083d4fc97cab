"""What growth proposals change: shown before, done, and taken back.

Each action locks the rows that it touches, keeps their images, and refuses to be undone once
somebody has changed them since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cro import services
from cro.models import Experiment, Hypothesis, MetricDefinition, Segment
from cro.models.experiment import Decision, ExperimentStatus
from cro.models.hypothesis import HypothesisStatus
from kernel.core.actions import Action, ActionArgs, Change, Images, Preview
from kernel.errors import ConflictError
from kernel.resources import changes
from kernel.resources.addresses import resource_key
from kernel.resources.images import by_id, change, images_of, restore, write
from kernel.resources.rights import scope_notation
from kernel.resources.violations import told
from kernel.tenancy import clock

COURSE = ("status", "starts_on", "ends_on", "stopped_on", "decision", "decision_reason")
PLANNED_DAYS = ("starts_on", "ends_on")
SHARE = ("traffic_share",)
STATUS = ("status",)
Points = Annotated[int, Field(ge=1, le=10)]


class StartExperiment(Action):
    """Fix the plan of a draft and let it run."""

    kind = "cro.start_experiment"
    title = "Start an experiment"

    class Args(ActionArgs):
        """The draft, and its first day; without one the planned day, or the day of approval."""

        experiment: UUID
        starts_on: dt.date | None = None

    def preview(self, args: Args) -> Preview:
        """Status before and after."""
        row = _experiment(args.experiment, ExperimentStatus.DRAFT)
        first = args.starts_on or row.starts_on or clock.today()
        return Preview(
            does=f"Fixes the plan of “{row}” and counts it as running from "
            f"{scope_notation().day(first)}.",
            does_not="Shows nothing to anybody: the split itself is made in your testing tool.",
            changes=[_standing(row, ExperimentStatus.RUNNING)],
        )

    def apply(self, args: Args) -> Images:
        """Start it; raises ConflictError where it is no draft or its plan lacks something."""
        row = _experiment(args.experiment, ExperimentStatus.DRAFT)
        before = _pictured(row, (*COURSE, "plan"))
        row = services.start_experiment(experiment=row, starts_on=args.starts_on)
        return Images(before, _pictured(row))

    def undo(self, args: Args, images: Images) -> None:
        """The draft of before, as long as no result has come in."""
        row = _as_left(images)
        if row.metrics.exists():
            raise ConflictError(
                f"“{row}” has results since it was started: stop it instead.", code="undo_blocked"
            )
        idea = _idea_of(images)
        row = services.withdraw_experiment(experiment=row)
        restore(Experiment, Images(images.before[:1], images.after[:1]), PLANNED_DAYS)
        write([row], plan=images.before[0]["plan"])
        _bring_back(idea)


class StopExperiment(Action):
    """Stop a running experiment, so that it can be judged."""

    kind = "cro.stop_experiment"
    title = "Stop an experiment"

    class Args(ActionArgs):
        """The running experiment, and its last day; without one the day of approval."""

        experiment: UUID
        stopped_on: dt.date | None = None

    def preview(self, args: Args) -> Preview:
        """Status before and after."""
        row = _experiment(args.experiment, ExperimentStatus.RUNNING)
        last = args.stopped_on or clock.today()
        return Preview(
            does=f"Counts “{row}” as stopped on {scope_notation().day(last)}.",
            does_not="Switches nothing off in your testing tool, and deletes no result.",
            changes=[_standing(row, ExperimentStatus.STOPPED)],
        )

    def apply(self, args: Args) -> Images:
        """Stop it; raises ConflictError where it does not run."""
        row = _experiment(args.experiment, ExperimentStatus.RUNNING)
        before = images_of([row], COURSE)
        row = services.stop_experiment(experiment=row, stopped_on=args.stopped_on)
        return Images(before, images_of([row], COURSE))

    def undo(self, args: Args, images: Images) -> None:
        """It runs on by the plan that was fixed."""
        services.resume_experiment(experiment=_as_left(images))


class DecideExperiment(Action):
    """Decide on an experiment by the rule that was fixed before its start."""

    kind = "cro.decide_experiment"
    title = "Decide on an experiment"

    class Args(ActionArgs):
        """The experiment, the decision and its reason."""

        experiment: UUID
        decision: Literal["ship", "hold", "rollback", "invalid"]
        reason: Annotated[str, Field(min_length=1, max_length=2000)]

    def preview(self, args: Args) -> Preview:
        """Status and decision before and after."""
        row = _experiment(args.experiment, ExperimentStatus.RUNNING, ExperimentStatus.STOPPED)
        decision = Decision(args.decision).label
        return Preview(
            does=f"Records “{decision}” as the decision on “{row}”, with its reason: {args.reason}",
            does_not="Changes nothing in your product or your testing tool.",
            changes=[
                _standing(row, ExperimentStatus.DECIDED),
                change(row, str(row), "Decision", "none", decision),
            ],
        )

    def apply(self, args: Args) -> Images:
        """Decide; raises ConflictError where somebody has decided since."""
        row = _experiment(args.experiment, ExperimentStatus.RUNNING, ExperimentStatus.STOPPED)
        before = _pictured(row)
        row = services.decide(experiment=row, decision=args.decision, reason=args.reason)
        return Images(before, _pictured(row))

    def undo(self, args: Args, images: Images) -> None:
        """Nothing is decided, and one that ran until the decision runs on."""
        row, idea = _as_left(images), _idea_of(images)
        row = services.reopen(experiment=row)
        if images.before[0]["status"] == ExperimentStatus.RUNNING:
            services.resume_experiment(experiment=row)
        _bring_back(idea)


class QueueHypothesis(Action):
    """Put an idea into the queue of what is tested next."""

    kind = "cro.queue_hypothesis"
    title = "Queue a hypothesis"

    class Args(ActionArgs):
        """The idea."""

        hypothesis: UUID

    def preview(self, args: Args) -> Preview:
        """Status before and after."""
        row = self._idea(args)
        return Preview(
            does=f"Puts “{row}” into the queue of what is tested next.",
            does_not="Plans and starts no test.",
            changes=[change(row, str(row), "Status", row.get_status_display(), "Queued")],
        )

    def apply(self, args: Args) -> Images:
        """Queue it; raises ConflictError where it is gone or no idea any more."""
        row = self._idea(args, lock=True)
        before = images_of([row], STATUS)
        write([row], status=HypothesisStatus.QUEUED)
        return Images(before, images_of([row], STATUS))

    def undo(self, args: Args, images: Images) -> None:
        """An idea again."""
        restore(Hypothesis, images, STATUS)

    def _idea(self, args: Args, *, lock: bool = False) -> Hypothesis:
        row = by_id(Hypothesis.objects.all(), [args.hypothesis], lock=lock).get(args.hypothesis)
        if row is None:
            raise ConflictError("The hypothesis is no longer there. Run the agent again.")
        if row.status != HypothesisStatus.IDEA:
            raise ConflictError(f"“{row}” is {row.get_status_display().lower()} already.")
        return row


class AddHypothesis(Action):
    """Write an idea down, to be tested when its turn comes."""

    kind = "cro.add_hypothesis"
    title = "Add a hypothesis"

    class Args(ActionArgs):
        """The idea in the words of its row, with its points and where it belongs."""

        title: Annotated[str, Field(min_length=1, max_length=200)]
        because: Annotated[str, Field(min_length=1, max_length=2000)]
        we_believe: Annotated[str, Field(min_length=1, max_length=2000)]
        will: Annotated[str, Field(min_length=1, max_length=2000)]
        segment: UUID | None = None
        metric: UUID | None = None
        step: Annotated[str, Field(max_length=120)] = ""
        impact: Points = 5
        confidence: Points = 5
        ease: Points = 5

    def preview(self, args: Args) -> Preview:
        """The row that would be there."""
        return Preview(
            does=f"Adds “{args.title}” to the hypotheses, as an idea.",
            does_not="Queues, plans and starts no test.",
            changes=[Change(resource_key(Hypothesis), None, args.title, "Status", "none", "Idea")],
        )

    def apply(self, args: Args) -> Images:
        """Add it; raises ConflictError where one of that title, or what it is about, is missing."""
        if Hypothesis.objects.filter(title=args.title).exists():
            raise ConflictError(f"A hypothesis is called “{args.title}” already.")
        for model, wanted in ((Segment, args.segment), (MetricDefinition, args.metric)):
            if wanted is not None and not model.objects.filter(pk=wanted).exists():
                raise ConflictError("Its segment or metric is no longer there.")
        values = args.model_dump(exclude={"segment", "metric"})
        row = Hypothesis(segment_id=args.segment, metric_id=args.metric, **values)
        with told(Hypothesis):
            row.save(force_insert=True)
        changes.created(row)
        return Images([], images_of([row], ("title", "status")))

    def undo(self, args: Args, images: Images) -> None:
        """Take it out again, as long as nobody has tested or changed it."""
        row = Hypothesis.objects.filter(pk=UUID(images.after[0]["id"])).first()
        if row is None:
            return
        kept = images_of([row], ("title", "status")) == images.after
        if not kept or row.experiments.exists():
            raise ConflictError(
                f"“{row}” was changed or is being tested since.", code="undo_blocked"
            )
        row.delete()


class ShareOf(BaseModel):
    """A segment and the part of the traffic that it was counted to have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    segment: UUID
    share: Annotated[Decimal, Field(ge=0, le=1, max_digits=6, decimal_places=5)]


class SetTrafficShares(Action):
    """Bring the stored shares of segments to what the counts say."""

    kind = "cro.set_traffic_shares"
    title = "Set the segments' shares"

    class Args(ActionArgs):
        """The segments with their shares."""

        shares: Annotated[tuple[ShareOf, ...], Field(min_length=1, max_length=200)]

    def preview(self, args: Args) -> Preview:
        """Each share before and after."""
        rows = self._rows(args)
        percent = scope_notation().percent
        return Preview(
            does="Sets the share of traffic of these segments to what the step counts say.",
            does_not="Changes no count, no test and no split.",
            changes=[
                change(
                    rows[one.segment], str(rows[one.segment]), "Share of traffic",
                    percent(rows[one.segment].traffic_share)
                    if rows[one.segment].traffic_share is not None else "none",
                    percent(one.share),
                )
                for one in args.shares
            ],
        )  # fmt: skip

    def apply(self, args: Args) -> Images:
        """Write them; raises ConflictError where a segment is gone."""
        rows = self._rows(args, lock=True)
        before = images_of(rows.values(), SHARE)
        for one in args.shares:
            write([rows[one.segment]], traffic_share=one.share)
        after = by_id(Segment.objects.all(), rows, lock=False)
        return Images(before, images_of([after[key] for key in rows], SHARE))

    def undo(self, args: Args, images: Images) -> None:
        """The shares of before."""
        restore(Segment, images, SHARE)

    def _rows(self, args: Args, *, lock: bool = False) -> dict[UUID, Segment]:
        wanted = [one.segment for one in args.shares]
        rows = by_id(Segment.objects.all(), wanted, lock=lock)
        if len(rows) < len(set(wanted)):
            raise ConflictError("A segment of this proposal is no longer there.")
        return rows


def _experiment(key: UUID, *standing: ExperimentStatus) -> Experiment:
    row = Experiment.objects.filter(pk=key).first()
    if row is None:
        raise ConflictError("The experiment is no longer there. Run the agent again.")
    if row.status not in standing:
        raise ConflictError(f"“{row}” is {row.get_status_display().lower()} already.")
    return row


def _standing(row: Experiment, after: ExperimentStatus) -> Change:
    return change(row, str(row), "Status", str(row.get_status_display()), str(after.label))


def _as_left(images: Images) -> Experiment:
    """The experiment as the action left it; raises ConflictError where it was changed since."""
    after = images.after[0]
    row = by_id(Experiment.objects.all(), [UUID(after["id"])], lock=True).get(UUID(after["id"]))
    if row is None or images_of([row], COURSE) != [after]:
        said = f"“{row}” was changed since." if row else "The experiment is gone."
        raise ConflictError(said, code="undo_blocked")
    return row


def _pictured(row: Experiment, fields: Sequence[str] = COURSE) -> list[dict[str, Any]]:
    """The experiment, and its hypothesis if it has one."""
    ideas = Hypothesis.objects.filter(pk__in=[row.hypothesis_id] if row.hypothesis_id else [])
    return [*images_of([row], fields), *images_of(ideas, STATUS)]


def _idea_of(images: Images) -> tuple[Hypothesis, str] | None:
    """The hypothesis with the status that it gets back: that of before, unless somebody has given
    it another since."""
    for before, after in zip(images.before[1:], images.after[1:], strict=True):
        row = Hypothesis.objects.filter(pk=UUID(after["id"])).first()
        if row is not None:
            return row, before["status"] if row.status == after["status"] else row.status
    return None


def _bring_back(idea: tuple[Hypothesis, str] | None) -> None:
    if idea is not None:
        row, status = idea
        write([row], status=status)


ACTIONS = (
    StartExperiment,
    StopExperiment,
    DecideExperiment,
    QueueHypothesis,
    AddHypothesis,
    SetTrafficShares,
)
