"""Places are few, given back, and end by themselves."""

from __future__ import annotations

import pytest

from kernel.errors import KernelError
from kernel.limits.places import take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two(settings):
    settings.PLACES = {"follow": 2}


def test_a_place_too_many_is_refused_until_one_is_left():
    first = take("follow", "mara", seconds=30)
    take("follow", "mara", seconds=30)
    with pytest.raises(KernelError) as refused:
        take("follow", "mara", seconds=30)
    assert (refused.value.code, refused.value.status) == ("rate_limited", 429)
    assert refused.value.headers["Retry-After"]
    first.leave()
    first.leave()
    assert take("follow", "mara", seconds=30).key


def test_one_persons_places_are_not_anothers():
    for _ in range(2):
        take("follow", "mara", seconds=30)
    assert take("follow", "oda", seconds=30).key


def test_a_place_that_nobody_leaves_ends_by_itself():
    for _ in range(2):
        take("follow", "mara", seconds=0)
    assert take("follow", "mara", seconds=30).key


def test_without_the_store_nobody_is_kept_out(monkeypatch):
    class Down:
        def add(self, *_, **__):
            raise OSError("down")

    monkeypatch.setattr("kernel.limits.places.caches", {"counters": Down()})
    assert take("follow", "mara", seconds=30).key == ""
