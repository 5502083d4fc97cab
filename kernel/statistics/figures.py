"""The figures in a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kernel.statistics.rows import Evidence
from kernel.statistics.values import Interval

SHARED = frozenset({"rate_change", "rate_interval", "wilson_interval"})
"""Functions of the shared statistics that modules name as those behind a figure."""

Unit = Literal["money", "fraction", "ratio", "count", "points", "days", "hours"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed number: its unit, limits, the public function behind it and its rows.

    Units: `money` minor units of the finding's currency, `fraction` 0..1, `points` a difference
    of fractions, `ratio` a plain quotient, `count` people, orders or rows (an expectation need
    not be whole), `days` days, `hours` hours of working time.
    """

    name: str
    value: float
    unit: Unit
    function: str
    rows: tuple[Evidence, ...]
    low: float | None = None
    high: float | None = None
    level: float | None = None

    @classmethod
    def of(cls, name: str, value: Interval, unit: Unit, function: str, *rows: Evidence) -> Figure:
        """A figure with the limits of its interval."""
        return cls(name, value.estimate, unit, function, rows, value.low, value.high, value.level)


def whole_name(package: str, function: str) -> str:
    """A function's whole name: that of the shared statistics, or else the package's own."""
    return f"{'kernel.statistics' if function in SHARED else package}.{function}"


class HasFigures:
    """What findings of every module share: their figures, the headline first."""

    __slots__ = ()
    figures: tuple[Figure, ...]

    @property
    def headline(self) -> Figure:
        return self.figures[0]

    def figure(self, name: str) -> Figure:
        """The figure of that name; KeyError if the finding has none."""
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)
