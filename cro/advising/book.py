"""The facts of the programme: what was decided and learnt, and what a test is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cro.advising.ground import Differing, Finished, Ground, Weighed
from cro.figures import both_columns, count_fact, day_fact, fact, result_rows
from cro.models import Experiment
from cro.models.experiment import Decision, ExperimentStatus
from kernel.core.facts import Fact, FactBook, Rows

EXPERIMENTS = "cro/experiments"
COLUMN = "planned_size"


def facts_of(ground: Ground) -> FactBook:
    """Every figure that the run may speak of."""
    book = FactBook()
    for one in _programme(ground):
        book.add(one)
    for finished in ground.finished:
        for one in _finished(finished):
            book.add(one)
    for weighed in ground.weighed:
        for one in _weighed(ground, weighed):
            book.add(one)
    for differing in ground.differing:
        for one in _differing(differing):
            book.add(one)
    return book


def rows_of(experiments: Sequence[Experiment], **filters: str) -> tuple[Rows, ...]:
    """The list of experiments that shows exactly these; none where there is none."""
    if not experiments:
        return ()
    total = sum(one.planned_size or 0 for one in experiments)
    return (Rows(EXPERIMENTS, filters, COLUMN, total, len(experiments)),)


def _programme(ground: Ground) -> Iterator[Fact]:
    for name, label, decision in (
        ("shipped", "Shipped", Decision.SHIP),
        ("held", "Held", Decision.HOLD),
        ("rolled_back", "Rolled back", Decision.ROLLBACK),
        ("invalid", "Invalid", Decision.INVALID),
    ):
        found = ground.decided(decision)
        yield count_fact(
            f"programme.{name}", label, len(found), f"Decided as {label.lower()}.",
            rows=rows_of(found, decision=decision.value),
        )  # fmt: skip
    decided = [one for one in ground.experiments if one.status == ExperimentStatus.DECIDED]
    made = count_fact(
        "programme.decided", "Decided tests", len(decided), "Tests with a decision.",
        rows=rows_of(decided, status=ExperimentStatus.DECIDED.value),
    )  # fmt: skip
    yield made
    running = [one for one in ground.experiments if one.status == ExperimentStatus.RUNNING]
    yield count_fact(
        "programme.running", "Running tests", len(running), "Tests that run.",
        rows=rows_of(running, status=ExperimentStatus.RUNNING.value),
    )  # fmt: skip
    lately = ground.decided_lately
    yield count_fact(
        "programme.lately", "Decided in a year", len(lately),
        "Decided in the 365 days up to today.", made,
    )  # fmt: skip
    if ground.won is not None:
        yield fact(
            "programme.win_rate", "Win rate", ground.won, "fraction",
            "Shipped, divided by all that were decided on valid data.", "cro.analysis.win_rate",
            made,
        )  # fmt: skip
    formula = (
        "Mean of the true effects behind the finished tests, better above zero (random effects)."
        if ground.prior.tests
        else "Fewer than four finished tests, so none is assumed."
    )
    yield fact(
        "programme.effect", "Effect of a usual test", ground.prior.mean, "fraction", formula,
        "cro.analysis.effect_prior",
    )  # fmt: skip
    yield fact(
        "programme.spread", "Spread of effects", ground.prior.spread, "fraction",
        "How far true effects differ from test to test."
        if ground.prior.tests
        else "The smallest effect worth a test, from the settings.",
        "cro.analysis.effect_prior",
    )  # fmt: skip
    yield count_fact(
        "programme.known", "Effects known", ground.prior.tests,
        "Variants of finished tests with sound splits.",
    )  # fmt: skip
    yield count_fact(
        "programme.waiting", "Tests to choose from", len(ground.weighed),
        "Ideas, queued ones and drafts.",
    )  # fmt: skip
    if ground.now is not None:
        yield day_fact("period.last", "Newest count", ground.now.last, "The last day with counts.")


def _finished(one: Finished) -> Iterator[Fact]:
    name = one.experiment.name
    rows = (result_rows(one.measured),)
    yield fact(
        f"{one.key}.people", f"People, {name}", one.measured.units, "count",
        "Added up over variants and days.", "cro.figures.fact", rows=rows,
    )  # fmt: skip
    for number, (arm, effect) in enumerate(one.effects):
        tail = "effect" if number == 0 else f"effect_{number + 1}"
        yield fact(
            f"{one.key}.{tail}", f"Effect of {arm.key}, {name}", effect.interval, "fraction",
            "The variant's metric against the control's, relative (delta method).",
            "cro.analysis.welch_effect", rows=rows,
        )  # fmt: skip


def _weighed(ground: Ground, one: Weighed) -> Iterator[Fact]:
    if one.worth is None or one.people_a_week is None or ground.now is None:
        return
    candidate = one.candidate
    own = candidate.segment if candidate.segment in ground.steps.rows.segments() else ""
    rows = both_columns(ground.steps.rows, ground.steps.segments, ground.now, candidate.step, own)
    period = (ground.now.first, ground.now.last)
    name = candidate.title
    came = one.tested.rows if one.tested else rows[1:]
    yield fact(
        f"{one.key}.people", f"People a week, {name}", one.people_a_week, "count",
        f"New people of “{one.tested.name}”, the newest test there, divided by its days, times "
        "seven." if one.tested
        else "Those who entered the step, divided by the days, times seven.",
        "cro.analysis.step_baseline", rows=came, period=None if one.tested else period,
    )  # fmt: skip
    if one.shows is not None:
        yield fact(
            f"{one.key}.shows", f"Smallest effect that shows, {name}", one.shows, "fraction",
            "What so many people show in so many weeks.",
            "cro.analysis.smallest_effect", rows=came,
        )  # fmt: skip
        yield fact(
            f"{one.key}.smallest", f"Smallest effect believed in, {name}", ground.rules.smallest,
            "fraction", "From the experiment settings.", "cro.advising.reading",
        )  # fmt: skip
    yield fact(
        f"{one.key}.weeks", f"Weeks of a test, {name}", one.worth.weeks, "count",
        "Until the smallest effect shows, at most the longest test.",
        "cro.analysis.weeks_needed", rows=came, period=None if one.tested else period,
    )  # fmt: skip
    yield fact(
        f"{one.key}.a_year", f"Expected a year, {name}", one.worth.outcomes_a_year, "count",
        "Expected gain of deciding after the test, times a year's outcomes. "
        "Ideas of more impact are taken to spread more.",
        "cro.analysis.expected_value_of_test", rows=rows, period=period,
    )  # fmt: skip
    yield fact(
        f"{one.key}.a_week", f"Expected for each week of traffic, {name}",
        one.worth.outcomes_a_week_of_test, "count",
        "Expected in a year, divided by the weeks of the test.",
        "cro.analysis.expected_value_of_test", rows=rows, period=period,
    )  # fmt: skip


def _differing(one: Differing) -> Iterator[Fact]:
    found = one.found
    rows = (result_rows(one.finished.measured),)
    name = f"{found.segment}, {one.finished.experiment.name}"
    function = "cro.analysis.segment_differences"
    yield fact(
        f"{one.key}.difference", f"Difference, {name}", found.difference, "points",
        "The effect in the segment minus the effect among everybody else.", function, rows=rows,
    )  # fmt: skip
    yield fact(
        f"{one.key}.inside", f"Effect there, {name}", found.inside.interval, "fraction",
        "Relative effect among the segment's people.", function, rows=rows,
    )  # fmt: skip
    yield fact(
        f"{one.key}.outside", f"Effect elsewhere, {name}", found.outside.interval, "fraction",
        "Relative effect among everybody else.", function, rows=rows,
    )  # fmt: skip
    yield fact(
        f"{one.key}.p_value", f"p-value, {name}", found.p_value, "fraction",
        "Of no difference, corrected for every segment that was compared (Holm).", function,
        rows=rows,
    )  # fmt: skip
