"""Working hours: nights, weekends and holidays do not count, and a day may have 23 hours."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.core.workhours import WorkHours

HOUR = 3600
BERLIN = ZoneInfo("Europe/Berlin")
GOOD_FRIDAY, EASTER_MONDAY = dt.date(2026, 4, 3), dt.date(2026, 4, 6)
OFFICE = WorkHours.of(holidays=(GOOD_FRIDAY, EASTER_MONDAY), zone="Europe/Berlin")
CLOCK = WorkHours.of(range(1, 8), start=dt.time(0), end=dt.time(23, 59), zone="Europe/Berlin")
SYDNEY = WorkHours.of((7, 1, 2, 3), start=dt.time(22), end=dt.time(23, 30), zone="Australia/Sydney")
CALENDARS = st.sampled_from((OFFICE, CLOCK, SYDNEY))
INSTANTS = st.datetimes(
    dt.datetime(2024, 6, 1), dt.datetime(2026, 6, 1), timezones=st.just(dt.UTC)
).map(lambda moment: moment.replace(microsecond=0))
SPANS = st.integers(1, 400 * HOUR)


def at(text: str, zone: ZoneInfo = BERLIN) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("2026-03-30 09:00", "2026-03-30 17:00", 8),
        ("2026-03-30 08:00", "2026-03-30 20:00", 8),
        ("2026-03-30 16:00", "2026-03-31 10:00", 2),
        ("2026-03-27 16:00", "2026-03-30 10:00", 2),
        ("2026-04-02 16:00", "2026-04-07 10:30", 2.5),
        ("2026-04-03 09:00", "2026-04-06 17:00", 0),
        ("2026-04-02 18:00", "2026-04-02 23:00", 0),
        ("2025-12-31 15:00", "2026-01-01 11:00", 4),
        ("2026-03-31 10:00", "2026-03-30 16:00", -2),
    ],
)
def test_only_the_hours_of_working_days_count(first: str, last: str, hours: float) -> None:
    assert OFFICE.between(at(first), at(last)) == hours * HOUR


def test_a_day_through_which_the_clock_changes_is_an_hour_shorter_or_longer() -> None:
    assert CLOCK.between(at("2026-03-29 00:00"), at("2026-03-30 00:00")) == 23 * HOUR
    assert CLOCK.between(at("2026-10-25 00:00"), at("2026-10-26 00:00")) == 25 * HOUR
    assert CLOCK.between(at("2026-06-01 00:00"), at("2026-06-02 00:00")) == 24 * HOUR
    assert OFFICE.between(at("2026-03-27 09:00"), at("2026-03-30 17:00")) == 16 * HOUR


def test_the_hour_that_is_repeated_at_midnight_is_worked_too() -> None:
    havana = WorkHours.of(range(1, 8), start=dt.time(0), end=dt.time(23, 59), zone="America/Havana")
    zone = ZoneInfo("America/Havana")
    assert havana.between(at("2025-11-02 00:00", zone), at("2025-11-03 00:00", zone)) == 25 * HOUR


def test_years_agree_with_numpys_business_days() -> None:
    holidays = [dt.date(year, 12, 25) for year in range(2000, 2031)]
    hours = WorkHours.of(holidays=holidays, zone="UTC")
    first, last = at("2000-02-29 00:00", ZoneInfo("UTC")), at("2030-08-15 00:00", ZoneInfo("UTC"))
    days = np.busday_count("2000-02-29", "2030-08-15", holidays=holidays)
    assert hours.between(first, last) == int(days) * 8 * HOUR


@settings(max_examples=60, deadline=None)
@given(hours=CALENDARS, first=INSTANTS, minutes=st.integers(0, 20 * 24 * 60))
def test_counting_the_minutes_one_by_one_gives_the_same(
    hours: WorkHours, first: dt.datetime, minutes: int
) -> None:
    first = first.replace(second=0)
    each = (first + dt.timedelta(minutes=n) for n in range(minutes))
    counted = 60 * sum(hours.is_open(minute) for minute in each)
    assert hours.between(first, first + dt.timedelta(minutes=minutes)) == counted


@settings(max_examples=200, deadline=None)
@given(hours=CALENDARS, one=INSTANTS, two=INSTANTS, three=INSTANTS)
def test_stretches_add_up_and_turn_round(
    hours: WorkHours, one: dt.datetime, two: dt.datetime, three: dt.datetime
) -> None:
    whole = hours.between(one, three)
    assert hours.between(one, two) + hours.between(two, three) == whole
    assert hours.between(three, one) == -whole
    assert abs(whole) <= abs((three - one).total_seconds())


@settings(max_examples=200, deadline=None)
@given(hours=CALENDARS, moment=INSTANTS, seconds=SPANS)
def test_after_finds_the_earliest_instant_that_between_agrees_with(
    hours: WorkHours, moment: dt.datetime, seconds: int
) -> None:
    found = hours.after(moment, seconds)
    assert hours.between(moment, found) == seconds
    assert hours.between(moment, found - dt.timedelta(seconds=1)) == seconds - 1


@settings(max_examples=200, deadline=None)
@given(hours=CALENDARS, moment=INSTANTS, seconds=SPANS)
def test_after_less_than_nothing_finds_the_latest_instant_before(
    hours: WorkHours, moment: dt.datetime, seconds: int
) -> None:
    found = hours.after(moment, -seconds)
    assert hours.between(found, moment) == seconds
    assert hours.between(found + dt.timedelta(seconds=1), moment) == seconds - 1


def test_a_deadline_of_eight_work_hours_set_on_friday_noon_is_monday_noon() -> None:
    assert OFFICE.after(at("2026-03-27 12:00"), 8 * HOUR) == at("2026-03-30 12:00")
    assert OFFICE.after(at("2026-03-27 12:00"), 5 * HOUR) == at("2026-03-27 17:00")
    assert OFFICE.after(at("2026-03-28 12:00"), 0) == at("2026-03-28 12:00")
    assert OFFICE.after(at("2026-03-30 10:00"), -2 * HOUR) == at("2026-03-27 16:00")


def test_usual_hours_are_those_of_a_day_without_a_change() -> None:
    assert (OFFICE.usual_day(), OFFICE.usual_week()) == (8 * HOUR, 40 * HOUR)
    assert CLOCK.usual_week() == 7 * 24 * HOUR


def test_a_time_without_a_zone_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        OFFICE.between(dt.datetime(2026, 1, 1), at("2026-01-02 00:00"))


def test_a_mistyped_year_counts_as_far_away_and_breaks_nothing() -> None:
    now, never = at("2026-01-01 00:00"), dt.datetime.max.replace(tzinfo=BERLIN)
    once = dt.datetime.min.replace(tzinfo=BERLIN)
    assert OFFICE.between(now, never) == OFFICE.between(now, at("2400-06-01 00:00")) > 0
    assert OFFICE.between(now, once) == -OFFICE.between(once, now) < 0


def test_more_work_than_two_centuries_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="hold that much work"):
        OFFICE.after(at("2026-01-01 00:00"), 1e10)


def test_work_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="must end after it begins"):
        WorkHours.of(start=dt.time(17), end=dt.time(9))
