"""What a proposal of the architect changes: the stages' volumes and targets that nobody has set."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from cmo.models import Funnel, FunnelStage
from kernel.core.actions import Action, ActionArgs, Change, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import by_id, change, images_of, restore, write
from kernel.resources.rights import scope_notation

GOALS = ("target_volume", "target_conversion_rate")
RATE_STEP = Decimal("0.00001")


class StageGoal(ActionArgs):
    """A stage's people a month, and the part of them that should go on; None sets nothing."""

    stage_id: UUID
    volume: Annotated[int, Field(ge=0)] | None = None
    rate: Annotated[Decimal, Field(gt=0, le=1, max_digits=6, decimal_places=5)] | None = None


class SetStageGoals(Action):
    """Fill in volumes and targets of a funnel's stages; what a person has set stays."""

    kind = "cmo.set_stage_goals"
    title = "Set volumes and targets of stages"

    class Args(ActionArgs):
        """The funnel, and what each of its stages should reach."""

        funnel_id: UUID
        goals: Annotated[tuple[StageGoal, ...], Field(min_length=1, max_length=40)]

    def preview(self, args: Args) -> Preview:
        """Each empty volume and target that would be filled."""
        funnel, stages = self._stages(args)
        notes = scope_notation()
        lines: list[Change] = []
        for goal in args.goals:
            stage = stages.get(goal.stage_id)
            if stage is None:
                continue
            fills = _fills(stage, goal)
            if "target_volume" in fills:
                shown = notes.number(fills["target_volume"])
                lines.append(change(stage, stage.name, "People a month", "none set", shown))
            if "target_conversion_rate" in fills:
                shown = notes.percent(fills["target_conversion_rate"])
                lines.append(change(stage, stage.name, "Target", "none set", shown))
        return Preview(
            does=f"Fills what is still open on the stages of “{funnel.name}”, so that each day is "
            "held against it.",
            does_not="Overwrites no volume and no target that somebody has set.",
            changes=lines,
        )

    def apply(self, args: Args) -> Images:
        """Write what is open; raises ConflictError where nothing is."""
        funnel, stages = self._stages(args, lock=True)
        filled = [
            (stages[goal.stage_id], fills)
            for goal in args.goals
            if goal.stage_id in stages and (fills := _fills(stages[goal.stage_id], goal))
        ]
        if not filled:
            raise ConflictError(f"Every stage of “{funnel.name}” has its volume and target.")
        rows = [stage for stage, _ in filled]
        before = images_of(rows, GOALS)
        for stage, fills in filled:
            write([stage], **fills)
        return Images(before, images_of(rows, GOALS))

    def undo(self, args: Args, images: Images) -> None:
        """Empty them again."""
        restore(FunnelStage, images, GOALS)

    def _stages(self, args: Args, *, lock: bool = False) -> tuple[Funnel, dict[UUID, FunnelStage]]:
        funnel = Funnel.objects.filter(pk=args.funnel_id).first()
        rows = FunnelStage.objects.filter(funnel_id=args.funnel_id)
        stages = by_id(rows, [goal.stage_id for goal in args.goals], lock=lock)
        if funnel is None or not stages:
            raise ConflictError("The funnel or its stages are no longer there.")
        return funnel, stages


def _fills(stage: FunnelStage, goal: StageGoal) -> dict[str, int | Decimal]:
    """The fields of a stage that nobody has set, with what the goal puts there."""
    fills: dict[str, int | Decimal] = {}
    if stage.target_volume is None and goal.volume is not None:
        fills["target_volume"] = goal.volume
    if stage.target_conversion_rate is None and goal.rate is not None:
        fills["target_conversion_rate"] = goal.rate.quantize(RATE_STEP)
    return fills
