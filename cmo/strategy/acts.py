"""What may be done with a plan from its page: the one next step, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cmo.models import MarketingPlan
from cmo.models.marketing_plan import PlanStatus
from cmo.strategy.statuses import MOVES
from kernel.resources import addresses

DECIDE = "h-to-decide"
VERBS = {
    PlanStatus.APPROVED: ("approval", "Approve", "check"),
    PlanStatus.ACTIVE: ("activation", "Activate", "play"),
    PlanStatus.COMPLETED: ("completion", "Complete", "flag"),
    PlanStatus.ARCHIVED: ("archival", "Archive", "box"),
    PlanStatus.DRAFT: ("reopening", "Back to draft", "undo-2"),
}


def tools_of(plan: MarketingPlan, *, proposed: bool) -> list[dict[str, Any]]:
    """The one next step, then edit. A proposal to activate the plan is that step itself."""
    edit = {
        "label": "Edit",
        "url": addresses.row_path(MarketingPlan, plan.pk, "edit"),
        "icon": "pencil",
    }
    if plan.status not in (PlanStatus.DRAFT, PlanStatus.APPROVED):
        return [edit]
    if proposed:
        first = {"label": "Review and decide", "url": f"#{DECIDE}", "icon": "arrow-right"}
    else:
        first = _move(plan, PlanStatus.ACTIVE) | {"post": True}
    return [{**first, "primary": True}, edit]


def more_of(plan: MarketingPlan, tools: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Every other status that the plan may take, in a menu."""
    shown = {tool["url"] for tool in tools}
    moves = [_move(plan, status) for status in MOVES[plan.status]]
    items = [{**move, "post": True} for move in moves if move["url"] not in shown]
    return {"label": f"More for {plan.name}", "items": items}


def _move(plan: MarketingPlan, status: PlanStatus) -> dict[str, Any]:
    verb, label, icon = VERBS[status]
    url = addresses.row_path(MarketingPlan, plan.pk, verb)
    return {"label": label, "url": url, "icon": icon}
