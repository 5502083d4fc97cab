"""Cron lines by local clocks, over daylight-saving changes."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import KernelUsageError
from kernel.runs.crontimes import in_words, last_due, moment, on, parse

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Pacific/Apia",
    "America/St_Johns",
    "UTC",
]


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def all_due(line, zone, begin, end):
    """Every moment at which a line comes due as a clock that ticks each minute sees it."""
    seen = []
    now = begin
    while now <= end:
        due = last_due(line, zone, now)
        if due is not None and due >= begin and due not in seen:
            seen.append(due)
        now += dt.timedelta(minutes=1)
    return seen


def test_a_skipped_local_time_runs_once_after_the_gap():
    found = all_due("30 2 * * *", BERLIN, utc(2026, 3, 28, 22), utc(2026, 3, 29, 22))
    assert found == [utc(2026, 3, 29, 1, 0)]


def test_a_doubled_local_time_runs_once():
    found = all_due("30 2 * * *", BERLIN, utc(2026, 10, 24, 22), utc(2026, 10, 25, 22))
    assert found == [utc(2026, 10, 25, 0, 30)]


def test_a_gap_of_half_an_hour_is_known():
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    assert moment(dt.datetime(2026, 10, 4, 2, 10), lord_howe) == utc(2026, 10, 3, 15, 30)


def test_a_day_that_a_country_skipped_falls_on_the_next():
    apia = ZoneInfo("Pacific/Apia")
    assert moment(dt.datetime(2011, 12, 30, 12), apia) == utc(2011, 12, 30, 10)


def test_each_day_of_a_year_has_its_one_time():
    found = [on("30 2 * * *", BERLIN, dt.date(2026, 1, 1) + dt.timedelta(n)) for n in range(365)]
    assert len(set(found)) == 365
    assert found == sorted(found)


def test_days_of_month_and_weekdays_are_either_or():
    cron = parse("0 6 1 * 1")
    assert cron.falls_on(dt.date(2026, 6, 1))
    assert cron.falls_on(dt.date(2026, 6, 8))
    assert not cron.falls_on(dt.date(2026, 6, 9))
    assert parse("0 6 * * 0").falls_on(dt.date(2026, 6, 7))


def test_it_finds_the_last_time_of_a_rare_line():
    assert last_due("0 0 29 2 *", ZoneInfo("UTC"), utc(2026, 6, 1)) == utc(2024, 2, 29)
    assert last_due("0 0 31 2 *", ZoneInfo("UTC"), utc(2026, 6, 1)) is None


def test_by_hand_the_last_time_of_today_counts_and_before_it_the_first():
    noon = utc(2026, 6, 1, 10)
    assert on("0 * * * *", BERLIN, dt.date(2026, 6, 1), noon) == noon
    assert on("0 20 * * *", BERLIN, dt.date(2026, 6, 1), noon) == utc(2026, 6, 1, 18)


@pytest.mark.parametrize("line", ["", "* * * *", "61 * * * *", "a b c d e", "* * * * * *"])
def test_it_refuses_a_line_that_is_none(line):
    with pytest.raises(KernelUsageError):
        parse(line)


@given(
    st.datetimes(dt.datetime(2011, 1, 1), dt.datetime(2030, 1, 1)),
    st.sampled_from(ZONES),
    st.integers(1, 90),
)
def test_later_local_times_never_come_earlier(local, name, minutes):
    zone = ZoneInfo(name)
    local = local.replace(second=0, microsecond=0)
    later = local + dt.timedelta(minutes=minutes)
    assert moment(local, zone) <= moment(later, zone)


@given(st.datetimes(dt.datetime(2011, 1, 1), dt.datetime(2030, 1, 1)), st.sampled_from(ZONES))
def test_a_moment_is_the_local_time_or_the_end_of_its_gap(local, name):
    zone = ZoneInfo(name)
    local = local.replace(second=0, microsecond=0)
    found = moment(local, zone)
    shown = found.astimezone(zone).replace(tzinfo=None)
    if shown != local:
        before = (found - dt.timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert before < local < shown


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("45 6 * * *", "every day at 06:45"),
        ("30 6 * * 1", "Mondays at 06:30"),
        ("15 7 1 * *", "day 1 of each month at 07:15"),
        ("15 7 1 6 *", "15 7 1 6 *"),
    ],
)
def test_a_line_is_told_in_words_where_it_has_some(line, words):
    assert in_words(line) == words
