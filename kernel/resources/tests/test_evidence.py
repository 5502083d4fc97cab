"""The rows behind a figure are the list's own, and add up to it."""

import pytest
from django.test import Client

from kernel.core.facts import Rows
from kernel.errors import KernelError
from kernel.resources.evidence import behind, path_of
from kernel.resources.tests.marketing import MetricsSnapshot

pytestmark = pytest.mark.django_db

FILTERS = {"channel": "email", "date__gte": "2026-01-01", "date__lte": "2026-01-31"}


@pytest.fixture
def days(cast):
    with cast.scope(cast.bob):
        for day, channel, cost in (("01-05", "email", 100), ("01-06", "email", 250),
                                   ("02-01", "email", 999), ("01-05", "search", 7)):  # fmt: skip
            MetricsSnapshot.objects.create(
                date=f"2026-{day}", channel=channel, cost=cost, currency="EUR"
            )


@pytest.fixture
def inside(days, cast):
    with cast.scope(cast.bob):
        yield


def named(total=350, count=2, **more):
    return Rows("cmo/metrics-snapshots", {**FILTERS, **more}, "cost", total, count)


def test_it_finds_the_rows_and_their_sum(inside):
    found = behind(named())
    assert (found.count, found.total, found.changed) == (2, 350, False)
    assert sorted(row.cost for row in found.rows) == [100, 250]


def test_it_says_when_rows_changed_since(inside):
    assert behind(named(total=351)).changed
    assert behind(named(count=3)).changed
    MetricsSnapshot.objects.filter(cost=250).update(cost=260)
    assert behind(named()).changed


def test_the_list_that_it_opens_shows_these_rows_and_their_sum(days, cast):
    client = Client()
    client.force_login(cast.bob)
    page = client.get(path_of(named())).content.decode()
    assert page.count('<tr class="row"') == 2
    assert "of these 2 daily metrics: €3.50" in page


def test_it_refuses_a_column_that_has_no_sum(days, cast):
    client = Client()
    client.force_login(cast.bob)
    answer = client.get("/cmo/metrics-snapshots/?sum=channel")
    assert answer.status_code == 400
    assert "sum takes these" in answer.content.decode()


def test_who_may_not_read_the_module_sees_no_rows(cast):
    with cast.scope(cast.fay), pytest.raises(KernelError) as caught:
        behind(named())
    assert caught.value.code == "role_not_allowed"


def test_a_resource_without_a_list_or_a_filter_that_is_gone_is_named(inside):
    with pytest.raises(KernelError) as caught:
        behind(Rows("cmo/nothing", {}, "cost", 0, 0))
    assert caught.value.code == "not_found"
    with pytest.raises(KernelError) as caught:
        behind(named(nothing="1"))
    assert caught.value.code == "unknown_parameter"


def test_rows_are_counted_where_a_figure_names_no_column(inside):
    rows = Rows("cmo/metrics-snapshots", FILTERS, "", 2, 2)
    found = behind(rows)
    assert (found.count, found.total, found.changed) == (2, 2, False)
    assert "sum=" not in path_of(rows)
    MetricsSnapshot.objects.filter(cost=250).delete()
    assert behind(rows).changed
