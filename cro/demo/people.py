"""The people of one experiment, one by one, and their sums by day, arm and segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from cro.demo.company import (
    BASKET_VALUE,
    BASKETS,
    HELP,
    HELP_RATE,
    LOYAL,
    LOYAL_BEFORE,
    LOYAL_ORDERS,
    ORDERS,
    OTHER_BEFORE,
    OTHER_ORDERS,
    REVENUE,
    SEGMENTS,
    SHARES,
)
from cro.demo.shapes import DemoMetric
from kernel.statistics.draws import MILLION, Draws, Ints

MILLE = 1000


@dataclass(frozen=True, slots=True)
class Lossy:
    """Arm `arm` keeps `kept` per mille of segment `segment` from day number `since` on."""

    arm: int
    segment: int
    since: int
    kept: int


@dataclass(frozen=True, slots=True)
class People:
    """One entry a person: day, arm and segment number, orders 0 or 1, value, value before."""

    day: Ints
    arm: Ints
    segment: Ints
    orders: Ints
    value: Ints
    before: Ints
    helped: Ints

    def of_segment(self, segment: int) -> People:
        """Those of one segment."""
        inside = self.segment == segment
        return People(*(getattr(self, name)[inside] for name in self.__slots__))


def draw_people(
    draws: Draws,
    exposed: Ints,
    weights: tuple[int, ...],
    rate: int,
    lifts: Ints,
    lossy: Lossy | None = None,
) -> People:
    """`exposed` people a day in arms by `weights` (per mille).

    `rate` is how many of a million order without a change, `lifts` by arm and segment how much
    more, in per mille.
    """
    count = int(exposed.sum())
    day = np.repeat(np.arange(len(exposed)), exposed)
    arm = _picked(draws, weights, count)
    segment = _picked(draws, SHARES, count)
    loyal = _hit(draws, np.full(count, LOYAL), MILLE)
    usual = rate * np.where(loyal, LOYAL_ORDERS, OTHER_ORDERS) // MILLE
    orders = _hit(draws, usual * (MILLE + lifts[arm, segment]) // MILLE, MILLION)
    again = _hit(draws, np.where(loyal, LOYAL_BEFORE, OTHER_BEFORE), MILLE)
    helped = _hit(draws, np.full(count, HELP_RATE), MILLION)
    value, before = (_basket(draws, count) * bought for bought in (orders, again))
    kept = np.ones(count, dtype=bool)
    if lossy is not None:
        touched = (arm == lossy.arm) & (segment == lossy.segment) & (day >= lossy.since)
        kept = ~touched | _hit(draws, np.full(count, lossy.kept), MILLE)
    columns = (day, arm, segment, orders.astype(np.int64), value, before, helped.astype(np.int64))
    return People(*(column[kept] for column in columns))


def _picked(draws: Draws, shares: tuple[int, ...], count: int) -> Ints:
    drawn = draws.below(np.full(count, MILLE))
    picked: Ints = (drawn[:, None] >= np.cumsum(shares)[None, :-1]).sum(axis=1)
    return picked


def _hit(draws: Draws, chances: Ints, of: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    hit: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        draws.below(np.full(chances.shape, of)) < chances
    )
    return hit


def _basket(draws: Draws, count: int) -> Ints:
    picked: Ints = np.array(BASKETS)[draws.below(np.full(count, len(BASKETS)))]
    return picked


def metric_rows(
    people: People, keys: tuple[str, ...], dates: tuple[date, ...], wanted: tuple[str, ...],
    segments: bool,
) -> tuple[DemoMetric, ...]:  # fmt: skip
    """A row a day, arm and metric; with `segments` also the first metric's rows of each segment."""
    rows = list(_rows(people, keys, dates, wanted))
    if segments:
        for number, segment in enumerate(SEGMENTS):
            part = people.of_segment(number)
            rows += [
                replace(row, segment=segment.name) for row in _rows(part, keys, dates, wanted[:1])
            ]
    return tuple(rows)


def _rows(
    people: People, keys: tuple[str, ...], dates: tuple[date, ...], wanted: tuple[str, ...]
) -> Iterator[DemoMetric]:
    place = people.day * len(keys) + people.arm

    def total(values: Ints) -> list[int]:
        sums = np.zeros(len(dates) * len(keys), dtype=np.int64)
        np.add.at(sums, place, values)
        return sums.tolist()

    units = total(np.ones_like(people.day))
    value, squares = total(people.value), total(people.value**2)
    orders = total(people.orders)
    columns = {
        ORDERS: {"conversions": orders},
        HELP: {"conversions": total(people.helped)},
        REVENUE: {
            "sum": value,
            "sum_squares": squares,
            "pre_sum": total(people.before),
            "pre_sum_squares": total(people.before**2),
            "pre_cross_product": total(people.before * people.value),
        },
        BASKET_VALUE: {
            "sum": value,
            "sum_squares": squares,
            "denominator_sum": orders,
            "denominator_sum_squares": orders,
            "cross_product": value,
        },
    }
    for metric in wanted:
        for at, day in enumerate(dates):
            for number, key in enumerate(keys):
                here = at * len(keys) + number
                if units[here]:
                    further = {name: column[here] for name, column in columns[metric].items()}
                    yield DemoMetric(key, metric, None, day, units[here], **further)
