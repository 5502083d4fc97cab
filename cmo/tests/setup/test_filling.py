"""Rows that a person and an agent fill together."""

from __future__ import annotations

import pytest

from cmo.models import BrandProfile
from kernel.runs.drafts import untouched
from kernel.runs.filling import drafted_names, write_or_fill

pytestmark = pytest.mark.django_db
VALUES = {"name": "Alder", "tagline": "Fresh", "mission": "", "values": ["care"], "competitors": []}


def written(values):
    row = BrandProfile.objects.first()
    done, names = write_or_fill(BrandProfile, row, find={}, values=values)
    return done.outcome, sorted(names), BrandProfile.objects.get()


def test_a_first_draft_says_which_fields_it_filled(cast):
    with cast.scope():
        outcome, names, row = written(VALUES)
        assert (outcome, names) == ("created", ["name", "tagline", "values"])
        assert untouched(row)


def test_an_own_draft_keeps_what_the_next_run_does_not_know(cast):
    with cast.scope():
        written(VALUES)
        outcome, names, row = written({**VALUES, "tagline": "", "mission": "To roast"})
        assert (outcome, names) == ("updated", ["mission"])
        assert (row.tagline, row.mission, untouched(row)) == ("Fresh", "To roast", True)
        assert written({**VALUES, "mission": "To roast"})[0] == "same"


def test_of_a_persons_row_only_empty_fields_are_filled(cast):
    with cast.scope():
        written(VALUES)
        row = BrandProfile.objects.get()
        row.tagline = "Ours"
        row.save()
        outcome, names, row = written({**VALUES, "mission": "To roast", "values": ["speed"]})
        assert (outcome, names) == ("updated", ["mission"])
        assert (row.tagline, row.mission, row.values) == ("Ours", "To roast", ["care"])
        assert not untouched(row)
        assert written({**VALUES, "mission": "Other"})[:2] == ("kept", [])


def test_a_row_without_a_run_has_no_name_of_an_agents(cast):
    with cast.scope():
        row = BrandProfile.objects.create(name="By hand")
        assert drafted_names([row]) == {}
