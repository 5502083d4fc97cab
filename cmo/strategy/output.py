"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from cmo.analysis.response import ResponseCurve
from cmo.models.columns import channel_label
from cmo.strategy import sentences
from cmo.strategy.budgets import Divided, divide
from cmo.strategy.contracts import ChannelPart, PlanOutput
from cmo.strategy.fitting import points_of
from cmo.strategy.ground import Ground
from cmo.strategy.milestones import milestones_of
from cmo.strategy.risks import risks_of
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook

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
        curve=points_of(curve, divided.amounts[name] / ground.asked.days) if curve else None,
    )
