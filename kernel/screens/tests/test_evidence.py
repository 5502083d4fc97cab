"""The evidence drawer writes rows in their own units, on their own days."""

import datetime as dt

import pytest
from django.apps import apps

from kernel.core.facts import Fact, Rows
from kernel.formats import Notation
from kernel.screens import evidence

pytestmark = pytest.mark.django_db

LATE = dt.datetime(2026, 1, 5, 23, 30, tzinfo=dt.UTC)
BERLIN = Notation(currency="EUR", zone="Europe/Berlin")


@pytest.fixture
def inside(cast):
    with cast.scope(cast.bob):
        yield


def contact(**values):
    wanted = {"person_key": "p1", "channel": "email", "at": LATE}
    return apps.get_model("cmo", "Touchpoint").objects.create(**{**wanted, **values})


def shown(resource, column, total, count, currency="EUR"):
    rows = (Rows(f"cmo/{resource}", {}, column, total, count),)
    fact = Fact(
        "value", "Value", total, "money", function="cmo.analysis.attribute", version="1",
        input_hash="0" * 64, formula="All added up.", rows=rows, currency=currency,
    )  # fmt: skip
    return evidence.drawer(fact, BERLIN)


def test_money_is_what_its_field_says_is_money(inside):
    contact(converted_at=LATE, value=1250, currency="EUR")
    drawn = shown("touchpoints", "value", 1250, 1)
    assert (drawn["rows"][0]["amount"], drawn["sum"]) == ("€12.50", "€12.50")


def test_a_row_is_written_in_its_own_currency(inside):
    contact(converted_at=LATE, value=1250, currency="CHF")
    assert "CHF" in shown("touchpoints", "value", 1250, 1)["rows"][0]["amount"]


def test_a_count_is_no_money_though_the_figure_is(inside):
    apps.get_model("cmo", "MetricsSnapshot").objects.create(
        date="2026-01-05", channel="email", clicks=1250, currency="EUR"
    )
    assert shown("metrics-snapshots", "clicks", 1250, 1)["rows"][0]["amount"] == "1,250"


def test_a_row_with_a_time_alone_stands_on_that_day_by_the_workspaces_clock(inside):
    contact(converted_at=LATE, value=1250, currency="EUR")
    assert shown("touchpoints", "value", 1250, 1)["rows"][0]["date"] == BERLIN.day(
        dt.date(2026, 1, 6)
    )


def test_a_figure_made_of_several_lists_stands_under_their_totals(inside):
    snapshots = apps.get_model("cmo", "MetricsSnapshot").objects
    snapshots.create(date="2026-01-05", channel="email", cost=500, revenue=1600, currency="CHF")
    lists = tuple(
        Rows("cmo/metrics-snapshots", {"currency": "CHF"}, column, total, 1)
        for column, total in (("revenue", 1600), ("cost", 500))
    )
    fact = Fact(
        "roas", "ROAS", 3.2, "ratio", function="cmo.analysis.roas", version="1",
        input_hash="0" * 64, formula="Revenue divided by spend.", rows=lists,
    )  # fmt: skip
    drawn = evidence.drawer(fact, BERLIN)
    assert [row["amount"] for row in drawn["rows"]] == ["CHF\xa016.00", "CHF\xa05.00"]
    assert (drawn["unit"], drawn["sum"]) == ("ROAS", drawn["value"])


def test_rows_that_are_counted_count_one_each(inside):
    contact()
    contact(person_key="p2")
    drawn = shown("touchpoints", "", 2, 2)
    assert [row["amount"] for row in drawn["rows"]] == ["1", "1"]
    assert (drawn["unit"], drawn["sum"]) == ("Rows", "2")
