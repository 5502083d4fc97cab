"""Rows that agents draft: theirs until a person changes them."""

from __future__ import annotations

import pytest

from kernel.errors import KernelUsageError
from kernel.ids import uuid7
from kernel.runs.context import current_run
from kernel.runs.drafts import remove_drafts, untouched, write_draft, write_drafts
from kernel.runs.tests.probing import ask


@pytest.fixture
def here(probe):
    """A scope in which a run of the probe is being carried out."""
    run = ask(probe).run_id
    with probe.scope():
        token = current_run.set(run)
        yield run
        current_run.reset(token)


@pytest.fixture
def notes(probe_module):
    from probe.models import ProbeNote

    return ProbeNote


def written(notes, text="Sum", **values):
    return write_draft(notes, find={"text": text}, values={"total": 5, **values})


def test_a_new_row_belongs_to_the_run(here, notes):
    done = written(notes)
    assert (done.outcome, done.entity().action) == ("created", "created")
    assert notes.objects.get().run_id == here
    assert untouched(notes.objects.get())


def test_the_same_again_writes_nothing(here, notes):
    first = written(notes).row
    again = written(notes)
    assert (again.row.pk, again.outcome) == (first.pk, "same")
    assert again.entity().action == "confirmed"
    stored = notes.objects.get()
    assert (stored.updated_at, stored.run_id) == (first.updated_at, here)


def test_a_later_run_brings_its_own_row_up_to_date(here, notes):
    first = written(notes).row
    done = written(notes, total=6)
    assert (done.row.pk, done.outcome, done.entity().action) == (first.pk, "updated", "updated")
    assert notes.objects.get().total == 6


def test_what_a_person_changed_is_kept(here, notes):
    written(notes)
    row = notes.objects.get()
    row.total = 7
    row.save()
    done = written(notes, total=9)
    assert (done.outcome, done.entity()) == ("kept", None)
    assert notes.objects.get().total == 7


def test_what_a_person_made_is_kept(here, notes):
    notes.objects.create(text="Sum", total=1)
    assert written(notes).outcome == "kept"
    assert notes.objects.get().total == 1


def test_a_run_that_fills_further_fields_still_knows_its_row(here, notes):
    write_draft(notes, find={"text": "Sum", "total": 5}, values={})
    done = write_draft(notes, find={"text": "Sum"}, values={"total": 5})
    assert done.outcome == "same"
    assert write_draft(notes, find={"text": "Sum"}, values={"total": "6"}).outcome == "updated"


def test_drafts_that_a_run_no_longer_makes_are_removed(here, notes):
    kept = written(notes, "Kept").row
    written(notes, "Gone")
    written(notes, "Changed")
    notes.objects.filter(text="Changed").update(total=99)
    notes.objects.create(text="Typed", total=1)
    removed = remove_drafts(notes, keep_ids=[kept.pk])
    assert [(one.label, one.action) for one in removed] == [("Gone", "removed")]
    assert set(notes.objects.values_list("text", flat=True)) == {"Kept", "Changed", "Typed"}


def test_only_what_was_asked_for_is_removed(here, notes):
    written(notes, "One")
    written(notes, "Two")
    remove_drafts(notes, keep_ids=[uuid7()], text="Two")
    assert notes.objects.get().text == "One"


def test_another_workspaces_row_is_not_found(here, notes, probe):
    with probe.scope(workspace_id=probe.alder.second_id):
        notes.objects.create(text="Sum", total=1)
    assert written(notes).outcome == "created"


def test_a_scope_without_a_workspace_is_refused(probe, notes):
    with probe.scope(wide=True), pytest.raises(KernelUsageError, match="one workspace"):
        written(notes)


def together(notes, **totals):
    rows = [({"text": text}, {"total": total}) for text, total in totals.items()]
    return [one.outcome for one in write_drafts(notes, rows)]


def test_many_rows_are_written_as_one_by_one(here, notes):
    assert together(notes, a=1, b=2, c=3) == ["created"] * 3
    assert all(untouched(row) and row.run_id == here for row in notes.objects.all())
    assert written(notes, "a", total=1).outcome == "same"


def test_many_rows_are_found_again_and_a_persons_are_kept(here, notes):
    together(notes, a=1, b=2, c=3)
    row = notes.objects.get(text="c")
    row.total = 9
    row.save()
    assert together(notes, a=1, b=5, c=4, d=6) == ["same", "updated", "kept", "created"]
    assert dict(notes.objects.values_list("text", "total")) == {"a": 1, "b": 5, "c": 9, "d": 6}
    assert untouched(notes.objects.get(text="b"))


def test_many_rows_take_as_many_queries_as_a_few(here, notes, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        together(notes, **{f"n{place}": place for place in range(40)})


def test_no_rows_are_none(here, notes):
    assert write_drafts(notes, []) == []
