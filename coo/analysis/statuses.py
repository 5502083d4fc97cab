"""How long something stood in each of its statuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coo.analysis.items import DAY, HOUR
from kernel.core.workhours import WorkHours
from kernel.statistics.values import AnalysisError

Stay = tuple[dt.datetime, str]


@dataclass(frozen=True, slots=True)
class StatusTime:
    """Time in a status over all its stays: `hours` worked, `days` of the calendar."""

    status: str
    hours: float
    days: float
    stays: int


def status_times(
    changes: Sequence[Stay], until: dt.datetime, hours: WorkHours
) -> tuple[StatusTime, ...]:
    """The time in each status from the first change up to `until`, in the order of entering.

    A change is a moment and the status that it led to, in their order; what was changed after
    `until` does not count. Raises AnalysisError where a change comes before the one before it.
    """
    moments = [moment for moment, _ in changes]
    if any(later < earlier for earlier, later in pairwise(moments)):
        raise AnalysisError("the changes are not in their order")
    ends = [*moments[1:], until]
    found: dict[str, list[float]] = {}
    for (begun, status), end in zip(changes, ends, strict=True):
        stop = min(end, until)
        if begun > until:
            continue
        sums = found.setdefault(status, [0.0, 0.0, 0])
        sums[0] += hours.between(begun, stop) / HOUR
        sums[1] += (stop - begun).total_seconds() / DAY
        sums[2] += 1
    return tuple(
        StatusTime(status, worked, days, int(stays))
        for status, (worked, days, stays) in found.items()
    )
