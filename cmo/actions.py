"""What marketing proposals change: shown before, done, and taken back.

Each action locks the rows that it touches, keeps their images, and refuses to be undone once
somebody has changed them since.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field, model_validator

from cmo.funnels.actions import SetStageGoals
from cmo.models import Campaign, CampaignChannel, FunnelStage, MetricsSnapshot
from cmo.models.columns import channel_label
from cmo.strategy.actions import ActivatePlan
from kernel.core.actions import Action, ActionArgs, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import by_id, change, images_of, restore, write
from kernel.resources.rights import scope_notation

SHARE_PLACES = Decimal("0.00001")


class MarkTrackingGap(Action):
    """Leave days of some channels out of every figure; the rows stay."""

    kind = "cmo.mark_tracking_gap"
    title = "Leave days out of the figures"

    class Args(ActionArgs):
        """Days (both ends included) and channels whose rows are left out, and why."""

        first: date
        last: date
        channels: Annotated[tuple[str, ...], Field(min_length=1)]
        currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
        reason: Annotated[str, Field(min_length=1, max_length=200)]

        @model_validator(mode="after")
        def _in_order(self) -> Self:
            if not timedelta(0) <= self.last - self.first <= timedelta(days=92):
                raise ValueError("the last day lies up to 92 days after the first")
            return self

    def preview(self, args: Args) -> Preview:
        """Each day and channel that would be left out."""
        rows = list(self._rows(args))
        notes = scope_notation()
        days = notes.day_range(args.first, args.last)
        return Preview(
            does=f"Leaves {len(rows)} daily rows of {days} out of every figure: {args.reason}.",
            does_not="Deletes nothing: the rows stay, marked, and can be taken back in.",
            changes=[
                change(row, "Daily metric", f"{channel_label(row.channel)}, {notes.day(row.date)}",
                        "counted", "left out")
                for row in rows
            ],
        )  # fmt: skip

    def apply(self, args: Args) -> Images:
        """Mark the rows; raises ConflictError where none is left to mark."""
        rows = list(self._rows(args).select_for_update())
        if not rows:
            raise ConflictError("No row of these days is left to leave out.")
        before = images_of(rows, ("excluded", "exclusion_reason"))
        write(rows, excluded=True, exclusion_reason=args.reason)
        return Images(before, images_of(rows, ("excluded", "exclusion_reason")))

    def undo(self, args: Args, images: Images) -> None:
        """Count the rows again."""
        restore(MetricsSnapshot, images, ("excluded", "exclusion_reason"))

    def _rows(self, args: Args) -> QuerySet[MetricsSnapshot]:
        rows = MetricsSnapshot.objects.filter(
            date__range=(args.first, args.last), channel__in=args.channels, excluded=False
        )
        if args.currency:
            rows = rows.filter(currency=args.currency)
        return rows.order_by("date", "channel", "id")


class ShiftBudgetShare(Action):
    """Move a part of a campaign's budget from one of its channels to another."""

    kind = "cmo.shift_budget_share"
    title = "Shift budget between channels"

    class Args(ActionArgs):
        """Two channel rows of one campaign, and the share to move, over 0 up to 1."""

        campaign_id: UUID
        from_id: UUID
        to_id: UUID
        share: Annotated[Decimal, Field(gt=0, le=1, max_digits=6, decimal_places=5)]

    def preview(self, args: Args) -> Preview:
        """Both shares before and after."""
        source, target = self._pair(args)
        percent = scope_notation().percent
        name = source.campaign.name
        return Preview(
            does=(
                f"Moves {percent(args.share)} of the budget of “{name}” from "
                f"{channel_label(source.channel)} to {channel_label(target.channel)}."
            ),
            does_not="Changes nothing at the ad platforms, and not the campaign's budget itself.",
            changes=[
                change(row, f"Share in “{name}”", channel_label(row.channel),
                        percent(row.budget_share), percent(row.budget_share + moved))
                for row, moved in ((source, -args.share), (target, args.share))
            ],
        )  # fmt: skip

    def apply(self, args: Args) -> Images:
        """Write both shares; raises ConflictError where the share is no longer there."""
        Campaign.objects.select_for_update().filter(pk=args.campaign_id).first()
        source, target = self._pair(args, lock=True)
        before = images_of((source, target), ("budget_share",))
        write([source], budget_share=(source.budget_share - args.share).quantize(SHARE_PLACES))
        write([target], budget_share=(target.budget_share + args.share).quantize(SHARE_PLACES))
        return Images(before, images_of((source, target), ("budget_share",)))

    def undo(self, args: Args, images: Images) -> None:
        """Give the share back, the channel that grew first."""
        Campaign.objects.select_for_update().filter(pk=args.campaign_id).first()
        restore(CampaignChannel, images, ("budget_share",), reverse=True)

    def _pair(self, args: Args, *, lock: bool = False) -> tuple[CampaignChannel, CampaignChannel]:
        rows = CampaignChannel.objects.filter(campaign_id=args.campaign_id)
        found = by_id(rows, (args.from_id, args.to_id), lock=lock)
        source, target = found.get(args.from_id), found.get(args.to_id)
        if source is None or target is None or source.pk == target.pk:
            raise ConflictError("The campaign no longer has both channels.")
        if source.budget_share < args.share:
            percent = scope_notation().percent
            raise ConflictError(
                f"{channel_label(source.channel)} has {percent(source.budget_share)} of the "
                f"budget left, less than the {percent(args.share)} to move."
            )
        return source, target


