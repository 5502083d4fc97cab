"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from typing import Any

from cmo.funnels import sentences
from cmo.funnels.contracts import FunnelOutput, FunnelPart, StagePart
from cmo.funnels.ground import Ground
from cmo.selectors import FunnelStages
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook

OBJECTIVES = {
    "awareness": "People notice {what}",
    "consideration": "They look at {what} closely",
    "conversion": "They order {what}",
    "retention": "They order {what} again",
    "advocacy": "They tell others of {what}",
}


def output_of(ground: Ground, book: FactBook) -> FunnelOutput:
    """Every funnel with what the goal asks of its stages."""
    funnels = [_stored(ground, book, one) for one in ground.funnels]
    if ground.drafts:
        funnels.append(_drafted(ground, book))
    funnels = [_with_texts(book, funnel) for funnel in funnels]
    return FunnelOutput(
        summary=sentences.summary(ground, book, funnels),
        findings=sentences.leak_findings(funnels),
        funnels=funnels,
        defaults=sentences.defaults(ground, book),
        questions=sentences.questions(funnels, book),
    )


def _with_texts(book: FactBook, funnel: FunnelPart) -> FunnelPart:
    stages = [
        one.model_copy(update={"text": sentences.stage_text(book, one)}) for one in funnel.stages
    ]
    return funnel.model_copy(update={"stages": stages})


def _stored(ground: Ground, book: FactBook, funnel: FunnelStages) -> FunnelPart:
    stages = []
    for stage in funnel.stages:
        key = fact_key("funnel", funnel.name, stage.name)
        stages.append(
            StagePart(
                key=key,
                id=stage.key,
                name=stage.name,
                kind=ground.stored[stage.key].kind,
                leak=stage.key in ground.leaks,
                **_keys(book, key),
            )
        )
    return FunnelPart(
        key=fact_key("funnel", funnel.name),
        id=str(funnel.id),
        name=funnel.name,
        currency=ground.currency,
        stages=stages,
        through=_known(book, fact_key("funnel", funnel.name, "through")),
        revenue=_known(book, "goal.revenue"),
    )


def _drafted(ground: Ground, book: FactBook) -> FunnelPart:
    what = ground.offer or ground.brand or "what you sell"
    stages = []
    for step in ground.steps:
        key = fact_key("funnel", ground.own_name, step.name)
        stages.append(
            StagePart(
                key=key,
                name=step.name,
                kind=step.kind,
                objective=OBJECTIVES[step.kind].format(what=what),
                **_keys(book, key),
            )
        )
    return FunnelPart(
        key=fact_key("funnel", ground.own_name),
        name=ground.own_name,
        drafted=True,
        plan=str(ground.goal.plan_id or ""),
        currency=ground.currency,
        stages=stages,
        through=_known(book, fact_key("funnel", ground.own_name, "through")),
        revenue=_known(book, "goal.revenue"),
    )


def _keys(book: FactBook, key: str) -> dict[str, Any]:
    return {
        "rate": _known(book, f"{key}.rate"),
        "need": _known(book, f"{key}.need"),
        "present": _known(book, f"{key}.present"),
        "goal_rate": _known(book, f"{key}.target"),
    }


def _known(book: FactBook, key: str) -> str:
    return key if key in book else ""
