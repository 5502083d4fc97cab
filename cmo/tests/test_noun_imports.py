"""Touchpoints, segments and calendar events from files."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest

from cmo.models import CalendarEvent, Campaign, IcpSegment, Touchpoint
from kernel.formats import Notation
from kernel.resources.files import lines
from kernel.resources.imports import kind_for, preview, run_import, undo
from kernel.resources.imports.words import sample_rows, totals
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import require_scope

pytestmark = pytest.mark.django_db
UTC = dt.UTC


@pytest.fixture
def inside(cast):
    """Bob's scope in a workspace that keeps Berlin's time."""
    with cast.scope(cast.bob):
        Workspace.objects.filter(pk=require_scope().workspace_id).update(timezone="Europe/Berlin")
        yield cast


def taken(kind, text, **more):
    return run_import(kind_for(kind), text.encode(), name="rows.csv", **more)


PATHS = """Client ID,Channel,Timestamp,Conversion time,Order value,Currency,Campaign
a1,Paid Search,2026-01-28 20:05,,,,Winter
a1,email,2026-01-30T09:15:00Z,2026-01-31 18:40,41.60,EUR,
b2,email,2026-01-29 07:45,,,,
"""


def test_touchpoints_are_kept_with_their_times_and_values(inside):
    batch = taken("touchpoints", PATHS)
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    first = Touchpoint.objects.get(person_key="a1", channel="paid_search")
    assert first.at == dt.datetime(2026, 1, 28, 19, 5, tzinfo=UTC)
    assert (first.converted_at, first.value, first.currency) == (None, None, "")
    assert first.campaign.name == "Winter"
    last = Touchpoint.objects.get(person_key="a1", channel="email")
    assert last.at == dt.datetime(2026, 1, 30, 9, 15, tzinfo=UTC)
    assert last.converted_at == dt.datetime(2026, 1, 31, 17, 40, tzinfo=UTC)
    assert (last.value, last.currency) == (4160, "EUR")
    assert (batch.first_day, batch.last_day) == (dt.date(2026, 1, 28), dt.date(2026, 1, 30))
    again = taken("touchpoints", PATHS)
    assert (again.rows_new, again.rows_same) == (0, 3)


def test_addresses_are_refused_without_being_quoted_and_hashed_when_asked(inside):
    text = "email,channel,at\n Maria@Example.com ,email,2026-01-28 20:05\n"
    found = preview(kind_for("touchpoints"), text.encode())
    (refusal,) = found.refusals
    assert "e-mail address" in refusal.reason
    assert "SHA-256" in refusal.reason
    assert "maria" not in f"{refusal.value} {refusal.reason}".lower()
    batch = taken("touchpoints", text, options={"hash": "yes"})
    assert batch.rows_new == 1
    expected = hashlib.sha256(b"maria@example.com").hexdigest()
    assert Touchpoint.objects.get().person_key == expected
    assert any("replaced by their SHA-256" in note for note in batch.notes)


def test_a_contact_is_shown_with_its_time_before_it_is_stored(inside):
    found = preview(kind_for("touchpoints"), PATHS.encode())
    heads, lines = sample_rows(found, Notation())
    place = [head["text"] for head in heads].index("Time of contact")
    shown = [line["cells"][place]["text"] for line in lines]
    assert all(re.search(r"\d \w{3}.*, \d\d:\d\d$", text) for text in shown), shown


def test_a_total_is_written_with_the_places_that_it_has():
    row = {"label": "Orders", "unit": "count", "currency": "", "file": "803", "stored": "803"}
    (total,) = totals([{**row, "said": "797.17"}], Notation(number_format="de"))
    assert (total["said"], total["apart"]) == ("797,17", "5,83")


def test_touchpoints_that_contradict_themselves_are_refused(inside):
    text = (
        "person_key,channel,at,converted_at,value\n"
        "a,email,2026-01-28 20:05,2026-01-28 19:00,5\n"
        "b,email,2026-01-28 20:05,2026-01-28 21:00,\n"
        "c,email,2026-01-28 20:05,,5\n"
        "d d,email,2026-01-28 20:05,,\n"
        "e,email,2026-01-28 25:05,,\n"
    )
    found = preview(kind_for("touchpoints"), text.encode())
    assert [refusal.line for refusal in found.refusals] == [2, 3, 4, 5, 6]
    assert "before the contact" in found.refusals[0].reason


def test_segments_list_several_things_in_a_cell(inside):
    text = "Segment,Pain points,Priority\nHome baristas,Stale beans; No time,80\nOffices,,101\n"
    found = preview(kind_for("cmo/segments"), text.encode())
    assert "priority from 0 to 100" in found.refusals[0].reason
    batch = taken("cmo/segments", text.replace("101", "60"))
    assert batch.rows_new == 2
    assert IcpSegment.objects.get(name="Home baristas").pains == ["Stale beans", "No time"]
    changed = taken("cmo/segments", "Segment,Priority\nOffices,70\n")
    assert changed.rows_changed == 1
    undo(changed.pk)
    assert IcpSegment.objects.get(name="Offices").priority == 60


def test_events_of_a_calendar_program_come_with_their_times(inside):
    text = (
        "Subject,Start Date,Start Time,End Date,End Time,Type,Campaign\n"
        "Spring launch,03/16/2026,9:00 AM,03/16/2026,10:30 AM,Launch,Spring\n"
        "Newsletter,03/02/2026,,,,send,\n"
    )
    batch = taken("calendar-events", text)
    assert (batch.rows_new, batch.rows_refused) == (2, 0)
    launch = CalendarEvent.objects.get(title="Spring launch")
    assert launch.starts_at == dt.datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
    assert launch.ends_at == dt.datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
    assert (launch.kind, launch.status, launch.campaign.name) == ("launch", "planned", "Spring")
    assert Campaign.objects.get(name="Spring").status == "draft"
    again = taken("calendar-events", text)
    assert (again.rows_new, again.rows_same) == (0, 2)
    undo(batch.pk)
    assert not CalendarEvent.objects.exists()


@pytest.mark.parametrize("kind", ["touchpoints", "cmo/segments", "calendar-events"])
def test_the_sample_can_be_imported_as_it_is(inside, kind):
    found = kind_for(kind)
    rows = found.sample_rows()
    text = "".join(lines([list(rows[0]), *(list(row.values()) for row in rows)]))
    batch = taken(kind, text)
    assert (batch.rows_new, batch.rows_refused) == (len(rows), 0)
