"""What the analysis of spending answers with: findings, and the figures in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cfo.analysis.ranking import Severity
from cfo.analysis.recurring import RecurringCharge
from cfo.analysis.rows import Evidence, Window
from cfo.analysis.values import Interval, Shortfall

VERSION = "1"

FindingKind = Literal[
    "duplicate_payment",
    "split_payment",
    "price_rise",
    "budget_overrun",
    "unusual_month",
    "unusual_payment",
]
Unit = Literal["money", "fraction", "ratio", "count", "days"]

EFFORTS: dict[FindingKind, int] = {
    "duplicate_payment": 1,
    "split_payment": 2,
    "price_rise": 2,
    "budget_overrun": 3,
    "unusual_month": 2,
    "unusual_payment": 1,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed number: its unit, limits, the public function behind it and its rows.

    Units: `money` minor units of the finding's currency, `fraction` 0..1, `ratio` a plain
    quotient, `count` a number of rows, `days` days.
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


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to act on.

    `subject` names it for good (the same finding tomorrow has the same one). The first figure is
    the headline. `saving` is what acting on it saves or gets back in a year, in minor units; 0
    where nothing is saved. `share` is the cautious end of the money at stake over a usual
    month's costs; severity and priority follow from it.
    """

    kind: FindingKind
    subject: str
    window: Window
    payee: str
    category: str
    currency: str
    severity: Severity
    effort: int
    share: float
    priority: float
    saving: int
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


@dataclass(frozen=True, slots=True)
class SpendAnalysis:
    """Findings by priority, recurring charges by yearly cost, and what could not be asked.

    `savings` orders the findings (their indices) that save money by how much they save.
    """

    findings: tuple[Finding, ...]
    savings: tuple[int, ...]
    recurring: tuple[RecurringCharge, ...]
    monthly_cost: tuple[tuple[str, int], ...]
    shortfalls: tuple[Shortfall, ...]
    answered: tuple[str, ...]
