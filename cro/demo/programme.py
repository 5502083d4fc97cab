"""The tests of one workspace: those that were decided, those that run, those to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cro.demo.company import ORDERS, SEGMENTS, STEPS
from cro.demo.ideas import Ideas
from cro.demo.people import Lossy
from cro.demo.planted import Plan
from cro.demo.shapes import (
    DemoExperiment,
    DemoHypothesis,
    DemoWorkspace,
    LeakTruth,
    MismatchTruth,
    SegmentTruth,
    Truths,
    WinnerTruth,
)
from cro.demo.testing import (
    CHANGED,
    MILLE,
    Course,
    draft,
    experiment,
    hypothesis,
    lifted,
)
from kernel.statistics.draws import Draws, Ints

PAST_LIFTS = (120, 0, -160, 0, 0, 150, 0, 0)
PAST_WEEKS, PLANNED_WEEKS = 6, 8
PAST_EVERY, PAST_BEFORE = timedelta(days=70), timedelta(days=77)
READY_BEFORE = timedelta(days=6)
EARLY_WEEKS, BAYESIAN_WEEKS, LOSSY_WEEKS = 3, 5, 5
PHONE_NUMBER = 0
STATUSES = {"ship": "proven", "hold": "disproven", "rollback": "disproven", "": "testing"}


def courses(
    ideas: Ideas, count: int, as_of: date, plan: Plan | None, quiet: bool
) -> Iterator[Course]:
    """Each test that ever ran, `count` of them decided; the quiet company's change nothing."""
    yield from _past(ideas, count, as_of, plan, quiet)
    yield from _present(ideas, as_of, plan)


def _past(
    ideas: Ideas, count: int, as_of: date, plan: Plan | None, quiet: bool
) -> Iterator[Course]:
    before = [*ideas.past[: count - 1], ideas.phone]
    for number, idea in enumerate(before):
        back = PAST_EVERY * (len(before) - 1 - number)
        first = as_of - PAST_BEFORE - back - timedelta(days=7 * PAST_WEEKS - 1)
        lifts, segments = lifted(0 if quiet else PAST_LIFTS[number % len(PAST_LIFTS)]), False
        weeks = PAST_WEEKS
        if idea is ideas.phone:
            segments, weeks = True, PLANNED_WEEKS
            first -= timedelta(days=7 * (PLANNED_WEEKS - PAST_WEEKS))
            lifts = lifted(plan.phones if plan else 0, (PHONE_NUMBER,))
        yield Course(idea, "decided", first, 7 * weeks, weeks, lifts, segments=segments)


def _present(ideas: Ideas, as_of: date, plan: Plan | None) -> Iterator[Course]:
    winner, lossy = (plan.winner, plan.lossy) if plan else (0, 0)
    full = 7 * PLANNED_WEEKS
    ready = as_of - READY_BEFORE - timedelta(days=full - 1)
    yield Course(
        ideas.checkout[winner], "stopped", ready, full, PLANNED_WEEKS,
        lifted(plan.lift if plan else 0), full=True, segments=True,
    )  # fmt: skip
    weeks = plan.lossy_weeks if plan else LOSSY_WEEKS
    lost = Lossy(1, PHONE_NUMBER, plan.lossy_from, plan.kept) if plan else None
    yield Course(
        ideas.page[lossy], "running", _begun(as_of, weeks), 7 * weeks, PLANNED_WEEKS,
        lifted(0), lossy=lost, segments=True,
    )  # fmt: skip
    yield Course(
        ideas.page[(lossy + 1) % 3], "running", _begun(as_of, BAYESIAN_WEEKS), 7 * BAYESIAN_WEEKS,
        PLANNED_WEEKS, lifted(0), method="bayesian",
    )  # fmt: skip
    yield Course(
        ideas.checkout[(winner + 1) % 3], "running", _begun(as_of, EARLY_WEEKS), 7 * EARLY_WEEKS,
        PLANNED_WEEKS, lifted(0), method="sequential", full=True,
    )  # fmt: skip


def _begun(as_of: date, weeks: int) -> date:
    return as_of - timedelta(days=7 * weeks - 1)


def experiments(
    key: tuple[int, ...], found: list[Course], dates: tuple[date, ...], entered: Ints
) -> tuple[DemoExperiment, ...]:
    """Their rows; `entered` holds people by day and step."""
    rows = []
    for number, course in enumerate(found):
        at = (course.starts_on - dates[0]).days
        days = entered[at : at + course.days, course.idea.step]
        rows.append(experiment(Draws(*key, number), course, days))
    return tuple(rows)


def to_come(ideas: Ideas, plan: Plan | None, size: int) -> DemoExperiment:
    """The draft that waits for its start."""
    idea = ideas.checkout[((plan.winner if plan else 0) + 2) % 3]
    return draft(idea, size, PLANNED_WEEKS)


def hypotheses(
    ideas: Ideas, found: list[Course], rows: tuple[DemoExperiment, ...], plan: Plan | None
) -> tuple[DemoHypothesis, ...]:
    """One for each test, the one that is queued, and those that nobody has tested."""
    tested = [
        hypothesis(course.idea, STATUSES[row.decision])
        for course, row in zip(found, rows, strict=True)
    ]
    queued = ideas.checkout[((plan.winner if plan else 0) + 2) % 3]
    left = ideas.page[((plan.lossy if plan else 0) + 2) % 3]
    ideas_left = [hypothesis(idea, "idea") for idea in (left, *ideas.untested)]
    return (*tested, hypothesis(queued, "queued"), *ideas_left)


def truths(plan: Plan, workspace: DemoWorkspace, ideas: Ideas, leak: tuple[date, int]) -> Truths:
    """What was planted; `leak` is its first day and the rate before it, per million."""
    slug = workspace.slug
    lossy = next(one for one in workspace.experiments if one.name == ideas.page[plan.lossy].name)
    assert lossy.starts_on is not None
    since, rate = leak
    before = rate / 1_000_000
    return Truths(
        MismatchTruth(
            slug, lossy.name, CHANGED, SEGMENTS[PHONE_NUMBER].name,
            lossy.starts_on + timedelta(days=plan.lossy_from), plan.kept,
        ),
        WinnerTruth(slug, ideas.checkout[plan.winner].name, CHANGED, ORDERS, plan.lift / MILLE),
        SegmentTruth(
            slug, ideas.phone.name, ORDERS, SEGMENTS[PHONE_NUMBER].name, plan.phones / MILLE
        ),
        LeakTruth(
            slug, STEPS[plan.leak_step], SEGMENTS[plan.leak_segment].name, since, before,
            before * (MILLE - plan.leak_drop) / MILLE,
        ),
    )  # fmt: skip
