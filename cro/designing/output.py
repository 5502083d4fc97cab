"""The answer's structure: the plan as its rows will hold it."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from cro.designing import sentences
from cro.designing.contracts import DesignOutput, GuardPart, PlanPart, VariantPart
from cro.designing.ground import Ground, margin_text
from kernel.core.facts import FactBook

LONGEST_NAME = 160
PLACES = Decimal("0.0000001")


def output_of(ground: Ground, book: FactBook) -> DesignOutput:
    """Everything in the built-in words; a plan only where the traffic carries it."""
    return DesignOutput(
        summary=sentences.summary(ground, book),
        feasible=ground.feasible,
        plan=_plan(ground) if ground.feasible else None,
        instead=sentences.instead(ground, book),
        defaults=sentences.defaults(ground),
        questions=sentences.questions(ground),
    )


def _plan(ground: Ground) -> PlanPart:
    assert ground.weeks is not None
    return PlanPart(
        name=ground.title[:LONGEST_NAME],
        hypothesis=ground.title,
        metric=ground.metric,
        segment=ground.segment,
        method=ground.asked.method,
        alpha=margin_text(ground.asked.alpha),
        power=margin_text(ground.asked.power),
        baseline=f"{ground.mean:.8f}",
        minimum_effect=margin_text(ground.asked.effect),
        planned_size=ground.planned,
        planned_weeks=ground.weeks,
        variants=_variants(ground),
        guardrails=[GuardPart(metric=one.name, margin=one.margin) for one in ground.guards],
        stop=sentences.stop(ground),
    )


def _variants(ground: Ground) -> list[VariantPart]:
    """Even shares that add up to one to the last place; the control takes what rounding leaves."""
    count = ground.asked.variants
    share = (Decimal(1) / count).quantize(PLACES, rounding=ROUND_DOWN)
    weights = [Decimal(1) - share * (count - 1), *[share] * (count - 1)]
    names = ["As today", *_named(count - 1)]
    keys = ["control", *(f"variant-{chr(ord('a') + at)}" for at in range(count - 1))]
    return [
        VariantPart(key=key, name=name, is_control=at == 0, weight=str(weight))
        for at, (key, name, weight) in enumerate(zip(keys, names, weights, strict=True))
    ]


def _named(count: int) -> list[str]:
    if count == 1:
        return ["As believed"]
    return [f"As believed, {chr(ord('A') + at)}" for at in range(count)]