class MoveCampaignBudget(Action):
    """Move an amount from one campaign's budget to another's."""

    kind = "cmo.move_campaign_budget"
    title = "Move budget between campaigns"

    class Args(ActionArgs):
        """Two campaigns of one currency, and the amount in its minor units."""

        from_id: UUID
        to_id: UUID
        amount: Annotated[int, Field(gt=0)]

    def preview(self, args: Args) -> Preview:
        """Both budgets before and after."""
        source, target = self._pair(args)
        money = scope_notation().money
        currency = source.currency
        return Preview(
            does=(
                f"Moves {money(args.amount, currency)} from the budget of “{source.name}” "
                f"to that of “{target.name}”."
            ),
            does_not="Changes nothing at the ad platforms, and no share of any channel.",
            changes=[
                change(row, "Budget", row.name, money(row.budget, currency),
                        money((row.budget or 0) + moved, currency))
                for row, moved in ((source, -args.amount), (target, args.amount))
            ],
        )  # fmt: skip

    def apply(self, args: Args) -> Images:
        """Write both budgets; raises ConflictError where the amount is no longer there."""
        pair = self._pair(args, lock=True)
        before = images_of(pair, ("budget",))
        for row, moved in zip(pair, (-args.amount, args.amount), strict=True):
            write([row], budget=(row.budget or 0) + moved)
        return Images(before, images_of(pair, ("budget",)))

    def undo(self, args: Args, images: Images) -> None:
        """Give the amount back."""
        restore(Campaign, images, ("budget",), reverse=True)

    def _pair(self, args: Args, *, lock: bool = False) -> tuple[Campaign, Campaign]:
        found = by_id(Campaign.objects.all(), (args.from_id, args.to_id), lock=lock)
        source, target = found.get(args.from_id), found.get(args.to_id)
        if source is None or target is None or source.pk == target.pk:
            raise ConflictError("Both campaigns are no longer there.")
        if source.currency != target.currency:
            raise ConflictError("The two campaigns have different currencies.")
        if target.budget is None or (source.budget or 0) < args.amount:
            money = scope_notation().money
            raise ConflictError(
                f"“{source.name}” has {money(source.budget, source.currency)} of budget and "
                f"“{target.name}” {money(target.budget, target.currency)}."
            )
        return source, target


class SetStageTarget(Action):
    """Set the share of people that should go on at a funnel's stage."""

    kind = "cmo.set_stage_target"
    title = "Set a stage's target"

    class Args(ActionArgs):
        """The stage, and the target rate over 0 up to 1."""

        stage_id: UUID
        rate: Annotated[Decimal, Field(gt=0, le=1, max_digits=6, decimal_places=5)]

    def preview(self, args: Args) -> Preview:
        """The target before and after."""
        stage = self._stage(args)
        percent = scope_notation().percent
        return Preview(
            does=(
                f"Sets the target of “{stage.name}” in “{stage.funnel.name}” to "
                f"{percent(args.rate)}, so that the stage is held against it every day."
            ),
            does_not="Changes nothing on the site: what was changed there is for you to find.",
            changes=[
                change(stage, stage.funnel.name, f"Target of “{stage.name}”",
                        "no target" if stage.target_conversion_rate is None
                        else percent(stage.target_conversion_rate), percent(args.rate))
            ],
        )  # fmt: skip

    def apply(self, args: Args) -> Images:
        """Write the target; raises ConflictError where the stage is gone or has it already."""
        stage = self._stage(args, lock=True)
        if stage.target_conversion_rate == args.rate:
            raise ConflictError(f"“{stage.name}” has that target already.")
        before = images_of([stage], ("target_conversion_rate",))
        write([stage], target_conversion_rate=args.rate.quantize(SHARE_PLACES))
        return Images(before, images_of([stage], ("target_conversion_rate",)))

    def undo(self, args: Args, images: Images) -> None:
        """Set the earlier target again."""
        restore(FunnelStage, images, ("target_conversion_rate",))

    def _stage(self, args: Args, *, lock: bool = False) -> FunnelStage:
        rows = FunnelStage.objects.select_related("funnel")
        found: FunnelStage | None = by_id(rows, (args.stage_id,), lock=lock).get(args.stage_id)
        if found is None:
            raise ConflictError("The stage is no longer there.")
        return found


ACTIONS = (
    MarkTrackingGap,
    ShiftBudgetShare,
    MoveCampaignBudget,
    SetStageTarget,
    ActivatePlan,
    SetStageGoals,
)
