"""What a list says: chips, empty states, columns, several rows at once, sums."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kernel.audit.models import AuditEvent
from kernel.resources.tests.marketing import Campaign, MetricsSnapshot

pytestmark = pytest.mark.django_db

LIST = "/cmo/campaigns/"


@pytest.fixture
def bob(cast):
    client = Client()
    client.force_login(cast.bob)
    return client


@pytest.fixture
def make(cast):
    def made(name, **values):
        with cast.scope(cast.bob):
            return Campaign.objects.create(name=name, currency="EUR", **values)

    return made


def page(client, query=""):
    return client.get(f"{LIST}?{query}").content.decode()


def test_an_active_filter_is_a_chip_that_removes_itself(bob, make):
    make("Spring", status="active", start="2026-02-01")
    text = page(bob, "status=active&start__gte=2026-01-01&sort=name")
    assert "<span>Status is <b>Active</b></span>" in text
    assert 'href="/cmo/campaigns/?start__gte=2026-01-01&amp;sort=name"' in text
    assert "Start from" in text


def test_nothing_matches_names_the_filter_to_drop_and_what_that_gives(bob, make):
    make("Spring", status="active")
    make("Summer", status="active")
    text = page(bob, "status=paused&q=s")
    assert "Without “Status is Paused” there are 2 campaigns." in text
    assert 'href="/cmo/campaigns/?q=s"' in text


def test_nothing_yet_offers_what_comes_next(bob, cast):
    assert "Add the first offer" in bob.get("/cmo/offers/").content.decode()
    text = bob.get("/cmo/metrics-snapshots/").content.decode()
    assert 'href="/imports/new/?kind=metrics"' in text
    assert "Add one by hand" in text


def test_search_finds_all_words_in_any_field(bob, make):
    make("Spring sale", objective="Old customers")
    make("Autumn sale")
    text = page(bob, "q=sale+customers")
    assert "Spring sale" in text
    assert "Autumn sale" not in text


def test_search_takes_its_signs_as_they_are(bob, make):
    make("100% wool")
    assert "100% wool" in page(bob, "q=100%25")
    assert "No campaign matches" in page(bob, "q=_")


def test_columns_are_shown_and_hidden(bob, make):
    make("Spring")
    text = page(bob, "columns=name,status")
    assert 'data-label="Status"' in text
    assert 'data-label="Budget"' not in text
    assert bob.get(f"{LIST}?columns=nothing").status_code == 400


def test_several_rows_change_at_once(bob, make, cast):
    rows = [make(f"C {n}", status="active") for n in range(3)]
    done = bob.post(f"{LIST}bulk/", {"id": [str(row.pk) for row in rows[:2]], "status": "paused"})
    assert done.status_code == 302
    with cast.scope():
        assert Campaign.objects.filter(status="paused").count() == 2
        assert AuditEvent.objects.filter(event="resource.changed").count() == 2


def test_all_rows_of_a_filter_change_at_once(bob, make, cast):
    for n in range(3):
        make(f"C {n}", status="active")
    make("Other", status="draft")
    assert "Pause all 3 campaigns" in page(bob, "status=active&pick=all")
    bob.post(f"{LIST}bulk/?status=active&pick=all", {"status": "paused"})
    with cast.scope():
        assert Campaign.objects.filter(status="paused").count() == 3


def test_a_change_that_is_not_offered_or_of_nothing_is_refused(bob, make, cast):
    row = make("C", status="active")
    for path, data in (
        ("bulk/", {"id": str(row.pk), "status": "nothing"}),
        ("bulk/", {"id": str(row.pk), "name": "x"}),
        ("bulk/", {"status": "paused"}),
        ("bulk/", {"id": "1", "status": "paused"}),
        ("bulk/?pick=all&nothing=1", {"status": "paused"}),
    ):
        assert bob.post(f"{LIST}{path}", data).status_code == 400, data
    with cast.scope():
        assert Campaign.objects.get().status == "active"


def test_a_foreign_row_in_a_bulk_change_is_not_touched(bob, make, cast):
    with cast.scope(cast.charlie):
        foreign = Campaign.objects.create(name="Theirs", currency="EUR", status="active")
    bob.post(f"{LIST}bulk/", {"id": str(foreign.pk), "status": "paused"})
    with cast.scope(cast.charlie):
        assert Campaign.objects.get().status == "active"


def test_an_edit_in_the_row_keeps_to_the_rules(bob, make, cast):
    row = make("Spring", start="2026-02-01")
    path = f"{LIST}{row.pk}/fields/"
    for name, value in (("end", "2026-01-01"), ("end", "x"), ("status", "nothing"),
                        ("owner", str(cast.charlie.pk)), ("owner", "1")):  # fmt: skip
        assert bob.post(f"{path}{name}/", {name: value}).status_code == 422, (name, value)
    assert bob.post(f"{path}name/", {"name": "x"}).status_code == 404
    with cast.scope():
        row.refresh_from_db()
    assert (row.end, row.status, row.owner_id) == (None, "draft", None)


def test_an_edit_in_the_row_can_be_undone_from_the_toast(bob, make):
    row = make("Spring", status="active")
    path = f"{LIST}{row.pk}/fields/status/"
    part = bob.post(path, {"status": "paused"}, headers={"HX-Request": "true"}).content.decode()
    assert "Status of “Spring” is now Paused." in part
    assert 'name="status" value="active"' in part


def test_a_change_of_another_field_is_no_conflict(bob, make, cast):
    row = make("Spring")
    seen = row.updated_at.isoformat()
    alice = Client()
    alice.force_login(cast.alice)
    alice.post(f"{LIST}{row.pk}/fields/end/", {"end": "2026-03-01", "seen": seen})
    done = bob.post(f"{LIST}{row.pk}/fields/status/", {"status": "active", "seen": seen})
    assert done.status_code == 302


def test_sums_of_several_currencies_are_not_added(bob, cast):
    with cast.scope(cast.bob):
        for currency in ("EUR", "USD"):
            MetricsSnapshot.objects.create(
                date="2026-01-01", channel="email", cost=100, currency=currency
            )
    assert "several currencies" in bob.get("/cmo/metrics-snapshots/?sum=cost").content.decode()


def test_a_list_asks_few_questions_however_long_it_is(bob, make):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert bob.get(f"{LIST}?page_size=100").status_code == 200
        return len(queries)

    make("First")
    bob.get(LIST)
    few = asked()
    for n in range(30):
        make(f"C {n}")
    assert asked() == few


def test_next_leads_only_to_pages_of_ours(bob, make):
    row = make("Spring")
    for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        done = bob.post(f"{LIST}{row.pk}/fields/status/", {"status": "draft", "next": target})
        assert done.headers["Location"] == LIST


def test_a_row_that_others_refer_to_is_not_deleted_and_says_by_what(bob, make, cast):
    row = make("Spring")
    with cast.scope(cast.bob):
        MetricsSnapshot.objects.create(
            date="2026-01-01", channel="email", currency="EUR", campaign=row
        )
    answer = bob.post(f"{LIST}{row.pk}/delete/")
    assert answer.status_code == 409
    assert "still used by daily metrics" in answer.content.decode()
    answer = bob.delete(f"/api/v1{LIST}{row.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_conflict_shows_both_values_in_words(bob, make, cast):
    row = make("Spring")
    seen = row.updated_at.isoformat()
    alice = Client()
    alice.force_login(cast.alice)
    for name, value in (("status", "active"), ("owner", str(cast.alice.pk))):
        alice.post(f"{LIST}{row.pk}/fields/{name}/", {name: value})
    answer = bob.post(f"{LIST}{row.pk}/edit/", {"name": "Mine", "currency": "EUR", "seen": seen})
    text = answer.content.decode()
    assert "<del>Draft</del>" in text
    assert "<ins>Active</ins>" in text
    assert "<ins>Alice</ins>" in text
    assert 'value="Mine"' in text


def test_an_export_is_whole_over_its_chunks(bob, make, monkeypatch):
    monkeypatch.setattr("kernel.resources.views.export.CHUNK", 2)
    for n in range(5):
        make(f"C {n}")
    answer = bob.get(f"{LIST}export/?sort=name&columns=name")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n")
    assert lines == ["Name", "C 0", "C 1", "C 2", "C 3", "C 4", ""]
