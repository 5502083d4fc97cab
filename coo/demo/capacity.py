"""The hours that the demo company's people have for this work."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from coo.demo.company import SHIPPING, Company
from coo.demo.shapes import DemoCapacity, DemoTask

USED = 0.7
SINCE_DAYS = 365
LESS = 3


def capacity(
    tasks: list[DemoTask], company: Company, first: date, last: date
) -> tuple[DemoCapacity, ...]:
    """Enough a week that the two years' tasks take about `USED` of it; one person has had
    `LESS` hours more for the last year only."""
    asked: Counter[str] = Counter()
    for task in tasks:
        if task.status != "cancelled":
            asked[task.team] += int(task.estimate_hours * 4)
    weeks = ((last - first).days + 1) / 7
    rows = []
    for team, (one, other) in company.people:
        hours = max(float(round(asked[team] / 4 / 2 / weeks / USED)), 2.0)
        raised = last - timedelta(days=SINCE_DAYS)
        if team == SHIPPING:
            rows.append(DemoCapacity(one, "person", hours - LESS, first, raised))
            rows.append(DemoCapacity(one, "person", hours, raised + timedelta(days=1), None))
        else:
            rows.append(DemoCapacity(one, "person", hours, first, None))
        rows.append(DemoCapacity(other, "person", hours, first, None))
    return tuple(rows)
