"""What a run writes: a funnel as a draft where none was, or proposals on those that are there."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from cmo.funnels.actions import SetStageGoals, StageGoal
from cmo.funnels.contracts import FunnelOutput, FunnelPart, StagePart
from cmo.models import Funnel, FunnelStage, Recommendation
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.proposals import expire_overdue, fingerprint_of, propose
from kernel.runs.drafts import remove_drafts, write_draft
from kernel.tenancy import clock

MODULE = "ai_cmo"
LIFE = dt.timedelta(days=28)
DUE = dt.timedelta(days=14)
STEP = Decimal("0.00001")
TARGET_STEP = Decimal("0.001")


def write(output: FunnelOutput, facts: FactBook) -> list[Entity]:
    """Draft or propose, funnel by funnel."""
    expire_overdue(Recommendation)
    entities: list[Entity | None] = []
    for funnel in output.funnels:
        if funnel.drafted:
            entities += _draft(funnel, facts)
        else:
            entities.append(_propose(funnel, facts))
    return [one for one in entities if one is not None]


def _draft(funnel: FunnelPart, facts: FactBook) -> list[Entity | None]:
    through, revenue = facts.get(funnel.through), facts.get(funnel.revenue)
    written = write_draft(
        Funnel,
        find={"name": funnel.name},
        values={
            "kind": "marketing",
            "status": "draft",
            "plan_id": UUID(funnel.plan) if funnel.plan else None,
            "currency": funnel.currency,
            "expected_conversion": _share(through.value, STEP) if through else None,
            "expected_revenue": revenue.value if revenue else None,
        },
    )
    if written.outcome == "kept":
        return []
    row = written.row
    names = [one.name for one in funnel.stages]
    entities: list[Entity | None] = [written.entity()]
    keep = FunnelStage.objects.filter(funnel=row, name__in=names).values_list("pk", flat=True)
    entities += remove_drafts(FunnelStage, keep_ids=list(keep), funnel=row)
    _make_room(row, names)
    for position, stage in enumerate(funnel.stages, start=1):
        made = write_draft(
            FunnelStage,
            find={"funnel": row, "name": stage.name},
            values=_stage_values(stage, facts, position),
        )
        entities.append(made.entity())
    return entities


def _make_room(funnel: Funnel, names: list[str]) -> None:
    """Stages that stay where another is to stand move behind all others first."""
    rows = list(FunnelStage.objects.filter(funnel=funnel).order_by("position"))
    wanted = {name: place for place, name in enumerate(names, start=1)}
    if all(wanted.get(row.name, row.position) == row.position for row in rows):
        return
    behind = max([row.position for row in rows] + [len(names)])
    for place, row in enumerate(rows, start=1):
        FunnelStage.objects.filter(pk=row.pk).update(position=behind + place)


def _stage_values(stage: StagePart, facts: FactBook, position: int) -> dict[str, Any]:
    rate, need = facts.get(stage.rate), facts.get(stage.need)
    return {
        "kind": stage.kind,
        "position": position,
        "objective": stage.objective[:240],
        "target_volume": need.value if need else None,
        "target_conversion_rate": _share(rate.value, TARGET_STEP) if rate else None,
    }


def _share(value: Any, step: Decimal) -> Decimal:
    return min(Decimal(str(value)).quantize(step), Decimal(1))


def _propose(funnel: FunnelPart, facts: FactBook) -> Entity | None:
    """Volumes that nobody has set, and targets at the rates that the stages show."""
    rows = {str(row.pk): row for row in FunnelStage.objects.filter(funnel_id=UUID(funnel.id))}
    goals = [
        goal
        for stage in funnel.stages
        if (row := rows.get(stage.id)) and (goal := _goal(row, stage, facts))
    ]
    if not goals or "goal.orders" not in facts:
        return None
    first = funnel.stages[0]
    title = f"Hold “{funnel.name}” against {{fact:goal.orders}} orders a month"
    why = (
        f"That takes {{fact:{first.need}}} who enter “{first.name}” a month, and each later stage "
        "its part."
        if first.need
        else "The stages that are counted get a target at the rate that they show."
    )
    keys = ["goal.orders", *references(why)]
    for stage in funnel.stages:
        keys += [key for key in (stage.need, stage.rate, stage.present) if key]
    args = SetStageGoals.Args(funnel_id=UUID(funnel.id), goals=tuple(goals))
    done = propose(
        Recommendation,
        kind="stage_goals",
        subject=f"funnel:{funnel.id}",
        fingerprint=fingerprint_of(MODULE, "stage_goals", f"funnel:{funnel.id}"),
        title=title,
        rationale=why,
        severity="low",
        effort=1,
        priority=20,
        evidence=[facts[key] for key in dict.fromkeys(keys)],
        action_kind=SetStageGoals.kind,
        action_args=args,
        expires_at=timezone.now() + LIFE,
        due_on=clock.today() + DUE,
    )
    return done.entity()


def _goal(row: FunnelStage, stage: StagePart, facts: FactBook) -> StageGoal | None:
    """What would be filled on a stage; a leaking stage's target is what it let through before."""
    need = facts.get(stage.need)
    rate = facts.get(f"{stage.key}.before") if stage.leak else facts.get(stage.rate)
    volume = need.value if need and row.target_volume is None else None
    share = None
    if rate is not None and row.target_conversion_rate is None and rate.value:
        share = max(_share(rate.value, TARGET_STEP), TARGET_STEP)
    if volume is None and share is None:
        return None
    assert volume is None or isinstance(volume, int)
    return StageGoal(stage_id=row.pk, volume=volume, rate=share)
