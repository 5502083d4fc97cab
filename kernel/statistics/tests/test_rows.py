"""Evidence names the same rows in whatever order they came, and adds them up exactly."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kernel.core.windows import Window
from kernel.statistics.rows import DatedRows, Evidence, days_of, texts_of

JANUARY = Window(date(2026, 1, 1), date(2026, 1, 31))


@dataclass(frozen=True)
class Parcels(DatedRows):
    van: NDArray[np.object_]
    weight: NDArray[np.int64] | NDArray[np.float64]


def parcels(*records: tuple[str, str | None, float]) -> Parcels:
    rows = [{"date": date.fromisoformat(day), "van": van} for day, van, _ in records]
    return Parcels(days_of(rows), texts_of(rows, "van"), np.array([one[2] for one in records]))


def evidence(rows: Parcels) -> Evidence:
    return rows.evidence_of("parcels", JANUARY, (), "weight", ("van",))


def test_the_digest_is_the_same_in_any_order() -> None:
    records = [("2026-01-03", "a", 4), ("2026-01-03", "b", 4), ("2026-01-02", None, 1)]
    assert evidence(parcels(*records)) == evidence(parcels(*reversed(records)))


def test_another_van_is_another_digest() -> None:
    one, other = parcels(("2026-01-03", "a", 4)), parcels(("2026-01-03", "b", 4))
    assert evidence(one).digest != evidence(other).digest


def test_whole_numbers_are_added_up_exactly() -> None:
    rows = parcels(("2026-01-03", "a", 2**53), ("2026-01-04", "a", 1), ("2026-01-05", "a", 1))
    assert evidence(rows).total == 2**53 + 2


def test_what_is_missing_counts_as_a_row_and_adds_nothing() -> None:
    found = evidence(parcels(("2026-01-03", "a", 2.0), ("2026-01-04", "a", float("nan"))))
    assert (found.count, found.total) == (2, 2)


def test_a_window_holds_both_its_ends() -> None:
    rows = parcels(("2025-12-31", "a", 1), ("2026-01-01", "a", 1), ("2026-01-31", "a", 1))
    assert len(rows.within(JANUARY)) == 2
    assert rows.last_day(date(2026, 1, 30)) == date(2026, 1, 1)
    assert rows.last_day(date(2025, 1, 1)) is None
