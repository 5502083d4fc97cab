"""What a proposal of the budget planner changes: which version of the budget counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cfo.budgeting import versions
from cfo.models import Budget
from cfo.models.budget import BudgetStatus
from cfo.models.columns import Scenario
from kernel.core.actions import Action, ActionArgs, Change, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.addresses import resource_key
from kernel.resources.images import images_of, restore
from kernel.resources.rights import scope_notation

STATUS = ("status",)


class ApproveBudget(Action):
    """Approve a version of the budget; the one before it for the same months is replaced."""

    kind = "cfo.approve_budget"
    title = "Approve a budget"

    class Args(ActionArgs):
        """The version and its currency."""

        version: Annotated[int, Field(ge=1)]
        currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    def preview(self, args: Args) -> Preview:
        """Each scenario's sum, before and after."""
        rows = list(versions.of_version(args.version, args.currency))
        if not rows:
            raise ConflictError("The version is no longer there. Run the budget planner again.")
        former = list(versions.replaced_by(args.version, args.currency))
        first, last = min(row.period for row in rows), max(row.period for row in rows)
        return Preview(
            does=f"Makes version {args.version} the budget of {first:%B %Y} to {last:%B %Y}, in "
            "all of its scenarios, and holds actual lines against it from then on.",
            does_not="Changes no amount, pays nothing, and blocks no payment.",
            changes=[self._change(name, rows, former, args) for name in Scenario.values],
        )

    def apply(self, args: Args) -> Images:
        """Approve it; raises ConflictError where it is gone or approved already."""
        former = list(versions.replaced_by(args.version, args.currency).order_by("pk"))
        drafts = list(
            versions.of_version(args.version, args.currency)
            .filter(status=BudgetStatus.DRAFT)
            .order_by("pk")
        )
        before = images_of([*former, *drafts], STATUS)
        replaced, approved = versions.approve(version=args.version, currency=args.currency)
        return Images(before, images_of([*replaced, *approved], STATUS))

    def undo(self, args: Args, images: Images) -> None:
        """Give every row the status that it had, the approved version first."""
        restore(Budget, images, STATUS, reverse=True)

    def _change(
        self, scenario: str, rows: list[Budget], former: list[Budget], args: Args
    ) -> Change:
        notes = scope_notation()

        def total(part: list[Budget]) -> str:
            own = [row.amount for row in part if row.scenario == scenario]
            return notes.money(sum(own), args.currency) if own else "none"

        label = f"{Scenario(scenario).label} scenario, what is left over"
        return Change(resource_key(Budget), None, label, "Budget", total(former), total(rows))
