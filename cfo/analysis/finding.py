"""What the analysis of spending answers with: findings, and the figures in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cfo.analysis.recurring import RecurringCharge
from kernel.core.windows import Window
from kernel.statistics.figures import Figure, HasFigures
from kernel.statistics.ranking import Scale, Severity
from kernel.statistics.values import Shortfall

VERSION = "1"

FindingKind = Literal[
    "duplicate_payment",
    "split_payment",
    "price_rise",
    "budget_overrun",
    "unusual_month",
    "unusual_payment",
]

EFFORTS: dict[FindingKind, int] = {
    "duplicate_payment": 1,
    "split_payment": 2,
    "price_rise": 2,
    "budget_overrun": 3,
    "unusual_month": 2,
    "unusual_payment": 1,
}

SCALE = Scale(severity=(0.01, 0.05, 0.20), impact=(0.005, 0.02, 0.08, 0.20))
"""Of the money at stake in a year over a usual month's costs."""


@dataclass(frozen=True, slots=True)
class Finding(HasFigures):
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
