"""Test cases that every resource inherits: each door of it, with the whole cast.

A module writes a class body over one of these::

    class TestCampaignScreens(ResourceScreenTests):
        model = Campaign
        valid = {"name": "Spring", "status": "draft", "currency": "EUR", "budget": "1,200.50"}
        changed = {"name": "Summer"}
        invalid = {"name": ""}
        inline = {"status": "active"}
        numbers = "budget"

        def make(self, number=1, **values):
            return Campaign.objects.create(name=f"C {number}", currency="EUR", **values)

``make`` writes a row in the open scope. Bob may write the module, Fay has another module's role,
Vera may read nothing, Una works in another workspace, Charlie is a stranger.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kernel.ids import uuid7
from kernel.resources import addresses
from kernel.tenancy.testing import Cast

RANDOM = re.compile(r"[0-9a-f]{32}|[0-9A-Za-z]{64}|nonce-[\w+/=-]+")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)")


class _ResourceTests:
    model: ClassVar[Any]
    valid: ClassVar[dict[str, Any]] = {}
    changed: ClassVar[dict[str, Any]] = {}
    invalid: ClassVar[dict[str, Any]] = {}
    numbers: ClassVar[str] = ""
    filters: ClassVar[dict[str, str]] = {}
    formula_field: ClassVar[str] = ""

    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _people(self, cast: Cast) -> None:
        self.cast = cast

    def make(self, number: int = 1, **values: Any) -> Any:
        """A row in the open scope; rows of different numbers differ."""
        raise NotImplementedError

    def made(self, number: int = 1, **values: Any) -> Any:
        """A row of Alder's Main; with ``charlies=True`` one of Charlie's Harbor."""
        owner = self.cast.charlie if values.pop("charlies", False) else self.cast.alice
        with self.cast.scope(owner):
            return self.make(number, **values)

    def count(self) -> int:
        with self.cast.scope():
            return int(self.model.objects.count())

    def fresh(self, row: Any) -> Any:
        """The row as it is now, or None."""
        with self.cast.scope():
            return self.model.objects.filter(pk=row.pk).first()

    def client_of(self, person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    @property
    def bob(self) -> Client:
        return self.client_of(self.cast.bob)


class ResourceScreenTests(_ResourceTests):
    """A resource's pages. ``inline`` is a field edited in the row with a new value for it."""

    inline: ClassVar[dict[str, str]] = {}

    @property
    def path(self) -> str:
        return addresses.list_path(self.model)

    def row(self, row: Any, page: str = "") -> str:
        return addresses.row_path(self.model, row.pk, page)

    def served(self, page: str) -> bool:
        return addresses.is_served(f"{self.path}{page}/" if page else self.path)

    def row_served(self, page: str) -> bool:
        return addresses.is_served(f"{self.path}{addresses.ANY_ID}/" + (f"{page}/" if page else ""))

    def pages(self, row: Any) -> list[str]:
        """Every page that can be read."""
        found = [self.path]
        found += [f"{self.path}{page}/" for page in ("new", "export") if self.served(page)]
        return found + [self.row(row, p) for p in ("", "edit", "delete") if self.row_served(p)]

    def test_it_sends_strangers_to_the_login(self) -> None:
        for path in self.pages(self.made()):
            answer = Client().get(path)
            assert answer.status_code == 302, path
            assert answer.headers["Location"].startswith("/accounts/login/"), path

    def test_it_opens_every_page_for_who_may(self) -> None:
        row = self.made()
        for person in (self.cast.alice, self.cast.bob):
            for path in self.pages(row):
                assert self.client_of(person).get(path).status_code == 200, path

    def test_it_refuses_other_roles_with_403(self) -> None:
        row = self.made()
        for person in (self.cast.fay, self.cast.vera):
            for path in self.pages(row):
                assert self.client_of(person).get(path).status_code == 403, path

    def test_it_answers_404_for_another_tenants_row_as_for_a_missing_one(self) -> None:
        foreign = self.made(charlies=True)
        missing = type("Missing", (), {"pk": uuid7()})()
        client = self.bob
        client.get(self.path)
        for page in ("", "edit", "delete"):
            if not self.row_served(page):
                continue
            seen = [_seen(client, self.row(row, page), row.pk) for row in (foreign, missing)]
            assert seen[0] == seen[1], page
            assert seen[0][0] == 404, page

    def test_it_does_not_show_rows_of_another_tenant_or_workspace(self) -> None:
        self.made(1, charlies=True)
        row = self.made(2)
        for person in (self.cast.una, self.cast.charlie):
            assert str(row.pk) not in self.client_of(person).get(self.path).content.decode()
            if self.row_served(""):
                assert self.client_of(person).get(self.row(row)).status_code == 404

    def test_it_writes_nothing_for_who_may_not(self) -> None:
        row, before = self.made(), self.count()
        for person in (self.cast.fay, self.cast.vera, self.cast.charlie, self.cast.una):
            client = self.client_of(person)
            if self.row_served("delete"):
                assert client.post(self.row(row, "delete")).status_code in (403, 404)
            if self.row_served("edit"):
                client.post(self.row(row, "edit"), {**self.valid, **self.changed})
            for name, value in self.inline.items():
                client.post(self.row(row, f"fields/{name}"), {name: value})
        assert self.count() == before
        assert self.fresh(row).updated_at == row.updated_at

    def test_it_creates_a_row_and_notes_who_did(self) -> None:
        if not self.served("new"):
            pytest.skip("rows are not made by hand")
        before = self.count()
        answer = self.bob.post(f"{self.path}new/", self.valid)
        assert answer.status_code == 302, _errors(answer)
        assert self.count() == before + 1
        with self.cast.scope():
            assert self.model.objects.order_by("-id").first().created_by_id == self.cast.bob.pk

    def test_it_keeps_what_was_typed_when_a_form_is_refused(self) -> None:
        if not self.served("new"):
            pytest.skip("rows are not made by hand")
        before = self.count()
        answer = self.bob.post(f"{self.path}new/", {**self.valid, **self.invalid})
        assert answer.status_code == 422
        assert b'aria-invalid="true"' in answer.content or b"note--bad" in answer.content
        assert self.count() == before

    def test_it_changes_a_row(self) -> None:
        if not self.row_served("edit"):
            pytest.skip("rows are not edited by hand")
        row = self.made()
        answer = self.bob.post(self.row(row, "edit"), {**self.valid, **self.changed})
        assert answer.status_code == 302, _errors(answer)
        assert self.fresh(row).updated_at > row.updated_at

    def test_it_names_who_was_faster(self) -> None:
        if not self.row_served("edit"):
            pytest.skip("rows are not edited by hand")
        row = self.made()
        seen = row.updated_at.isoformat()
        data = {**self.valid, **self.changed}
        self.client_of(self.cast.alice).post(self.row(row, "edit"), {**data, "seen": seen})
        answer = self.bob.post(self.row(row, "edit"), {**self.valid, "seen": seen})
        assert answer.status_code == 409
        assert "Alice changed it" in answer.content.decode()

    def test_it_deletes_a_row_after_asking(self) -> None:
        if not self.row_served("delete"):
            pytest.skip("rows are not deleted by hand")
        row = self.made()
        assert self.bob.get(self.row(row, "delete")).status_code == 200
        assert self.fresh(row) is not None
        assert self.bob.post(self.row(row, "delete")).status_code == 302
        assert self.fresh(row) is None

    def test_it_edits_in_the_row_with_and_without_script(self) -> None:
        row = self.made()
        for name, value in self.inline.items():
            path = self.row(row, f"fields/{name}")
            plain = self.bob.post(path, {name: value, "next": f"{self.path}?page=1"})
            assert plain.status_code == 302
            assert plain.headers["Location"] == f"{self.path}?page=1"
            with_script = self.bob.post(path, {name: value}, headers={"HX-Request": "true"})
            assert with_script.status_code == 200
            assert with_script.content.decode().count("<tr") == 1

    def test_it_says_who_changed_a_field_in_the_meantime(self) -> None:
        for name, value in self.inline.items():
            row = self.made()
            path, seen = self.row(row, f"fields/{name}"), row.updated_at.isoformat()
            self.client_of(self.cast.alice).post(path, {name: value, "seen": seen})
            before = str(getattr(row, f"{name}_id", getattr(row, name)) or "")
            answer = self.bob.post(
                path, {name: before, "seen": seen}, headers={"HX-Request": "true"}
            )
            assert "Alice set it to" in answer.content.decode()

    def test_it_pages_with_a_size_that_was_asked_for(self) -> None:
        for number in range(1, 5):
            self.made(number)
        first = self.bob.get(f"{self.path}?page_size=3").content.decode()
        second = self.bob.get(f"{self.path}?page_size=3&page=2").content.decode()
        assert first.count('<tr class="row"') == 3
        assert second.count('<tr class="row"') >= 1

    def test_it_says_which_parameter_it_cannot_follow(self) -> None:
        self.made()
        for query, named in (
            ("page_size=0", "page_size"),
            ("page_size=1000000000", "page_size"),
            ("page=99", "page"),
            ("sort=nothing", "sort"),
            ("nothing=1", "nothing"),
        ):
            answer = self.bob.get(f"{self.path}?{query}")
            assert answer.status_code == 400, query
            assert named in answer.content.decode(), query

    def test_it_sorts_numbers_as_numbers(self) -> None:
        if not self.numbers:
            pytest.skip("no number to sort by")
        small, large = self.made(1, **{self.numbers: 9}), self.made(2, **{self.numbers: 10})
        for sort, order in ((self.numbers, (small, large)), (f"-{self.numbers}", (large, small))):
            page = self.bob.get(f"{self.path}?sort={sort}").content.decode()
            assert page.index(f"row-{order[0].pk}") < page.index(f"row-{order[1].pk}")
            assert f'aria-sort="{"descending" if sort[0] == "-" else "ascending"}"' in page

    def test_it_narrows_by_its_filters(self) -> None:
        self.made()
        for name, value in self.filters.items():
            answer = self.bob.get(self.path, {name: value})
            assert answer.status_code == 200, name
            assert b'class="chip"' in answer.content, name

    def test_it_gives_htmx_the_part_that_changes(self) -> None:
        self.made()
        part = self.bob.get(self.path, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert f'id="{addresses.resource_name(self.model)}"' in part

    def test_it_exports_what_the_list_shows(self) -> None:
        if not self.served("export"):
            pytest.skip("there is no export")
        for number in (1, 2):
            self.made(number)
        answer: Any = self.bob.get(f"{self.path}export/")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert body.count("\r\n") == 1 + self.count()

    def test_it_exports_no_formula(self) -> None:
        if not self.served("export") or not self.formula_field:
            pytest.skip("nothing that a person types is exported")
        for number, text in enumerate(FORMULAS, start=1):
            self.made(number, **{self.formula_field: text})
        answer: Any = self.bob.get(f"{self.path}export/")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        for text in FORMULAS:
            assert f"'{text}" in body


class ResourceAPITests(_ResourceTests):
    """A resource's endpoints. ``valid`` and ``changed`` are JSON bodies."""

    @property
    def path(self) -> str:
        return f"/api/v1{addresses.list_path(self.model)}"

    def row(self, row: Any) -> str:
        return f"{self.path}{row.pk}/"

    def send(self, client: Client, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        method = getattr(client, verb)
        return method(path, body, content_type="application/json", headers=headers)

    def refused(self, answer: Any, status: int, code: str) -> dict[str, Any]:
        """Assert a problem of that status and code; answers it."""
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        problem: dict[str, Any] = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), problem
        return problem

    def test_it_asks_for_a_token(self) -> None:
        row = self.made()
        for path in (self.path, self.row(row)):
            self.refused(Client().get(path), 401, "auth_required")

    def test_it_refuses_other_roles(self) -> None:
        row = self.made()
        for person in (self.cast.fay, self.cast.vera):
            for path in (self.path, self.row(row)):
                self.refused(self.client_of(person).get(path), 403, "role_not_allowed")

    def test_it_lists_the_rows_of_the_workspace_alone(self) -> None:
        mine, foreign = self.made(1), self.made(2, charlies=True)
        for client in (self.bob, self.client_of(self.cast.alice)):
            body = client.get(self.path).json()
            ids = [row["id"] for row in body["results"]]
            assert str(mine.pk) in ids
            assert str(foreign.pk) not in ids
        assert self.client_of(self.cast.una).get(self.path).json()["count"] == 0

    def test_it_answers_404_for_another_tenants_row_as_for_a_missing_one(self) -> None:
        foreign, missing = self.made(charlies=True).pk, uuid7()
        client = self.bob
        client.get(self.path)
        seen = [_seen(client, f"{self.path}{id}/", id) for id in (foreign, missing)]
        assert seen[0] == seen[1]
        assert seen[0][0] == 404
        for verb in ("patch", "delete"):
            self.refused(self.send(client, verb, f"{self.path}{foreign}/", {}), 404, "not_found")

    def test_it_refuses_what_is_no_id(self) -> None:
        for text in ("1", "%27%20OR%201=1--", "x" * 300):
            self.refused(self.bob.get(f"{self.path}{text}/"), 400, "invalid_uuid")

    def test_it_creates_changes_and_deletes(self) -> None:
        if not self.valid:
            pytest.skip("rows are not made by hand")
        client = self.bob
        made = self.send(client, "post", self.path, self.valid)
        assert made.status_code == 201, made.content
        assert made.json()["created_by"] == str(self.cast.bob.pk)
        path = made.headers["Location"]
        changed = self.send(client, "patch", path, self.changed)
        assert changed.status_code == 200, changed.content
        for name, value in self.changed.items():
            assert changed.json()[name] == value
        assert client.delete(path).status_code == 204
        self.refused(client.get(path), 404, "not_found")

    def test_it_refuses_the_fields_that_are_its_own(self) -> None:
        if not self.valid:
            pytest.skip("rows are not made by hand")
        before = self.count()
        for name in ("tenant_id", "tenant", "workspace_id", "workspace", "run", "created_by", "id"):
            body = {**self.valid, name: str(self.cast.harbor.tenant_id)}
            problem = self.refused(
                self.send(self.bob, "post", self.path, body), 400, "field_not_allowed"
            )
            assert problem["errors"][0]["pointer"] == f"/{name}"
        assert self.count() == before

    def test_it_refuses_fields_that_it_does_not_know(self) -> None:
        if not self.valid:
            pytest.skip("rows are not made by hand")
        body = {**self.valid, "no_such_field": 1}
        problem = self.refused(
            self.send(self.bob, "post", self.path, body), 400, "validation_failed"
        )
        assert problem["errors"][0]["pointer"] == "/no_such_field"

    def test_it_refuses_bad_values_and_writes_nothing(self) -> None:
        if not self.invalid:
            pytest.skip("nothing can be wrong")
        before = self.count()
        answer = self.send(self.bob, "post", self.path, {**self.valid, **self.invalid})
        assert self.refused(answer, 400, "validation_failed")["errors"]
        assert self.count() == before

    def test_it_refuses_a_change_of_a_state_that_is_gone(self) -> None:
        if not self.valid:
            pytest.skip("rows are not changed by hand")
        row = self.made()
        tag = self.bob.get(self.row(row)).headers["ETag"]
        alice = self.client_of(self.cast.alice)
        assert self.send(alice, "patch", self.row(row), self.changed).status_code == 200
        late = self.send(self.bob, "patch", self.row(row), self.changed, **{"If-Match": tag})
        assert "Alice" in self.refused(late, 409, "conflict")["detail"]

    def test_it_names_the_parameter_that_it_cannot_follow(self) -> None:
        for query, code, named in (
            ("page_size=0", "invalid_parameter", "page_size"),
            ("page_size=-1", "invalid_parameter", "page_size"),
            ("page_size=1000000000", "invalid_parameter", "page_size"),
            ("page=99", "invalid_parameter", "page"),
            ("sort=nothing", "invalid_parameter", "sort"),
            ("nothing=1", "unknown_parameter", "nothing"),
        ):
            problem = self.refused(self.bob.get(f"{self.path}?{query}"), 400, code)
            assert problem["errors"][0]["pointer"] == f"/{named}"

    def test_it_pages_and_sorts(self) -> None:
        for number in (1, 2, 3):
            self.made(number)
        body = self.bob.get(f"{self.path}?page_size=2&sort=created_at").json()
        assert (body["count"], len(body["results"]), body["previous"]) == (3, 2, None)
        rest = self.bob.get(body["next"]).json()
        ids = [row["id"] for row in (*body["results"], *rest["results"])]
        assert ids == sorted(ids)

    def test_it_narrows_by_its_filters(self) -> None:
        self.made()
        for name, value in self.filters.items():
            assert self.bob.get(self.path, {name: value}).status_code == 200, name


def _seen(client: Client, path: str, id: UUID) -> tuple[int, dict[str, str], str, int]:
    """Status, headers, body and queries of a GET, with what differs by chance blanked."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    headers = {
        name: RANDOM.sub("", value)
        for name, value in answer.headers.items()
        if name not in ("Content-Length", "RateLimit")
    }
    body = RANDOM.sub("", answer.content.decode().replace(str(id), ""))
    return answer.status_code, headers, body, len(queries)


def _errors(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())[-1500:]
