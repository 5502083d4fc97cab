"""How a plan moves from draft to archive; at most one is active."""

from __future__ import annotations

from cmo.models import MarketingPlan
from cmo.models.marketing_plan import PlanStatus
from kernel.errors import ConflictError
from kernel.resources.images import write

D, P, A = PlanStatus.DRAFT, PlanStatus.APPROVED, PlanStatus.ACTIVE
C, Z = PlanStatus.COMPLETED, PlanStatus.ARCHIVED
MOVES: dict[str, tuple[PlanStatus, ...]] = {
    D: (P, A, Z),
    P: (A, D, Z),
    A: (C, Z),
    C: (Z,),
    Z: (D,),
}


def may_move(plan: MarketingPlan, to: str) -> bool:
    """Whether a plan's next status may be that."""
    return to in MOVES[plan.status]


def move(plan: MarketingPlan, to: PlanStatus) -> list[MarketingPlan]:
    """Give a locked plan its next status; activating it completes the one that is active.

    Answers the plans that changed, the former active one first. Raises ConflictError for a move
    that there is not.
    """
    if not may_move(plan, to):
        words = PlanStatus(plan.status).label.lower()
        raise ConflictError(f"“{plan.name}” is {words} and cannot become {to.label.lower()}.")
    changed = []
    if to == A:
        former = MarketingPlan.objects.select_for_update().filter(status=A).exclude(pk=plan.pk)
        for other in former:
            write([other], status=C)
            changed.append(other)
    write([plan], status=to)
    return [*changed, plan]
