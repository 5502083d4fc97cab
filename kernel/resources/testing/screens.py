"""Cases of a resource's pages."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.test import Client

from kernel.core.windows import OUT_OF_YEARS
from kernel.ids import uuid7
from kernel.resources import addresses
from kernel.resources.forms import DayInput, MomentInput
from kernel.resources.testing.base import ResourceTests, errors_in, looked

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)")


class ResourceScreenTests(ResourceTests):
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
        for person in (self.cast.alice, self.writer):
            for path in self.pages(row):
                assert self.client_of(person).get(path).status_code == 200, path

    def test_it_refuses_other_roles_with_403(self) -> None:
        row = self.made()
        for person in (self.outsider, self.cast.vera):
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
            seen = [looked(client, self.row(row, page), row.pk) for row in (foreign, missing)]
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
        for person in (self.outsider, self.cast.vera, self.cast.charlie, self.cast.una):
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
        assert answer.status_code == 302, errors_in(answer)
        assert self.count() == before + 1
        with self.cast.scope():
            assert self.model.objects.order_by("-id").first().created_by_id == self.writer.pk

    def test_it_keeps_what_was_typed_when_a_form_is_refused(self) -> None:
        if not self.served("new"):
            pytest.skip("rows are not made by hand")
        before = self.count()
        answer = self.bob.post(f"{self.path}new/", {**self.valid, **self.invalid})
        assert answer.status_code == 422
        assert b'aria-invalid="true"' in answer.content or b"note--bad" in answer.content
        assert self.count() == before

    def test_it_refuses_days_and_times_at_the_ends_of_the_calendar(self) -> None:
        form = getattr(addresses.view_at(f"{self.path}new/"), "form_class", None)
        fields = form.base_fields if form else {}
        times = {DayInput: "", MomentInput: "T23:59"}
        names = {name: times[type(field)] for name, field in fields.items()
                 if type(field) in times}  # fmt: skip
        if not names:
            pytest.skip("no day is typed by hand")
        for day in ("9999-12-31", "0001-01-01"):
            typed = {name: f"{day}{time}" for name, time in names.items()}
            answer = self.bob.post(f"{self.path}new/", {**self.valid, **typed})
            assert answer.status_code == 422
            assert answer.content.decode().count(OUT_OF_YEARS) >= len(names)

    def test_it_changes_a_row(self) -> None:
        if not self.row_served("edit"):
            pytest.skip("rows are not edited by hand")
        row = self.made()
        answer = self.bob.post(self.row(row, "edit"), {**self.valid, **self.changed})
        assert answer.status_code == 302, errors_in(answer)
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
        if self.single:
            pytest.skip("there is one row at most")
        for number in range(1, 5):
            self.made(number)
        first = self.bob.get(f"{self.path}?page_size=3").content.decode()
        second = self.bob.get(f"{self.path}?page_size=3&page=2").content.decode()
        assert first.count('<tr class="row"') == 3
        assert second.count('<tr class="row"') >= 1

    def test_it_asks_the_database_no_more_for_more_rows(self) -> None:
        if self.single:
            pytest.skip("there is one row at most")
        few, many = self.grows(self.path)
        assert many == few

    def test_it_asks_the_database_no_more_for_more_rows_of_a_file(self) -> None:
        if self.single or not self.served("export"):
            pytest.skip("there is no file of many rows")
        few, many = self.grows(f"{self.path}export/")
        assert many == few

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
            asked = {"sort": sort, "columns": self.numbers}
            page = self.bob.get(self.path, asked).content.decode()
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
        for number in (1,) if self.single else (1, 2):
            self.made(number)
        answer: Any = self.bob.get(f"{self.path}export/")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert body.count("\r\n") == 1 + self.count()

    def test_it_exports_no_formula(self) -> None:
        if not self.served("export") or not self.formula_field:
            pytest.skip("nothing that a person types is exported")
        texts = FORMULAS[:1] if self.single else FORMULAS
        for number, text in enumerate(texts, start=1):
            self.made(number, **{self.formula_field: text})
        answer: Any = self.bob.get(f"{self.path}export/")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        for text in texts:
            assert f"'{text}" in body
