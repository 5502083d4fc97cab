"""The sample files that a new company may import to see the product at work.

Plain layout: one header line, commas, UTF-8, ISO days, money in units with a point before the
cents, counts as whole numbers.

`metrics.csv`: date, channel, impressions, clicks, sessions, conversions, cost, revenue, currency;
one row a channel and day. `funnel_counts.csv`: date, funnel, stage, position, entered, advanced;
one row a stage and day, `advanced` of those who `entered` on that day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta

from cmo.demo import AS_OF, SEED, DemoWorkspace, build

SAMPLE_DAYS = 210
SAMPLE_SEED = SEED + 7
METRICS_HEADER = (
    "date",
    "channel",
    "impressions",
    "clicks",
    "sessions",
    "conversions",
    "cost",
    "revenue",
    "currency",
)
COUNTS_HEADER = ("date", "funnel", "stage", "position", "entered", "advanced")


def sample_files() -> dict[str, str]:
    """The content of each sample file by its name."""
    workspace = build(SAMPLE_SEED).workspaces[0]
    return {"metrics.csv": _metrics(workspace), "funnel_counts.csv": _counts(workspace)}


def _metrics(workspace: DemoWorkspace) -> str:
    first = AS_OF - timedelta(days=SAMPLE_DAYS - 1)
    rows = sorted(
        (row for row in workspace.metrics if row.date >= first),
        key=lambda row: (row.date, row.channel),
    )
    return _csv(
        METRICS_HEADER,
        (
            (
                row.date,
                row.channel,
                row.impressions,
                row.clicks,
                row.sessions,
                row.conversions,
                _money(row.cost),
                _money(row.revenue),
                row.currency,
            )
            for row in rows
        ),
    )


def _counts(workspace: DemoWorkspace) -> str:
    first = AS_OF - timedelta(days=SAMPLE_DAYS - 1)
    positions = {
        (funnel.name, stage.name): stage.position
        for funnel in workspace.funnels
        for stage in funnel.stages
    }
    rows = sorted(
        (row.date, row.funnel, positions[row.funnel, row.stage], row.stage, row)
        for row in workspace.funnel_counts
        if row.date >= first
    )
    return _csv(
        COUNTS_HEADER,
        (
            (day, funnel, stage, position, row.entered, row.advanced)
            for day, funnel, position, stage, row in rows
        ),
    )


def _money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
