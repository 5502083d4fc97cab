"""What a run writes: the plan as a draft, and the proposal to activate it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cmo.models import MarketingPlan, Recommendation
from cmo.models.marketing_plan import PlanStatus
from cmo.models.plan_parts import LONGEST_TEXT
from cmo.strategy.actions import ActivatePlan
from cmo.strategy.contracts import PlanOutput
from kernel.core.contracts import Entity
from kernel.core.facts import Fact, FactBook, references
from kernel.decisions.proposals import Predicted, expire_overdue, fingerprint_of, propose
from kernel.resources.rights import scope_notation
from kernel.runs.drafts import write_draft
from kernel.screens import figures

MODULE = "ai_cmo"
LIFE = dt.timedelta(days=42)
GOAL_STEP = Decimal("0.0001")


def write(output: PlanOutput, facts: FactBook) -> list[Entity]:
    """Draft the plan; one that a person wrote or changed is left as it is."""
    if output.start is None or output.end is None:
        return []
    written = write_draft(MarketingPlan, find={"name": output.name}, values=_values(output, facts))
    entities = [written.entity()]
    plan = written.row
    if plan.status in (PlanStatus.DRAFT, PlanStatus.APPROVED) and written.outcome != "kept":
        entities.append(_propose(plan, output, facts))
    return [one for one in entities if one is not None]


def _values(output: PlanOutput, facts: FactBook) -> dict[str, Any]:
    notes = scope_notation()

    def said(text: str) -> str:
        return figures.plain(text, facts, notes)[:LONGEST_TEXT]

    return {
        "status": PlanStatus.DRAFT,
        "start": output.start,
        "end": output.end,
        "objective": said(output.objective),
        "goal_metric": output.metric,
        "goal_baseline": _goal(facts.get("goal.baseline")),
        "goal_target": _goal(facts.get("goal.target")),
        "budget": facts["budget.total"].value,
        "currency": output.currency,
        "channel_allocation": [
            {
                "channel": one.channel,
                "share": str(facts[one.share].value),
                "amount": facts[one.amount].value,
            }
            for one in output.channels
        ],
        "milestones": [
            {
                "key": one.key,
                "date": one.date.isoformat(),
                "title": one.title,
                "detail": said(one.detail),
                "done": False,
            }
            for one in output.milestones
        ],
        "risks": [
            {"title": one.title, "sign": said(one.sign), "answer": said(one.answer)}
            for one in output.risks
        ],
    }


def _goal(fact: Fact | None) -> Decimal | None:
    if fact is None or not isinstance(fact.value, int | float):
        return None
    return Decimal(str(fact.value)).quantize(GOAL_STEP)


def _propose(plan: MarketingPlan, output: PlanOutput, facts: FactBook) -> Entity | None:
    """Activate the plan: its goal as evidence, and what it is expected to bring."""
    expire_overdue(Recommendation)
    predicted = facts.get("expected.gain")
    keys = dict.fromkeys(["goal.baseline", *output.goal, *references(output.summary)])
    done = propose(
        Recommendation,
        kind="plan",
        subject=f"plan:{plan.pk}",
        fingerprint=fingerprint_of(MODULE, "plan", f"plan:{plan.pk}"),
        title=f"Activate “{plan.name}”",
        rationale=output.summary,
        severity="medium",
        effort=1,
        priority=50,
        evidence=[facts[key] for key in keys],
        action_kind=ActivatePlan.kind,
        action_args=ActivatePlan.Args(plan_id=plan.pk),
        predicted=Predicted(f"{predicted.label} over the plan", predicted.key, plan.end)
        if predicted is not None and predicted.interval is not None
        else None,
        expires_at=timezone.now() + LIFE,
        due_on=plan.start,
    )
    return done.entity()
