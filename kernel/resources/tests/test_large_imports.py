"""Imports that a worker carries: started, followed, stopped, begun anew, taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kernel.errors import ConflictError, KernelError
from kernel.resources.imports import background, chunks, running, undoing
from kernel.resources.imports.background import Place, carry, place_of
from kernel.resources.models import BatchStatus, ImportBatch, ImportFile
from kernel.resources.tests.marketing import MetricsSnapshot

pytestmark = pytest.mark.django_db
HEAD = "date,channel,clicks,cost\n"
FILE = HEAD + "".join(f"2026-01-{day:02},email,{day},1.50\n" for day in range(1, 31))
BAD = FILE + "2026-02-31,email,1,1\n"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """What counts as large is ten rows here, and rows go in portions of seven."""
    monkeypatch.setattr(running, "AT_ONCE", 10)
    monkeypatch.setattr(undoing, "MUCH", 10)
    monkeypatch.setattr("kernel.resources.imports.looking.LOOKED_AT", 5)
    monkeypatch.setattr("kernel.resources.imports.carrying.PORTION", 7)
    monkeypatch.setattr("kernel.resources.imports.background.send", lambda *_: True)


@pytest.fixture
def bob(cast):
    client = Client()
    client.force_login(cast.bob)
    return client


def uploaded(client, text=FILE):
    file = SimpleUploadedFile("days.csv", text.encode())
    return client.post("/imports/new/", {"kind": "cmo/metrics", "file": file}).headers["Location"]


def only(cast):
    with cast.scope(cast.bob):
        return ImportBatch.objects.get()


def stored(cast):
    with cast.scope(cast.bob):
        return MetricsSnapshot.objects.count()


def test_a_large_file_waits_for_a_worker_and_is_imported_by_it(bob, cast):
    page = uploaded(bob)
    assert "This is a large file" in bob.get(page).content.decode()
    assert bob.post(page, {"do": "import"}).status_code == 302
    batch = only(cast)
    assert (batch.status, batch.asked_by_id) == (BatchStatus.QUEUED, cast.bob.pk)
    assert "Waiting for a worker" in bob.get(page).content.decode()
    assert stored(cast) == 0
    assert carry(place_of(batch))
    batch = only(cast)
    assert (batch.status, batch.rows_new, batch.rows_done) == (BatchStatus.IMPORTED, 30, 30)
    assert all(total["file"] == total["stored"] for total in batch.totals)
    assert stored(cast) == 30
    assert not carry(place_of(batch))
    assert "30" in bob.get(page).content.decode()


def test_bad_rows_are_listed_and_nothing_is_stored_unless_that_is_allowed(bob, cast):
    page = uploaded(bob, BAD)
    bob.post(page, {"do": "import"})
    carry(place_of(only(cast)))
    batch = only(cast)
    assert (batch.status, batch.rows_refused, stored(cast)) == (BatchStatus.UPLOADED, 1, 0)
    seen = bob.get(page).content.decode()
    assert "“2026-02-31” is no day" in seen
    assert "1 of 31 rows cannot be taken" in seen
    bob.post(page, {"do": "import", "accept_partial": "on"})
    carry(place_of(only(cast)))
    assert (only(cast).rows_new, only(cast).rows_refused, stored(cast)) == (30, 1, 30)


def test_it_is_stopped_before_a_worker_has_it(bob, cast):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    assert bob.post(page, {"do": "stop"}).status_code == 302
    assert only(cast).status == BatchStatus.UPLOADED
    assert not carry(place_of(only(cast)))
    assert stored(cast) == 0


def test_it_is_stopped_while_a_worker_has_it_and_nothing_stays(bob, cast, monkeypatch):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    listened = background.Pulse.read

    def stopped(self, done):
        self._stop.set()
        listened(self, done)

    monkeypatch.setattr(background.Pulse, "read", stopped)
    carry(place_of(only(cast)))
    assert (only(cast).status, only(cast).problem) == (BatchStatus.UPLOADED, "It was stopped.")
    assert stored(cast) == 0


def test_a_worker_that_went_silent_is_replaced_and_one_that_shows_itself_is_not(bob, cast):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    place = place_of(only(cast))
    with cast.scope(cast.bob):
        ImportBatch.objects.update(status=BatchStatus.RUNNING, beat_at=timezone.now())
    assert not carry(place)
    rung: list[Place] = []
    assert background.sweep(rung.append) == 0
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    with cast.scope(cast.bob):
        ImportBatch.objects.update(beat_at=long_ago)
    assert "worker is silent" in bob.get(page).content.decode()
    assert background.sweep(rung.append) == 1
    assert rung == [place]
    assert carry(place)
    assert stored(cast) == 30


def test_what_breaks_off_puts_the_batch_back_with_the_reason(bob, cast, monkeypatch):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(background, "run_import", broken)
    carry(place_of(only(cast)))
    assert only(cast).status == BatchStatus.UPLOADED
    assert "fault of ours" in only(cast).problem


def test_a_large_import_is_taken_back_by_a_worker(bob, cast):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    carry(place_of(only(cast)))
    assert bob.post(f"{page}undo/").status_code == 302
    assert only(cast).status == BatchStatus.UNDO_QUEUED
    assert stored(cast) == 30
    carry(place_of(only(cast)))
    assert (only(cast).status, stored(cast)) == (BatchStatus.UNDONE, 0)


def test_later_work_stands_in_the_way_of_a_worker_too(bob, cast):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    carry(place_of(only(cast)))
    with cast.scope(cast.bob):
        row = MetricsSnapshot.objects.first()
        row.clicks = 5000
        row.save()
    bob.post(f"{page}undo/")
    carry(place_of(only(cast)))
    batch = only(cast)
    assert batch.status == BatchStatus.IMPORTED
    assert "was changed since" in batch.problem
    assert "was changed since" in bob.get(page).content.decode()


def test_who_lost_their_rights_imports_nothing(bob, cast):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    place = place_of(only(cast))
    stranger = Place(place.tenant, place.workspace, cast.charlie.pk, place.batch)
    assert not carry(stranger)
    assert only(cast).status == BatchStatus.QUEUED
    reader = Place(place.tenant, place.workspace, cast.fay.pk, place.batch)
    carry(reader)
    assert stored(cast) == 0


def test_the_api_answers_at_once_and_is_followed_and_stopped(bob, cast):
    file = SimpleUploadedFile("days.csv", FILE.encode())
    made = bob.post("/api/v1/imports/", {"kind": "cmo/metrics", "file": file})
    assert (made.status_code, made.json()["status"]) == (202, "queued")
    address = made.headers["Location"]
    stopped = bob.post(f"{address}cancel/")
    assert (stopped.status_code, stopped.json()["status"]) == (200, "uploaded")
    assert bob.post(f"{address}cancel/").status_code == 409
    file = SimpleUploadedFile("days.csv", FILE.encode())
    address = bob.post("/api/v1/imports/", {"kind": "cmo/metrics", "file": file}).headers[
        "Location"
    ]
    with cast.scope(cast.bob):
        place = place_of(ImportBatch.objects.get(status=BatchStatus.QUEUED))
    carry(place)
    assert bob.get(address).json()["status"] == "imported"
    assert bob.post(f"{address}undo/").status_code == 202


def test_a_batch_is_started_once(bob, cast):
    page = uploaded(bob)
    bob.post(page, {"do": "import"})
    with cast.scope(cast.bob), pytest.raises(ConflictError):
        background.start(ImportBatch.objects.get())


def test_files_of_every_workspace_are_erased_after_thirty_days(bob, cast, monkeypatch):
    page = uploaded(bob)
    assert background.erase_old() == 0
    long_ago = timezone.now() - dt.timedelta(days=31)
    with cast.scope(cast.bob), monkeypatch.context() as then:
        then.setattr("django.utils.timezone.now", lambda: long_ago)
        batch = ImportBatch.objects.get()
        ImportFile.objects.filter(batch=batch).delete()
        ImportFile.objects.create(batch=batch, seq=0, content=b"x")
    assert background.erase_old() == 1
    assert "erased" in bob.get(page).content.decode()
    with cast.scope(cast.bob), pytest.raises(KernelError):
        chunks.content_of(batch)
