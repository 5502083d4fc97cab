"""Cases of a resource's endpoints."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from kernel.ids import uuid7
from kernel.resources import addresses
from kernel.resources.api.serializers import DayField, MomentField
from kernel.resources.testing.base import ResourceTests, looked


class ResourceAPITests(ResourceTests):
    """A resource's endpoints. ``valid`` and ``changed`` are JSON bodies."""

    @property
    def path(self) -> str:
        return f"/api/v1{addresses.list_path(self.model)}"

    def row(self, row: Any) -> str:
        return f"{self.path}{row.pk}/"

    def takes(self, verb: str) -> bool:
        """Whether a verb is served: of the list for ``post``, of a row for the others."""
        path = self.path if verb == "post" else f"{self.path}{addresses.ANY_ID}/"
        served: Any = resolve(path).func
        return verb in served.actions

    def send(self, client: Client, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        method = getattr(client, verb)
        return method(path, body, content_type="application/json", headers=headers)

    def refused(self, answer: Any, status: int, code: str) -> dict[str, Any]:
        """Assert a problem of that status and code; answers it."""
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        problem: dict[str, Any] = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), problem
        return problem

    def try_to_write(self, body: dict[str, Any]) -> Any:
        """The answer to a body with a fault, as a new row or else as a change; nothing is written.

        Skips where neither is served.
        """
        if not (self.takes("post") or self.takes("patch")):
            pytest.skip("rows are not written by hand")
        if self.takes("post"):
            before = self.count()
            answer = self.send(self.bob, "post", self.path, {**self.valid, **body})
            assert self.count() == before
            return answer
        row = self._changed_in_vain
        answer = self.send(self.bob, "patch", self.row(row), body)
        assert self.fresh(row).updated_at == row.updated_at
        return answer

    @cached_property
    def _changed_in_vain(self) -> Any:
        return self.made()

    def test_it_asks_for_a_token(self) -> None:
        row = self.made()
        for path in (self.path, self.row(row)):
            self.refused(Client().get(path), 401, "auth_required")

    def test_it_refuses_other_roles(self) -> None:
        row = self.made()
        for person in (self.outsider, self.cast.vera):
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

    def test_it_asks_the_database_no_more_for_more_rows(self) -> None:
        if self.single:
            pytest.skip("there is one row at most")
        few, many = self.grows(self.path)
        assert many == few

    def test_it_answers_404_for_another_tenants_row_as_for_a_missing_one(self) -> None:
        foreign, missing = self.made(charlies=True).pk, uuid7()
        client = self.bob
        client.get(self.path)
        seen = [looked(client, f"{self.path}{id}/", id) for id in (foreign, missing)]
        assert seen[0] == seen[1]
        assert seen[0][0] == 404
        for verb in ("patch", "delete"):
            if self.takes(verb):
                answer = self.send(client, verb, f"{self.path}{foreign}/", {})
                self.refused(answer, 404, "not_found")

    def test_it_refuses_what_is_no_id(self) -> None:
        for text in ("1", "%27%20OR%201=1--", "x" * 300):
            self.refused(self.bob.get(f"{self.path}{text}/"), 400, "invalid_uuid")

    def test_it_refuses_what_it_does_not_serve(self) -> None:
        """What is served is tried by the other cases, so they must have a body to send."""
        row = self.made()
        assert bool(self.valid) is self.takes("post")
        assert bool(self.changed) is self.takes("patch")
        for verb, path in (
            ("post", self.path),
            ("patch", self.row(row)),
            ("delete", self.row(row)),
        ):
            if not self.takes(verb):
                self.refused(self.send(self.bob, verb, path, {}), 405, "method_not_allowed")
        assert self.fresh(row).updated_at == row.updated_at

    def test_it_creates_changes_and_deletes(self) -> None:
        if not self.takes("post"):
            pytest.skip("rows are not made by hand")
        client = self.bob
        made = self.send(client, "post", self.path, self.valid)
        assert made.status_code == 201, made.content
        assert made.json()["created_by"] == str(self.writer.pk)
        path = made.headers["Location"]
        changed = self.send(client, "patch", path, self.changed)
        assert changed.status_code == 200, changed.content
        for name, value in self.changed.items():
            assert changed.json()[name] == value
        assert client.delete(path).status_code == 204
        self.refused(client.get(path), 404, "not_found")

    def test_it_refuses_the_fields_that_are_its_own(self) -> None:
        for name in ("tenant_id", "tenant", "workspace_id", "workspace", "run", "created_by", "id"):
            answer = self.try_to_write({name: str(self.cast.harbor.tenant_id)})
            problem = self.refused(answer, 400, "field_not_allowed")
            assert problem["errors"][0]["pointer"] == f"/{name}"

    def test_it_refuses_fields_that_it_does_not_know(self) -> None:
        problem = self.refused(self.try_to_write({"no_such_field": 1}), 400, "validation_failed")
        assert problem["errors"][0]["pointer"] == "/no_such_field"

    def test_it_refuses_bad_values_and_writes_nothing(self) -> None:
        if not self.invalid:
            pytest.skip("nothing can be wrong")
        answer = self.try_to_write(self.invalid)
        assert self.refused(answer, 400, "validation_failed")["errors"]

    def test_it_refuses_days_and_times_at_the_ends_of_the_calendar(self) -> None:
        served: Any = resolve(self.path).func
        found = served.cls.serializer_class().fields.items()
        times = {DayField: "", MomentField: "T23:59:59Z"}
        names = {name: times[type(field)] for name, field in found
                 if type(field) in times and not field.read_only}  # fmt: skip
        if not names:
            pytest.skip("no day is written by hand")
        for day in ("9999-12-31", "0001-01-01"):
            body = {name: f"{day}{time}" for name, time in names.items()}
            problem = self.refused(self.try_to_write(body), 400, "validation_failed")
            assert {error["pointer"] for error in problem["errors"]} == {f"/{n}" for n in names}

    def test_it_refuses_a_change_of_a_state_that_is_gone(self) -> None:
        if not self.takes("patch"):
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
        if self.single:
            pytest.skip("there is one row at most")
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
