"""Which sums a row of results has to give, by the kind of its metric."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cro.imports.planning import CLOSE
from cro.models.metric_definition import MetricKind

SUMS = ("sum", "sum_squares")
DENOMINATOR = ("denominator_sum", "denominator_sum_squares", "cross_product")


def faults_of_total(row: dict[str, Any], units: int, kind: str) -> Iterable[tuple[str, str]]:
    """A total is a count of people or, with its standard deviation, a sum; never a ratio."""
    total, mean = row["total"], row.get("per_user")
    if mean is not None and units and abs(mean - total / units) > CLOSE * max(1, abs(mean)):
        yield (
            "per_user",
            "The mean a person is not the total by the people: this is a ratio or a quantile, and "
            "the export lacks its denominator. Send the plain layout with the denominator's sums.",
        )
    elif kind == MetricKind.RATIO:
        yield "total", "A ratio needs its denominator's sums: send the plain layout with them."
    elif kind == MetricKind.PROPORTION:
        if total != total.to_integral_value() or not 0 <= total <= units:
            yield "total", "The metric is a proportion here, and this is no count of its people."
    elif kind == MetricKind.MEAN and row.get("stddev") is None and total != 0:
        yield (
            "stddev",
            "The standard deviation is missing. A mean needs the sum of squares, which is computed "
            "from it.",
        )


def faults_of_sums(row: dict[str, Any], units: int, kind: str) -> Iterable[tuple[str, str]]:
    """A proportion has conversions; a mean its sums; a ratio those of its denominator too."""
    conversions = row.get("conversions")
    if kind == MetricKind.PROPORTION:
        if conversions is None:
            yield "conversions", "A proportion needs its conversions: fill the column Conversions."
        elif conversions < 0:
            yield "conversions", "Conversions are below zero."
        elif conversions > units:
            yield (
                "conversions",
                "More conversions than people: count each person once, or send it as a mean with "
                "its sum of squares.",
            )
        extra = next((name for name in (*SUMS, *DENOMINATOR) if row.get(name) is not None), "")
        if extra:
            yield extra, "A proportion has conversions and no sums: leave the column empty."
        return
    if not kind:
        yield "conversions", "The row holds neither conversions nor sums."
        return
    needed = SUMS if kind == MetricKind.MEAN else (*SUMS, *DENOMINATOR)
    for name in needed:
        if row.get(name) is None:
            words = name.replace("sum_squares", "sum_of_squares").replace("_", " ")
            yield (
                name,
                f"A {kind} needs the column {words.capitalize()}, which is missing or empty.",
            )
    if conversions is not None:
        yield "conversions", f"A {kind} has sums and no conversions: leave the column empty."
    if kind == MetricKind.MEAN and any(row.get(name) is not None for name in DENOMINATOR):
        yield "denominator_sum", "A mean has no denominator: make the metric a ratio."
    if units == 0 and any((row.get(name) or Decimal(0)) != 0 for name in SUMS):
        yield "units", "Nobody was exposed, so nothing can be summed."
