"""Making facts: a figure with what it was computed from, in one call."""

from __future__ import annotations

from datetime import date

from kernel.core.facts import Fact, Interval, Rows, Unit, Value, input_hash

VERSION = "1"


def fact(
    key: str,
    label: str,
    value: Value,
    unit: Unit,
    formula: str,
    function: str,
    *behind: Fact,
    rows: tuple[Rows, ...] = (),
    interval: tuple[float, float, float] | None = None,
    period: tuple[date, date] | None = None,
    currency: str | None = None,
    inputs: object = None,
) -> Fact:
    """A figure; without rows of its own it has those of the figures `behind` it.

    `interval` is low, high and level; `inputs` what was computed from, for its hash.
    """
    shown = rows or _together(behind)
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=function,
        version=VERSION,
        input_hash=input_hash(
            value if inputs is None else inputs,
            [(row.filters, row.total, row.count) for row in shown],
            [one.input_hash for one in behind],
        ),
        formula=formula,
        rows=shown,
        interval=Interval(*interval) if interval else None,
        period=period,
        currency=currency if unit == "money" else None,
    )


def counted(resource: str, filters: dict[str, str], count: int) -> Rows:
    """Rows that a figure counts, of a table that has nothing to add up."""
    return Rows(resource, filters, "", count, count)


def _together(facts: tuple[Fact, ...]) -> tuple[Rows, ...]:
    rows = [row for one in facts for row in one.rows]
    return tuple(row for n, row in enumerate(rows) if row not in rows[:n])
