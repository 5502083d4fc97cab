"""How serious a finding is, and which comes first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kernel.statistics.values import AnalysisError

Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")


@dataclass(frozen=True, slots=True)
class Scale:
    """From which share at stake on a module speaks of more.

    `severity` are the limits of medium, high and critical, `impact` those of an impact of 2 to 5.
    """

    severity: tuple[float, float, float]
    impact: tuple[float, float, float, float]


def severity_of(share: float, scale: Scale) -> Severity:
    """From the share of the whole that is at stake at least, by the module's scale.

    `share` is the cautious end of its interval, so that a wide guess does not alarm.
    """
    return SEVERITIES[_step(share, scale.severity)]


def priority(share: float, severity: Severity, effort: int, scale: Scale) -> float:
    """impact x severity / effort: impact 1..5 from the share at stake, severity 1..4, effort 1..5.

    Between 0.2 and 20; rounded to two places.
    """
    if effort not in range(1, 6):
        raise AnalysisError("effort is a whole number from 1 to 5")
    impact = 1 + _step(share, scale.impact)
    return round(impact * (1 + SEVERITIES.index(severity)) / effort, 2)


def ranked(scores: Sequence[tuple[float, float, str]]) -> tuple[int, ...]:
    """The order (indices, first first) of (priority, share at stake, subject).

    Higher priority first, then the larger share, then the subject's alphabet: never the order in
    which the rows came.
    """
    return tuple(
        sorted(range(len(scores)), key=lambda i: (-scores[i][0], -scores[i][1], scores[i][2]))
    )


def _step(share: float, limits: Sequence[float]) -> int:
    if not math.isfinite(share):
        raise AnalysisError("a share is a finite number")
    return sum(share >= limit for limit in limits)
