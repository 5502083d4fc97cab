"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from cmo.analysis.response import ResponseCurve
from cmo.models.columns import channel_label
from cmo.strategy import sentences
from cmo.strategy.budgets import Divided, divide
from cmo.strategy.contracts import ChannelPart, CurvePoints, PlanOutput
from cmo.strategy.ground import Ground
from cmo.strategy.milestones import milestones_of
from cmo.strategy.risks import risks_of
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook

POINTS = 25
BEYOND = 1.25
GOAL_KEYS = ("goal.baseline", "goal.target", "goal.rise", "expected.goal", "expected.gain")


def output_of(ground: Ground, book: FactBook) -> PlanOutput:
    """The whole plan in the built-in words."""
    divided, asked = divide(ground), ground.asked
    return PlanOutput(
        summary=sentences.summary(ground, book, divided),
        name=asked.name,
        start=asked.start,
        end=asked.end,
        objective=sentences.objective(ground, book),
        metric=asked.metric,
        currency=asked.currency,
        goal=[key for key in GOAL_KEYS if key in book],
        channels=[
            _part(ground, book, divided, name)
            for name in sorted(divided.amounts, key=lambda name: -divided.amounts[name])
        ],
        milestones=milestones_of(ground, book, divided),
        risks=risks_of(ground, book, divided),
        defaults=sentences.defaults(ground, book, divided),
        kept=ground.known.kept,
        questions=sentences.questions(ground),
    )


def _part(ground: Ground, book: FactBook, divided: Divided, name: str) -> ChannelPart:
    key, fit = fact_key("split", name), ground.fits[name]
    curve = fit if isinstance(fit, ResponseCurve) else None
    return ChannelPart(
        channel=name,
        label=channel_label(name),
        basis="curve" if curve and len(divided.curved) > 1 else "kept",
        why=sentences.why_part(ground, divided, name),
        amount=f"{key}.amount",
        present=f"{key}.present",
        share=f"{key}.share",
        marginal=f"{key}.marginal" if curve else "",
        saturation=f"{key}.saturation" if curve else "",
        curve=_points(curve, divided.amounts[name] / ground.asked.days) if curve else None,
    )


def _points(curve: ResponseCurve, planned: float) -> CurvePoints:
    """The curve from nothing to a little beyond what was seen or is planned, a day."""
    end = max(curve.last_seen, curve.spend, planned) * BEYOND
    spends = [end * n / (POINTS - 1) for n in range(POINTS)]
    limits = [curve.interval_at(spend) for spend in spends]
    return CurvePoints(
        spend=[round(spend, 2) for spend in spends],
        outcome=[round(one.estimate, 4) for one in limits],
        low=[round(one.low, 4) for one in limits],
        high=[round(one.high, 4) for one in limits],
        last_seen=round(curve.last_seen, 2),
        now=round(curve.spend, 2),
        planned=round(planned, 2),
    )
