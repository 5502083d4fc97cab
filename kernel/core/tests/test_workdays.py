"""Working days: weekends and holidays are stepped over, in both directions."""

from __future__ import annotations

import datetime as dt

from kernel.core.workdays import WorkDays

FRIDAY = dt.date(2026, 4, 3)
SATURDAY, TUESDAY, THURSDAY = dt.date(2026, 4, 4), dt.date(2026, 4, 7), dt.date(2026, 4, 2)
EASTER = (FRIDAY, dt.date(2026, 4, 6))


def test_weekends_and_holidays_are_stepped_over() -> None:
    days = WorkDays.of((1, 2, 3, 4, 5), EASTER)
    assert days.on_or_after(SATURDAY) == TUESDAY
    assert days.on_or_before(SATURDAY) == THURSDAY
    assert days.on_or_after(TUESDAY) == TUESDAY
    assert not days.works(FRIDAY)


def test_a_week_may_begin_on_sunday() -> None:
    days = WorkDays.of((7, 1, 2, 3, 4))
    assert days.on_or_after(FRIDAY) == dt.date(2026, 4, 5)


def test_nobody_who_works_on_no_day_is_kept_waiting() -> None:
    assert WorkDays.of(()).works(THURSDAY)
    off = WorkDays.of((4,), tuple(THURSDAY + dt.timedelta(days=7 * n) for n in range(20)))
    assert off.on_or_after(THURSDAY) == THURSDAY
