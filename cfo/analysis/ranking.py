"""How serious a finding is, and which comes first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from cfo.analysis.values import AnalysisError

Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
SEVERITY_FROM_SHARE = (0.01, 0.05, 0.20)
IMPACT_FROM_SHARE = (0.005, 0.02, 0.08, 0.20)


def severity_of(share: float) -> Severity:
    """From the money at stake in a year over a usual month's costs: below 1 % low, 5 % medium, 20 %
    high.

    `share` is the cautious end of its interval, so that a wide guess does not alarm.
    """
    return SEVERITIES[_step(share, SEVERITY_FROM_SHARE)]


def priority(share: float, severity: Severity, effort: int) -> float:
    """impact x severity / effort: impact 1..5 from the share at stake, severity 1..4, effort 1..5.

    Between 0.2 and 20; rounded to two places.
    """
    if effort not in range(1, 6):
        raise AnalysisError("effort is a whole number from 1 to 5")
    impact = 1 + _step(share, IMPACT_FROM_SHARE)
    return round(impact * (1 + SEVERITIES.index(severity)) / effort, 2)


def ranked(scores: Sequence[tuple[float, float, str]]) -> tuple[int, ...]:
    """The order (indices, first first) of (priority, share at stake, subject).

    Higher priority first, then the larger share, then the subject's alphabet: never the order in
    which the rows came.
    """
    return tuple(
        sorted(range(len(scores)), key=lambda i: (-scores[i][0], -scores[i][1], scores[i][2]))
    )


def _step(share: float, limits: tuple[float, ...]) -> int:
    if not math.isfinite(share):
        raise AnalysisError("a share is a finite number")
    return sum(share >= limit for limit in limits)
