"""Cycle time, work in progress, finish dates, promises and load: laws that must hold."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coo.analysis import (
    cycle_time,
    finish_dates,
    littles_law,
    load_against_capacity,
    sla_at_risk,
    task_ages,
    throughput,
    wip,
)
from coo.analysis.cycle_times import median_ranks
from coo.analysis.items import Item
from coo.analysis.loads import Available, Job
from kernel.core.windows import Window
from kernel.core.workdays import WorkDays
from kernel.core.workhours import WorkHours
from kernel.statistics.values import AnalysisError, NotEnoughDataError

HOURS = WorkHours.of(zone="Europe/Berlin")
MONDAY = dt.date(2026, 1, 5)
NOW = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
WEEKDAYS = WorkDays.of((1, 2, 3, 4, 5))
FIRST, LAST = NOW, NOW + dt.timedelta(days=28)
MINUTE = dt.timedelta(minutes=1)
STRETCHES = st.lists(
    st.tuples(st.integers(-20_000, 60_000), st.integers(0, 30_000), st.booleans()), max_size=30
)


def items_of(stretches: list[tuple[int, int, bool]]) -> list[Item]:
    """Items that begin so many minutes after the first moment; every second one may be open."""
    found = []
    for at, (begun, length, ended) in enumerate(stretches):
        start = FIRST + begun * MINUTE
        found.append(Item(str(at), start, start, start + length * MINUTE if ended else None))
    return found


@settings(max_examples=80, deadline=None)
@given(stretches=STRETCHES)
def test_littles_law_holds_with_what_the_edges_cut(stretches: list[tuple[int, int, bool]]) -> None:
    items = items_of(stretches)
    try:
        law = littles_law(items, FIRST, LAST, HOURS)
    except NotEnoughDataError:
        return
    edges = (law.unfinished_hours - law.earlier_hours) / law.hours
    assert law.in_work == pytest.approx(law.rate * law.time + edges, abs=1e-9)
    assert law.gap == pytest.approx(edges, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(stretches=STRETCHES)
def test_littles_law_is_exact_where_nothing_is_in_work_at_either_end(
    stretches: list[tuple[int, int, bool]],
) -> None:
    inside = [(abs(begun) % 30_000, length % 10_000, True) for begun, length, _ in stretches]
    items = items_of(inside)
    if not items:
        return
    law = littles_law(items, FIRST - MINUTE, LAST + 7 * dt.timedelta(days=1), HOURS)
    assert law.closed
    assert law.in_work == pytest.approx(law.rate * law.time, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(stretches=STRETCHES)
def test_the_mean_of_work_in_progress_is_what_counting_minute_by_minute_gives(
    stretches: list[tuple[int, int, bool]],
) -> None:
    items = items_of([(begun % 600, length % 600, True) for begun, length, _ in stretches])
    if not items:
        return
    day = WorkHours.of(range(1, 8), start=dt.time(0), end=dt.time(23, 59), zone="UTC")
    last = FIRST + 1200 * MINUTE
    law = littles_law(items, FIRST - MINUTE, last, day)
    moments = [FIRST + n * MINUTE for n in range(-1, 1200)]
    assert law.in_work == pytest.approx(sum(wip(items, moments)) / len(moments), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    days=st.lists(st.integers(-3, 40), max_size=50),
    length=st.integers(4, 30),
    weekdays=st.sets(st.integers(1, 7), min_size=1),
)
def test_no_finished_item_is_lost_on_a_day_off(
    days: list[int], length: int, weekdays: set[int]
) -> None:
    window = Window(MONDAY, MONDAY + dt.timedelta(days=length))
    finished = [MONDAY + dt.timedelta(days=n) for n in days]
    try:
        found = throughput(finished, window, WorkDays.of(weekdays))
    except NotEnoughDataError:
        return
    assert sum(found.counts) == sum(window.first <= day <= window.last for day in finished)
    assert all(day.isoweekday() in weekdays for day in found.days)


def test_a_share_of_days_that_finish_one_item_follows_the_negative_binomial_law() -> None:
    from scipy.stats import nbinom

    found = finish_dates([0, 0, 0, 1] * 5, 20, MONDAY, WEEKDAYS, seed=7, trials=40_000)
    for share, days in ((0.5, found.days_p50), (0.85, found.days_p85), (0.95, found.days_p95)):
        exact = nbinom.ppf(share, 20, 0.25) + 20
        assert days == pytest.approx(exact, abs=1)
    assert found.chance_within(80) == pytest.approx(nbinom.cdf(60, 20, 0.25), abs=0.01)


def test_the_mean_of_many_items_follows_the_renewal_theorem() -> None:
    """n items take (n + overshoot) / mean working days, the overshoot (E[X²] - E[X]) / 2 E[X]."""
    counts = [0, 1, 2, 5, 0, 3, 1, 4, 2, 2]
    mean = sum(counts) / 10
    square = sum(one * one for one in counts) / 10
    found = finish_dates(counts, 400, MONDAY, WEEKDAYS, seed=3)
    drawn = sum(day * times for day, times in found.futures) / found.trials
    overshoot = (square - mean) / (2 * mean)
    assert drawn == pytest.approx((400 + overshoot) / mean, rel=0.005)


@settings(max_examples=25, deadline=None)
@given(
    counts=st.lists(st.integers(0, 6), min_size=10, max_size=30),
    left=st.integers(1, 60),
    more=st.integers(1, 30),
)
def test_more_work_is_never_finished_earlier(counts: list[int], left: int, more: int) -> None:
    if not sum(counts):
        return
    one = finish_dates(counts, left, MONDAY, WEEKDAYS, trials=400, longest=300)
    assert one == finish_dates(counts, left, MONDAY, WEEKDAYS, trials=400, longest=300)
    days = [one.days_p50, one.days_p85, one.days_p95]
    known = [day for day in days if day is not None]
    assert known == sorted(known)
    assert sum(times for _, times in one.futures) == round((1 - one.beyond) * one.trials)
    doubled = [2 * count for count in counts]
    faster = finish_dates(doubled, 2 * left, MONDAY, WEEKDAYS, seed=9, trials=400, longest=300)
    assert faster.days_p50 is None or faster.days_p50 >= -(-left // max(counts))


def test_futures_beyond_the_outlook_have_no_date() -> None:
    found = finish_dates([0] * 19 + [1], 60, MONDAY, WEEKDAYS, trials=200, longest=100)
    assert (found.p50, found.p95, found.beyond) == (None, None, 1.0)


def test_finish_dates_ask_for_what_they_lack() -> None:
    with pytest.raises(NotEnoughDataError, match="working days"):
        finish_dates([1] * 9, 3, MONDAY, WEEKDAYS)
    with pytest.raises(NotEnoughDataError, match="finished items"):
        finish_dates([0] * 10, 3, MONDAY, WEEKDAYS)
    with pytest.raises(AnalysisError, match="nothing is left"):
        finish_dates([1] * 10, 0, MONDAY, WEEKDAYS)


def test_an_item_that_ends_before_it_begins_is_refused_by_its_name() -> None:
    with pytest.raises(AnalysisError, match="T-1 was finished before it began"):
        Item("T-1", NOW, NOW, NOW - MINUTE)
    with pytest.raises(AnalysisError, match="T-1 was started before it was opened"):
        Item("T-1", NOW, NOW - MINUTE)


@settings(max_examples=40, deadline=None)
@given(lengths=st.lists(st.integers(0, 20_000), min_size=2, max_size=40))
def test_shares_of_cycle_times_rise_and_lie_among_the_values(lengths: list[int]) -> None:
    items = items_of([(n, length, True) for n, length in enumerate(lengths)])
    found = cycle_time(items, HOURS)
    for spread, values in (
        (found.hours, [one.cycle_hours(HOURS) for one in items]),
        (found.days, [one.cycle_days() for one in items]),
    ):
        assert min(values) <= spread.p50 <= spread.p85 <= spread.p95 <= max(values)
        for value, share in ((spread.p50, 0.5), (spread.p85, 0.85), (spread.p95, 0.95)):
            assert sum(one <= value for one in values) >= share * len(values) - 1e-9
        assert spread.median.low <= spread.p50 <= spread.median.high


@pytest.mark.parametrize(("count", "ranks"), [(5, (1, 5)), (6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (50, (18, 33))])  # fmt: skip
def test_limits_of_a_median_are_those_of_printed_tables(count: int, ranks: tuple[int, int]) -> None:
    assert median_ranks(count) == ranks


def test_limits_of_a_median_are_those_of_the_binomial_law_also_beyond_the_exact_ones() -> None:
    from scipy.stats import binom

    for count in (7, 99, 1000, 1001, 5000, 40_001):
        low, _ = median_ranks(count)
        exact = int(binom.ppf(0.025, count, 0.5))
        assert abs(low - exact) <= (1 if count > 1000 else 0), count


def test_the_median_lies_within_its_limits_nineteen_times_of_twenty() -> None:
    import numpy as np

    draws = np.random.default_rng(5).exponential(size=(2000, 23))
    low, high = median_ranks(23)
    ordered = np.sort(draws, axis=1)
    covered = (ordered[:, low - 1] <= np.log(2)) & (np.log(2) <= ordered[:, high - 1])
    assert 0.95 <= covered.mean() <= 0.98


def test_a_chance_of_being_late_is_the_share_of_items_that_took_longer() -> None:
    done = [Item(str(n), NOW, NOW, HOURS.after(NOW, n * 3600)) for n in range(1, 41)]
    open_items = [Item("open", HOURS.after(NOW, -10 * 3600), due=HOURS.after(NOW, 15 * 3600))]
    (found,) = sla_at_risk(open_items, done, NOW, HOURS)
    assert (found.left_hours, found.age_hours, found.state) == (15, 10, "likely")
    assert found.late_chance == 15 / 30


def test_promises_come_by_working_time_left_and_say_what_they_are() -> None:
    due = {"over": -1, "soon": 8, "far": 100}
    items = [Item(key, FIRST, due=HOURS.after(NOW, left * 3600)) for key, left in due.items()]
    found = sla_at_risk([*items, Item("none", FIRST)], [], NOW, HOURS)
    assert [(one.key, one.state) for one in found] == [
        ("over", "breached"), ("soon", "warning"), ("far", "safe"),
    ]  # fmt: skip
    assert all(one.late_chance is None for one in found)


def test_a_promise_over_the_weekend_loses_no_working_time() -> None:
    friday, sunday = (dt.datetime(2026, 1, day, 18, tzinfo=dt.UTC) for day in (9, 11))
    item = [Item("a", FIRST, due=dt.datetime(2026, 1, 12, 11, tzinfo=dt.UTC))]
    left = [sla_at_risk(item, [], now, HOURS)[0].left_hours for now in (friday, sunday)]
    assert left == [3, 3]


def test_ages_are_of_work_in_progress_only_the_oldest_first() -> None:
    done = items_of([(0, 60 * n, True) for n in range(1, 11)])
    begun = {key: HOURS.after(NOW, -worked * 3600) for key, worked in (("y", 1), ("o", 9))}
    items = [Item(key, moment, moment) for key, moment in begun.items()]
    found = task_ages([*items, Item("waiting", FIRST)], done, NOW, HOURS)
    assert [(one.key, one.hours) for one in found] == [("o", 9), ("y", 1)]
    assert found[0].share > found[1].share


WEEKS = [Window(MONDAY + dt.timedelta(days=7 * n), MONDAY + dt.timedelta(days=7 * n + 6)) for n in range(4)]  # fmt: skip
JOBS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.none() | st.floats(0, 80),
        st.none() | st.integers(-50, 400),
    ),
    max_size=20,
)


@settings(max_examples=60, deadline=None)
@given(jobs=JOBS)
def test_loads_later_and_undated_add_up_to_all_hours(jobs) -> None:
    made = [
        Job(str(n), who, hours, None if due is None else HOURS.after(NOW, due * 3600))
        for n, (who, hours, due) in enumerate(jobs)
    ]
    plan = load_against_capacity(made, [], WEEKS, NOW, HOURS)
    told = sum(one.load for one in plan.weeks)
    told += sum(value for _, value in (*plan.later, *plan.undated))
    assert told == pytest.approx(sum(job.hours or 0 for job in made))
    assert sum(count for _, count in plan.unestimated) == sum(job.hours is None for job in made)


def test_holidays_and_days_that_are_past_take_off_capacity() -> None:
    hours = WorkHours.of(holidays=[MONDAY + dt.timedelta(days=8)], zone="Europe/Berlin")
    wednesday = dt.datetime(2026, 1, 7, 8, tzinfo=dt.UTC)
    plan = load_against_capacity([], [Available("a", 40, MONDAY)], WEEKS, wednesday, hours)
    assert [one.capacity for one in plan.weeks] == [24, 32, 40, 40]


def test_hours_that_change_within_a_week_count_by_their_days() -> None:
    available = [
        Available("a", 40, MONDAY, MONDAY + dt.timedelta(days=1)),
        Available("a", 20, MONDAY + dt.timedelta(days=2)),
    ]
    plan = load_against_capacity([], available, WEEKS[:1], NOW, HOURS)
    assert plan.weeks[0].capacity == pytest.approx(16 + 12)


def test_who_is_free_of_work_is_told_and_who_never_said_has_no_capacity() -> None:
    job = Job("t", "b", 10.0, HOURS.after(NOW, 10 * 3600))
    plan = load_against_capacity([job], [Available("a", 40, MONDAY)], WEEKS[:1], NOW, HOURS)
    assert [(one.who, one.load, one.capacity) for one in plan.weeks] == [
        ("a", 0, 40), ("b", pytest.approx(10), None),
    ]  # fmt: skip
