"""The facts of a run: where people are lost, and how long a test there would take."""

from __future__ import annotations

from collections.abc import Iterator

from cro.analysis.steps import EVERYBODY
from cro.figures import both_columns, count_fact, day_fact, fact, loss_facts
from cro.ideas.ground import Ground, Idea, Place
from kernel.core.facts import Fact, FactBook

ICE = "cro.analysis.ice"


def facts_of(ground: Ground) -> FactBook:
    """Every figure that the run may speak of."""
    book = FactBook()
    for one in _whole(ground):
        book.add(one)
    for place in ground.places:
        for one in _place(ground, place):
            book.add(one)
    for idea in ground.ideas:
        for one in _idea(ground, idea):
            book.add(one)
    return book


def _whole(ground: Ground) -> Iterator[Fact]:
    yield count_fact("ideas.new", "New ideas", len(ground.new), "Those that nobody had before.")
    yield count_fact(
        "ideas.known", "Ideas had before", len(ground.known),
        "Those whose words a stored hypothesis has.",
    )  # fmt: skip
    yield fact(
        "plan.smallest", "Smallest effect worth a test", ground.rules.smallest, "fraction",
        "From the experiment settings.", "cro.figures.fact",
    )  # fmt: skip
    if ground.now is not None:
        yield day_fact("period.first", "First day", ground.now.first, "Four weeks before the last.")
        yield day_fact("period.last", "Last day", ground.now.last, "The newest count.")
        if steps := ground.steps.rows.steps():
            base = ground.base(steps[-1], EVERYBODY)
            if base is not None:
                rows = both_columns(
                    ground.steps.rows, ground.steps.segments, ground.now, steps[-1], EVERYBODY
                )
                yield fact(
                    "end.weekly", f"Pass {steps[-1]} in a week",
                    base.weekly * base.rate.estimate, "count",
                    "Those who went on at the last step, divided by the days, times seven.",
                    "cro.analysis.step_baseline", rows=rows[:1],
                    period=(ground.now.first, ground.now.last),
                )  # fmt: skip


def place_name(place: Place) -> str:
    """A step, with its segment where it has one."""
    return f"{place.step}, {place.segment}" if place.segment else place.step


def _place(ground: Ground, place: Place) -> Iterator[Fact]:
    name = place_name(place)
    if place.loss is not None:
        yield from loss_facts(place.key, place.loss, ground.steps.rows, ground.steps.segments, name)
    elif place.base is not None and ground.now is not None:
        rows = both_columns(
            ground.steps.rows, ground.steps.segments, ground.now, place.step, place.segment
        )
        yield fact(
            f"{place.key}.rate_now", f"Goes on now, {name}", place.base.rate, "fraction",
            "Those who went on, divided by those who entered.",
            "kernel.statistics.rate_interval", rows=rows,
            period=(ground.now.first, ground.now.last),
        )  # fmt: skip
    if place.base is not None and ground.now is not None:
        rows = both_columns(
            ground.steps.rows, ground.steps.segments, ground.now, place.step, place.segment
        )
        yield fact(
            f"{place.key}.weekly", f"People a week, {name}", place.base.weekly, "count",
            "Those who entered, divided by the days with a count, times seven.",
            "cro.analysis.step_baseline", rows=rows[1:],
            period=(ground.now.first, ground.now.last),
        )  # fmt: skip


def idea_key(idea: Idea) -> str:
    """The start of the keys of an idea's own facts."""
    return f"idea.{idea.key}"


def _idea(ground: Ground, idea: Idea) -> Iterator[Fact]:
    key = idea_key(idea)
    for name, value, formula in (
        ("impact", idea.score.impact, "From the share of all outcomes at stake at the step."),
        ("confidence", idea.score.confidence, "From what speaks for it, and earlier tests there."),
        ("ease", idea.score.ease, "From the weeks that a test of it takes."),
    ):
        yield fact(
            f"{key}.{name}", f"{name.capitalize()}, {idea.title}", value, "count", formula, ICE
        )
    yield fact(
        f"{key}.score", f"Score, {idea.title}", idea.score.mean, "ratio",
        "The mean of impact, confidence and ease.", ICE,
    )  # fmt: skip
    if idea.weeks is not None:
        yield fact(
            f"{key}.weeks", f"Weeks of a test, {idea.title}", idea.weeks, "count",
            "People that show the smallest effect worth a test, by those who come in a week.",
            "cro.analysis.weeks_needed",
        )  # fmt: skip
