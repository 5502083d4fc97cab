"""What the analysis answers with: findings, the figures in them, and how far the sources reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cmo.analysis.channels import ChannelFigures
from cmo.analysis.ranking import Severity
from cmo.analysis.rows import Evidence, Stage
from cmo.analysis.values import Interval, Shortfall
from kernel.core.windows import Window

VERSION = "1"
MONTH_DAYS = 30

FindingKind = Literal[
    "leak",
    "broken_tracking",
    "spend_spike",
    "drop",
    "channel_loss",
    "channel_down",
    "channel_up",
    "channel_gap",
]
Unit = Literal["money", "fraction", "ratio", "count", "points"]

EFFORTS: dict[FindingKind, int] = {
    "leak": 2,
    "broken_tracking": 1,
    "spend_spike": 1,
    "drop": 2,
    "channel_loss": 2,
    "channel_down": 3,
    "channel_up": 2,
    "channel_gap": 2,
}


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far back each question looks, in days, up to the last day that has rows.

    `leak_days` and `channel_days` are compared with the `reference_days` before them; anomalies
    are reported for `anomaly_days` and judged against `history_days`. `alpha` is the chance of a
    false alarm that each question may take, `level` that of the intervals.
    """

    as_of: date
    leak_days: int = 28
    channel_days: int = 91
    reference_days: int = 182
    anomaly_days: int = 91
    history_days: int = 731
    alpha: float = 0.01
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed number: its unit, limits, the public function behind it and its rows.

    Units: `money` minor units of the finding's currency, `fraction` 0..1, `points` a difference
    of fractions, `ratio` a plain quotient, `count` people, orders or the like (an expectation
    need not be whole).
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
    the headline, by whose interval a rejection is kept. `share` is the part of the workspace's
    orders or revenue of a month at stake at least, 0..1; severity and priority follow from it.
    `impact` is money in minor units of `currency`, for a month of 30 days (for anomalies: for
    their days), None where no one currency can be given to it. `ongoing` is true where the last
    day with data still shows it.
    """

    kind: FindingKind
    subject: str
    window: Window
    channels: tuple[str, ...]
    stage: Stage | None
    currency: str | None
    severity: Severity
    effort: int
    share: float
    priority: float
    impact: Interval | None
    ongoing: bool
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
class Reach:
    """How far a source goes: its first and last day, days in between without a row, days behind."""

    source: str
    first: date
    last: date
    missing: tuple[date, ...]
    behind_days: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answer to all questions, findings in the order of their priority.

    `channels` holds the figures of the current window for each currency (all channels together
    first), `channels_before` those of the equally long window right before it. `answered` names
    the questions that had enough data.
    """

    findings: tuple[Finding, ...]
    channels: tuple[ChannelFigures, ...]
    channels_before: tuple[ChannelFigures, ...]
    reach: tuple[Reach, ...]
    shortfalls: tuple[Shortfall, ...]
    answered: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether at least one question could be answered."""
        return bool(self.answered)
