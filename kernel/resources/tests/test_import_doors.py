"""Imports through screen, API and command."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from kernel.resources.models import ImportBatch
from kernel.resources.tests.marketing import MetricsSnapshot

pytestmark = pytest.mark.django_db

FILE = b"date,channel,clicks,cost\n2026-01-30,email,3,1.50\n2026-01-31,email,4,2\n"
BAD = FILE + b"2026-02-31,email,1,1\n"


@pytest.fixture
def bob(cast):
    client = Client()
    client.force_login(cast.bob)
    return client


def upload(client, content=FILE, name="days.csv", kind="cmo/metrics"):
    file = SimpleUploadedFile(name, content)
    return client.post("/imports/new/", {"kind": kind, "file": file})


def stored(cast):
    with cast.scope():
        return MetricsSnapshot.objects.count()


def test_a_person_uploads_looks_imports_and_takes_back(bob, cast):
    page = upload(bob).headers["Location"]
    assert stored(cast) == 0
    looked = bob.get(page).content.decode()
    assert "2 rows: 2 new" in looked
    assert "Import 2 rows" in looked
    assert bob.post(page, {"do": "import"}).status_code == 302
    assert stored(cast) == 2
    assert "Undo…" in bob.get(page).content.decode()
    assert bob.get("/imports/").content.decode().count("days.csv") >= 1
    assert bob.post(f"{page}undo/").status_code == 302
    assert stored(cast) == 0


def test_bad_rows_are_left_out_only_when_the_box_is_ticked(bob, cast):
    page = upload(bob, BAD).headers["Location"]
    looked = bob.get(page).content.decode()
    assert "“2026-02-31” is no day" in looked
    assert bob.get(f"{page}refused/").content.decode().startswith("Line,Column,Cell,Reason\r\n4,")
    assert bob.post(page, {"do": "import"}).status_code == 422
    assert stored(cast) == 0
    assert bob.post(page, {"do": "import", "accept_partial": "on"}).status_code == 302
    assert stored(cast) == 2


def test_headings_are_chosen_by_hand(bob, cast):
    page = upload(bob, b"a,b,c\n2026-01-30,email,3\n").headers["Location"]
    assert "were not recognised" in bob.get(page).content.decode()
    chosen = {"map-sent": "1", "map-date": "a", "map-channel": "b", "map-clicks": "c"}
    bob.post(page, {**chosen, "do": "look"})
    assert "1 row: 1 new" in bob.get(page).content.decode()
    assert bob.post(page, {**chosen, "do": "import"}).status_code == 302
    assert stored(cast) == 1


def test_a_file_that_is_none_is_refused_where_it_was_chosen(bob):
    for name, content in (("a.zip", b"PK\x03\x04"), ("a.csv", b""), ("a.csv", b"PK\x03\x04")):
        answer = upload(bob, content, name)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()
    assert bob.post("/imports/new/", {"kind": "cmo/metrics"}).status_code == 422
    assert bob.post("/imports/new/", {"kind": "x", "file": ""}).status_code == 422


def test_an_import_is_confirmed_once(bob):
    page = upload(bob).headers["Location"]
    bob.post(page, {"do": "import"})
    assert bob.post(page, {"do": "import"}).status_code == 409


def test_the_sample_file_can_be_imported_as_it_is(bob, cast):
    sample = bob.get("/imports/samples/cmo/metrics/").content
    page = upload(bob, sample).headers["Location"]
    assert bob.post(page, {"do": "import"}).status_code == 302
    assert stored(cast) == 4


def test_other_roles_see_and_do_nothing(cast, bob):
    page = upload(bob).headers["Location"]
    for person, status in ((cast.fay, 403), (cast.vera, 403), (cast.charlie, 404), (cast.una, 404)):
        client = Client()
        client.force_login(person)
        assert client.get(page).status_code == status
        assert client.post(page, {"do": "import"}).status_code == status
        assert client.post(f"{page}undo/").status_code in (403, 404)
        assert b"days.csv" not in client.get("/imports/").content
    assert stored(cast) == 0


def test_the_api_takes_a_file_or_rows(bob, cast):
    file = SimpleUploadedFile("days.csv", FILE)
    made = bob.post("/api/v1/imports/", {"kind": "cmo/metrics", "file": file})
    assert made.status_code == 201, made.content
    assert (made.json()["rows_new"], made.json()["kind"]) == (2, "cmo/metrics")
    body = {"kind": "metrics", "rows": [{"date": "2026-02-01", "channel": "email", "cost": 5}]}
    rows = bob.post("/api/v1/imports/", body, content_type="application/json")
    assert rows.status_code == 201, rows.content
    assert stored(cast) == 3
    assert bob.get("/api/v1/imports/").json()["count"] == 2
    undone = bob.post(f"{made.headers['Location']}undo/")
    assert (undone.status_code, undone.json()["status"]) == (200, "undone")
    assert bob.get(made.headers["Location"]).json()["status"] == "undone"


def test_the_api_lists_bad_rows_and_says_what_it_would_do(bob, cast):
    def send(**more):
        file = SimpleUploadedFile("days.csv", BAD)
        return bob.post("/api/v1/imports/", {"kind": "cmo/metrics", "file": file, **more})

    answer = send()
    assert (answer.status_code, answer.json()["code"]) == (400, "import_invalid")
    assert answer.json()["errors"][0]["detail"] == "Line 4: Date: “2026-02-31” is no day."
    dry = send(dry_run="true")
    assert (dry.status_code, dry.json()["id"], dry.json()["rows_refused"]) == (200, None, 1)
    assert stored(cast) == 0
    assert send(accept_partial="true").status_code == 201
    assert stored(cast) == 2


def test_the_api_refuses_what_it_cannot_take(bob):
    def send(body):
        return bob.post("/api/v1/imports/", json.dumps(body), content_type="application/json")

    for body in (
        {},
        {"kind": "cmo/metrics"},
        {"kind": "cmo/metrics", "rows": []},
        {"kind": "cmo/metrics", "rows": [1]},
        {"kind": "cmo/metrics", "rows": [{}], "tenant_id": "x"},
        {"kind": "cmo/metrics", "rows": [{}], "mapping": [1]},
    ):
        assert send(body).status_code == 400, body
    unknown = send({"kind": "nothing", "rows": [{"a": 1}]})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_import_kind")
    zipped = SimpleUploadedFile("a.csv", b"PK\x03\x04")
    answer = bob.post("/api/v1/imports/", {"kind": "cmo/metrics", "file": zipped})
    assert (answer.status_code, answer.json()["code"]) == (400, "file_type_not_allowed")


def test_the_command_imports_as_a_person(cast, tmp_path):
    file = tmp_path / "days.csv"
    file.write_bytes(BAD)
    known = {"kind": "cmo/metrics", "email": "bob@example.com", "workspace": "main"}
    with pytest.raises(CommandError, match="Line 4"):
        call_command("import_csv", str(file), **known)
    out = StringIO()
    call_command("import_csv", str(file), **known, dry_run=True, stdout=out)
    assert "preview: 2 new" in out.getvalue()
    assert stored(cast) == 0
    out = StringIO()
    call_command("import_csv", str(file), **known, accept_partial=True, stdout=out)
    assert "imported: 2 new, 0 changed, 0 already there, 1 refused of 3 rows" in out.getvalue()
    assert stored(cast) == 2
    with cast.scope():
        batch = ImportBatch.objects.get()
        assert (batch.door, batch.created_by_id) == ("command", cast.bob.pk)


def test_the_command_names_what_is_missing(cast, tmp_path):
    file = tmp_path / "days.csv"
    file.write_bytes(FILE)
    known = {"kind": "cmo/metrics", "email": "bob@example.com", "workspace": "main"}
    for change, words in (
        ({"email": "nobody@example.com"}, "no user"),
        ({"workspace": "elsewhere"}, "--workspace"),
        ({"tenant": "harbor"}, "--tenant"),
        ({"kind": "nothing"}, "unknown_import_kind"),
        ({"email": "fay@example.com"}, "role_not_allowed"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("import_csv", str(file), **{**known, **change})
    with pytest.raises(CommandError, match="no file"):
        call_command("import_csv", str(tmp_path / "none.csv"), **known)
    assert stored(cast) == 0
