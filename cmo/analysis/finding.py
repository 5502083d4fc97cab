"""What the analysis answers with: findings, the figures in them, and how far the sources reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cmo.analysis.channels import ChannelFigures
from cmo.analysis.rows import Stage
from kernel.core.windows import Window
from kernel.statistics.figures import Figure, HasFigures
from kernel.statistics.ranking import Scale, Severity
from kernel.statistics.values import Interval, Shortfall

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

SCALE = Scale(severity=(0.02, 0.10, 0.25), impact=(0.01, 0.03, 0.10, 0.25))
"""Of the share of a month's orders or revenue that is at stake."""


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
class Finding(HasFigures):
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
