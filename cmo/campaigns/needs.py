"""What is missing before a campaign can be designed, and the question that asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from cmo.campaigns.contracts import CampaignInput
from cmo.campaigns.designing import LEAST_DAYS, first_day, last_day
from cmo.campaigns.ground import Ground
from kernel.core.contracts import Need
from kernel.formats import Notation


def needs_of(ground: Ground, notes: Notation) -> list[Need]:
    """What keeps the plan from holding this campaign: its days, its money, its channels."""
    plan = ground.plan
    asked = ground.asked
    if ground.own is not None and ground.own.touched:
        return []
    if asked.name in ground.names:
        return [
            Need(
                what="A name of its own",
                why=f"Another campaign is called “{asked.name}”.",
                question="How else should the campaign be called?",
            )
        ]
    first = max(plan.start, ground.today)
    if asked.start is not None and not first <= asked.start <= plan.end:
        days = notes.day_range(plan.start, plan.end)
        return [
            Need(
                what="A start inside the plan",
                why=f"“{plan.name}” runs {days}, and what is past cannot be planned.",
                question="Which day of the plan should the campaign start on?",
            )
        ]
    start = first_day(ground)
    if start > plan.end or (last_day(ground, start) - start).days + 1 < LEAST_DAYS:
        return [
            Need(
                what="A plan with two weeks left",
                why=f"“{plan.name}” ends {notes.day(plan.end)}, too soon for a campaign.",
                agent="cmo-plan-90day",
            )
        ]
    if ground.remaining <= 0 or (asked.budget or 0) > ground.remaining:
        return [_no_money(ground, notes)]
    if not asked.channels and not plan.allocation and not ground.segment.channels:
        return [
            Need(
                what="Channels",
                why=f"Neither “{plan.name}” nor “{ground.segment.name}” names any.",
                question="On which channels should the campaign run?",
            )
        ]
    return []


def _no_money(ground: Ground, notes: Notation) -> Need:
    plan, money = ground.plan, notes.money
    left = max(ground.remaining, 0)
    why = (
        f"“{plan.name}” has {money(plan.budget)}, and its other campaigns hold "
        f"{money(ground.committed)} of it: {money(left)} is left."
    )
    if left and ground.asked.budget:
        return Need(
            what=f"A budget of at most {money(left)}",
            why=why,
            question=f"May it cost {money(left)} instead of {money(ground.asked.budget)}?",
        )
    return Need(
        what="Budget that is left in the plan",
        why=why,
        question="Which campaign gives some of its budget, or shall the plan get more?",
    )


def no_pair(payload: CampaignInput) -> Need:
    chosen = " and ".join(filter(None, (payload.offer, payload.segment)))
    return Need(
        what="An offer or a segment without a campaign",
        why=f"The plan has a campaign for {chosen} already."
        if chosen
        else "Every offer has a campaign of the plan for every segment.",
        question="Which offer and which segment should the next campaign be for?",
    )


def unknown(noun: str, name: str, known: Iterable[str]) -> Need:
    listed = ", ".join(f"“{one}”" for one in list(known)[:8]) or "none yet"
    return Need(
        what=f"{'An' if noun[0] in 'aeiou' else 'A'} {noun} named “{name}”",
        why=f"No {noun} that could be used is called so.",
        question=f"Which of these do you mean: {listed}?",
    )
