"""What a proposal of the planner changes: which plan is the active one."""

from __future__ import annotations

from uuid import UUID

from cmo.models import MarketingPlan
from cmo.models.marketing_plan import PlanStatus
from cmo.strategy.statuses import may_move, move
from kernel.core.actions import Action, ActionArgs, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import by_id, change, images_of, restore

STATUS = ("status",)


class ActivatePlan(Action):
    """Make a plan the active one; the plan that is active now is completed."""

    kind = "cmo.activate_plan"
    title = "Activate a plan"

    class Args(ActionArgs):
        """The plan."""

        plan_id: UUID

    def preview(self, args: Args) -> Preview:
        """Each plan's status before and after."""
        plan = self._plan(args)
        former = list(MarketingPlan.objects.filter(status=PlanStatus.ACTIVE).exclude(pk=plan.pk))
        does = f"Makes “{plan.name}” the plan that campaigns and budgets are held against"
        if former:
            does += f", and completes “{former[0].name}”"
        return Preview(
            does=f"{does}.",
            does_not="Changes no campaign, no budget of a campaign, and nothing at any platform.",
            changes=[
                *(
                    change(one, "Status", one.name, one.get_status_display(), "Completed")
                    for one in former
                ),
                change(plan, "Status", plan.name, plan.get_status_display(), "Active"),
            ],
        )

    def apply(self, args: Args) -> Images:
        """Move both plans; raises ConflictError where the plan is gone or already over."""
        plan = self._plan(args, lock=True)
        active = MarketingPlan.objects.select_for_update().filter(status=PlanStatus.ACTIVE)
        before = images_of([*active.exclude(pk=plan.pk), plan], STATUS)
        return Images(before, images_of(move(plan, PlanStatus.ACTIVE), STATUS))

    def undo(self, args: Args, images: Images) -> None:
        """Give both plans the status that they had, the one activated first."""
        restore(MarketingPlan, images, STATUS, reverse=True)

    def _plan(self, args: Args, *, lock: bool = False) -> MarketingPlan:
        found: MarketingPlan | None = by_id(
            MarketingPlan.objects.all(), (args.plan_id,), lock=lock
        ).get(args.plan_id)
        if found is None:
            raise ConflictError("The plan is no longer there.")
        if not may_move(found, PlanStatus.ACTIVE):
            words = found.get_status_display().lower()
            raise ConflictError(f"“{found.name}” is {words} and cannot be activated.")
        return found
