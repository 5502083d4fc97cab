"""Files that are made to be hard to read."""

import time
from contextlib import suppress

import pytest

from kernel.errors import KernelError
from kernel.resources.imports import kind_for, preview

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "head",
    [
        ("(" * 120_000 + "\n") * 3,
        "date,channel," + "[" * 120_000 + "\n",
        "a" * 200_000 + "\n",
        '"' + "a" * 200_000 + "\n",
    ],
)
def test_a_head_that_is_hard_to_read_takes_no_time(cast, head):
    with cast.scope(cast.bob):
        kind, began = kind_for("cmo/metrics"), time.process_time()
        with suppress(KernelError):
            preview(kind, f"{head}2026-01-30,email,3\n".encode(), name="days.csv")
        assert time.process_time() - began < 2
