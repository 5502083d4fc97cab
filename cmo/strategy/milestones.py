"""The plan's dated steps, from the workspace's own channels, campaigns, funnels and offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cmo.analysis.response import ResponseCurve
from cmo.models.columns import channel_label
from cmo.strategy.budgets import Divided
from cmo.strategy.contracts import MOST_MILESTONES, Milestone
from cmo.strategy.goals import label_of
from cmo.strategy.ground import Ground
from cmo.strategy.refusals import said
from kernel.core.fact_keys import fact_key, key_part
from kernel.core.facts import FactBook

FRAME = 100
"""Steps of this weight stand in every plan."""
LONGEST_TITLE = 160
WORTH_A_STEP = 0.02
"""A channel whose budget moves by less than this part of the whole gets no step of its own."""


@dataclass(frozen=True, slots=True)
class _Step:
    key: str
    after: int
    title: str
    detail: str
    weight: int
    on: dt.date | None = None


def milestones_of(ground: Ground, book: FactBook, divided: Divided) -> list[Milestone]:
    """Eight steps that frame every plan, and those of the rows that weigh most, by day.

    Each falls on a working day within the plan.
    """
    steps = [*_frame(ground, book), *_of_rows(ground, book, divided)]
    steps.sort(key=lambda step: -step.weight)
    chosen = steps[:MOST_MILESTONES]
    dated = [(_day(ground, step), -step.weight, step) for step in chosen]
    dated.sort(key=lambda one: (one[0], one[1], one[2].key))
    return [
        Milestone(key=step.key, date=day, title=step.title[:LONGEST_TITLE], detail=step.detail)
        for day, _, step in dated
    ]


def _day(ground: Ground, step: _Step) -> dt.date:
    asked, work = ground.asked, ground.work
    wanted = step.on or asked.start + dt.timedelta(days=step.after)
    wanted = min(max(wanted, asked.start), asked.end)
    day = work.on_or_after(wanted)
    return day if day <= asked.end else work.on_or_before(wanted)


def _frame(ground: Ground, book: FactBook) -> Iterator[_Step]:
    label = label_of(ground.asked.metric)
    target = "{fact:goal.target}" if "goal.target" in book else "the target"
    yield _Step("agree", 0, "Agree goal and budget",
                f"{{fact:budget.total}} until {{fact:plan.end}}; {label} is to reach {target}.",
                FRAME)  # fmt: skip
    yield _Step(
        "set-budgets",
        1,
        "Set the channels’ budgets",
        "Each channel’s campaigns carry its part of {fact:budget.total}.",
        FRAME,
    )
    yield _Step(
        "look-at-spend",
        14,
        "Look whether spend follows the plan",
        "Compare each channel’s spend with its part.",
        FRAME,
    )
    yield _Step(
        "review-early",
        30,
        f"Review {label} against the baseline",
        "The baseline was {fact:goal.baseline}.",
        FRAME,
    )
    if ground.curves:
        yield _Step(
            "split-again",
            45,
            "Run the planner again and compare the split",
            "The new days move the curves; move money where they moved.",
            FRAME,
        )
    else:
        yield _Step(
            "split-again",
            45,
            "Run the planner again for the first curves",
            "Days whose spend varied are what curves are told from.",
            FRAME,
        )
    yield _Step(
        "review-late",
        60,
        f"Review {label} and every channel’s return",
        "Stop what does not carry its part.",
        FRAME,
    )
    yield _Step(
        "next-goal",
        76,
        "Decide what the next plan is for",
        "It begins after {fact:plan.end}.",
        FRAME,
    )
    yield _Step(
        "close",
        89,
        "Close the plan: result against target",
        f"The target was {target}, from {{fact:goal.baseline}}.",
        FRAME,
    )


def _of_rows(ground: Ground, book: FactBook, divided: Divided) -> Iterator[_Step]:
    yield from _leaks(ground)
    yield from _campaigns(ground)
    yield from _channels(ground, divided)
    known = ground.known
    if known.offer:
        to = f" to {known.segment}" if known.segment else ""
        yield _Step(
            "offer",
            10,
            f"Bring “{known.offer}”{to}",
            f"Show {known.brand} by “{known.offer}” on the channels that grow.",
            55,
        )
    if not known.touchpoints:
        yield _Step(
            "touchpoints",
            17,
            "Bring in touchpoints",
            "Without them no path to an order can be credited.",
            20,
        )


def _leaks(ground: Ground) -> Iterator[_Step]:
    for number, leak in enumerate(ground.leaks[:2]):
        name, key = leak.stage.name, leak_key(ground, number)
        part = key_part(name)[:40]
        yield _Step(
            f"mend-{part}",
            7,
            f"Find what changed at “{name}”",
            f"{{fact:{key}.now}} go on since {{fact:{key}.since}}, "
            f"{{fact:{key}.before}} did before.",
            80 - number,
        )
        yield _Step(
            f"check-{part}",
            40,
            f"Check that “{name}” lets people on again",
            f"It held {{fact:{key}.before}} before.",
            40 - number,
        )


def leak_key(ground: Ground, number: int) -> str:
    """The key of the facts of a leak."""
    leak = ground.leaks[number]
    return fact_key("leak", ground.funnel_of(leak), leak.stage.name)


def _campaigns(ground: Ground) -> Iterator[_Step]:
    asked = ground.asked
    for number, one in enumerate(ground.campaigns):
        weight, part = 75 - number, key_part(one.name)[:40]
        if one.start is not None and asked.start <= one.start <= asked.end:
            words = f"“{one.name}” begins as its row says; have its content approved before."
            yield _Step(f"launch-{part}", 0, f"Launch “{one.name}”", words, weight, one.start)
        if one.end is not None and asked.start <= one.end <= asked.end:
            words = f"Hold what “{one.name}” brought against its budget."
            yield _Step(f"end-{part}", 0, f"Close “{one.name}”", words, weight - 20, one.end)


def _channels(ground: Ground, divided: Divided) -> Iterator[_Step]:
    order = sorted(divided.curved, key=lambda name: -abs(divided.moved(name)))
    for number, name in enumerate(order):
        if abs(divided.moved(name)) < WORTH_A_STEP * divided.total:
            continue
        label, key, part = channel_label(name), fact_key("split", name), key_part(name)
        words = f"{{fact:{key}.amount}} over the plan, where {{fact:{key}.present}} went before."
        up = divided.moved(name) > 0
        title = f"Raise {label} step by step" if up else f"Take {label} back"
        yield _Step(f"move-{part}", 3 + 2 * number, title, words, 70 - 4 * number)
        words = f"The next unit of spend on {label} should bring {{fact:{key}.marginal}}."
        if ground.outcome != "revenue":
            noun = "order" if ground.outcome == "conversions" else "session"
            words = f"A further {noun} on {label} should cost {{fact:{key}.marginal}}."
        yield _Step(f"answer-{part}", 31 + 2 * number, f"See whether {label} answers as its curve",
                    words, 67 - 4 * number)  # fmt: skip
    unknown = [name for name, fit in ground.fits.items() if not isinstance(fit, ResponseCurve)]
    unknown.sort(key=lambda name: -ground.spent[name])
    for number, name in enumerate(unknown[:2]):
        label, key = channel_label(name), fact_key("split", name)
        yield _Step(
            f"vary-{key_part(name)}",
            8 + 7 * number,
            f"Vary the spend on {label} by plan",
            refusal(ground, name),
            50 - number,
        )


def refusal(ground: Ground, channel: str) -> str:
    """Why a channel has no curve, in a sentence whose figures are references."""
    fit, key = ground.fits[channel], fact_key("split", channel)
    if isinstance(fit, ResponseCurve):
        return ""
    return said(fit.what, f"{{fact:{key}.have}}", f"{{fact:{key}.need}}")
