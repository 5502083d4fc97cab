"""The calendar: which days a sheet holds, where entries fall, and what is said of them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from kernel.formats import Notation
from kernel.screens import calendar
from kernel.screens.calendar import Entry, Links, Stretch, Week

TODAY = dt.date(2026, 1, 31)
BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
LINKS = Links(lambda view, on: f"?view={view}&on={on}", lambda day: f"new/?day={day}")


def shown(entries=(), view="month", on=TODAY, week=None, zone=BERLIN, notes=()):
    week = week or Week()
    return calendar.page(
        calendar.sheet_of(view, on, week),
        entries,
        zone=zone,
        week=week,
        notation=Notation("en", "EUR", TODAY),
        links=LINKS,
        notes=notes,
    )


def days(context):
    return [day for row in context["weeks"] for day in row] or context["days"]


def on(context, iso):
    return next(day for day in days(context) if day["iso"] == iso)


def at(day, hour, minute=0, zone=BERLIN):
    return dt.datetime.combine(day, dt.time(hour, minute), zone)


@pytest.mark.parametrize(
    ("first", "starts"), [(1, "2025-12-29"), (7, "2025-12-28"), (6, "2025-12-27")]
)
def test_a_month_begins_with_the_workspaces_first_day_of_the_week(first, starts):
    context = shown(week=Week(first=first))
    assert days(context)[0]["iso"] == starts
    assert len(days(context)) % 7 == 0
    assert {row[0]["iso"] for row in context["weeks"]} >= {starts}


@given(on=st.dates(dt.date(1960, 1, 1), dt.date(2140, 1, 1)), first=st.integers(1, 7))
def test_every_month_holds_all_of_its_days_in_whole_weeks(on, first):
    sheet = calendar.sheet_of("month", on, Week(first=first))
    inside = [day for day in sheet.days if (day.year, day.month) == (on.year, on.month)]
    assert [day.day for day in inside] == list(range(1, len(inside) + 1))
    assert sheet.first.isoweekday() == first
    assert len(sheet.days) in (28, 35, 42)
    assert (inside[0] - sheet.first).days < 7
    assert (sheet.last - inside[-1]).days < 7


@given(on=st.dates(dt.date(1960, 1, 1), dt.date(2140, 1, 1)), first=st.integers(1, 7))
def test_weeks_follow_each_other_without_gap_or_overlap(on, first):
    week = Week(first=first)
    now = calendar.sheet_of("week", on, week)
    later = calendar.sheet_of("week", now.moved(1), week)
    assert now.first <= on <= now.last
    assert later.first == now.last + dt.timedelta(days=1)
    assert calendar.sheet_of("week", later.moved(-1), week) == now


def test_an_entry_falls_on_the_day_of_the_workspaces_zone():
    late = Entry("Launch", dt.datetime(2026, 1, 14, 23, 30, tzinfo=dt.UTC))
    assert on(shown([late]), "2026-01-15")["entries"][0]["time"] == "00:30"
    assert on(shown([late], zone=AUCKLAND), "2026-01-15")["entries"][0]["time"] == "12:30"


def test_an_entry_over_the_change_of_the_clock_keeps_its_hour():
    sunday = dt.date(2026, 3, 29)
    context = shown([Entry("Send", at(sunday, 9))], on=sunday)
    assert on(context, "2026-03-29")["entries"][0]["time"] == "09:00"


def test_an_entry_of_several_days_stands_on_each_of_them_and_its_time_on_the_first():
    fair = Entry("Fair", at(dt.date(2026, 1, 13), 10), at(dt.date(2026, 1, 15), 18))
    context = shown([fair])
    times = [on(context, f"2026-01-{n}")["entries"] for n in (12, 13, 14, 15, 16)]
    assert [len(one) for one in times] == [0, 1, 1, 1, 0]
    assert [one[0]["time"] for one in times[1:4]] == ["10:00", "", ""]
    assert [one[0]["continued"] for one in times[1:4]] == [False, True, True]


def test_midnight_to_midnight_is_a_whole_day_and_comes_first():
    day = dt.date(2026, 1, 13)
    whole = Entry("Fair", at(day, 0), at(day + dt.timedelta(days=1), 0))
    entries = on(shown([Entry("Send", at(day, 8)), whole]), "2026-01-13")["entries"]
    assert [(one["title"], one["time"]) for one in entries] == [("Fair", ""), ("Send", "08:00")]
    assert on(shown([whole]), "2026-01-14")["entries"] == []


def test_a_full_day_of_a_month_names_how_many_more_its_week_holds():
    day = dt.date(2026, 1, 13)
    many = [Entry(f"Post {n}", at(day, 9 + n)) for n in range(6)]
    full = on(shown(many), "2026-01-13")
    assert (len(full["entries"]), full["more"]) == (3, 3)
    assert full["url"] == "?view=week&on=2026-01-13"
    assert len(on(shown(many, view="week", on=day), "2026-01-13")["entries"]) == 6


def test_a_list_holds_the_days_that_have_something_to_say_and_today():
    gap = Stretch(dt.date(2026, 1, 20), dt.date(2026, 1, 26), "Nothing is planned")
    context = shown([Entry("Send", at(dt.date(2026, 1, 13), 9))], view="list", notes=[gap])
    assert [day["iso"] for day in context["days"]] == ["2026-01-13", "2026-01-20", "2026-01-31"]


def test_a_stretch_is_named_once_and_marks_each_of_its_days():
    gap = Stretch(dt.date(2025, 12, 1), dt.date(2026, 1, 2), "Nothing is planned")
    found = days(shown(notes=[gap]))
    assert [day["iso"] for day in found if day["notes"]] == ["2025-12-29"]
    assert [day["number"] for day in found if day["gap"]] == [29, 30, 31, 1, 2]


@pytest.mark.parametrize("view", ["month", "week", "list"])
@pytest.mark.parametrize("asked", ["", "yesterday", "9999-12-31", "0001-01-01", "2026-13-01"])
def test_whatever_the_address_asks_there_is_a_calendar(view, asked):
    sheet = calendar.sheet({"view": view, "on": asked}, TODAY, Week())
    assert sheet.view == view
    assert calendar.EARLIEST <= sheet.on <= calendar.LATEST
    assert sheet.moved(1) >= sheet.moved(-1)


def test_an_unknown_view_is_the_month_of_today():
    assert calendar.sheet({"view": "year"}, TODAY, Week()) == calendar.sheet_of(
        "month", TODAY, Week()
    )


def test_today_is_offered_only_where_it_is_not_in_sight():
    assert shown()["now"] is None
    assert shown(on=dt.date(2026, 5, 1))["now"]["url"] == "?view=month&on=2026-01-31"


def test_holidays_and_days_off_are_told_apart():
    context = shown(week=Week(holidays=(dt.date(2026, 1, 6),)))
    assert on(context, "2026-01-06")["holiday"]
    assert on(context, "2026-01-06")["off"]
    assert on(context, "2026-01-10")["off"]
    assert not on(context, "2026-01-07")["off"]


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_the_markup_says_day_clash_and_where_to_add(view):
    entry = Entry("<b>Post</b>", at(TODAY, 9), url="/x/", clash="At the same time as Send.")
    template = engines["django"].from_string(
        '{% include "components/calendar_grid.html" with calendar=calendar only %}'
    )
    markup = template.render({"calendar": shown([entry], view=view)})
    assert "&lt;b&gt;Post&lt;/b&gt;" in markup
    assert 'datetime="2026-01-31"' in markup
    assert "At the same time as Send." in markup
    assert 'aria-label="Add event on Sat 31 Jan"' in markup
