"""The counter store: every change one atomic statement, shared by all, in autocommit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.db import connections, transaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return caches["counters"]


def test_it_adds_once_and_counts(store):
    assert store.add("a", 1, 60) is True
    assert store.add("a", 5, 60) is False
    assert store.incr("a") == 2
    assert store.incr("a", 3) == 5
    assert store.get("a") == 5
    assert store.decr("a") == 4


def test_it_knows_no_counter_that_was_never_added_or_is_over(store):
    with pytest.raises(ValueError, match="no counter"):
        store.incr("never")
    store.add("over", 1, 0)
    with pytest.raises(ValueError, match="no counter"):
        store.incr("over")
    assert store.get("over", "nothing") == "nothing"
    assert store.add("over", 7, 60) is True
    assert store.get("over") == 7


def test_it_sets_touches_deletes_and_clears(store):
    store.set("a", 3, None)
    assert store.touch("a", 60) is True
    assert store.touch("b", 60) is False
    assert store.delete("a") is True
    assert store.delete("a") is False
    store.set("c", 1)
    store.clear()
    assert store.get("c") is None


@pytest.mark.parametrize("value", ["1", 1.0, True, None])
def test_it_keeps_whole_numbers_only(store, value):
    with pytest.raises(TypeError):
        store.set("a", value)


def test_a_count_outlives_the_rollback_of_the_request(store):
    with transaction.atomic():
        store.add("a", 1, 60)
        store.incr("a")
        transaction.set_rollback(True)
    assert store.get("a") == 2


def test_two_thousand_increments_by_many_threads_count_two_thousand(store):
    store.add("a", 0, 60)

    def fifty(_):
        for _ in range(50):
            store.incr("a")

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(fifty, range(40)))
    assert store.get("a") == 2000


def test_it_sweeps_what_is_over(store, monkeypatch):
    monkeypatch.setattr("random.randrange", lambda _: 0)
    store.add("old", 1, 0)
    store.add("new", 1, 60)
    with connections["cache"].pool.connection() as connection:
        keys = [row[0] for row in connection.execute("SELECT key FROM counters")]
    assert keys == [":1:new"]
