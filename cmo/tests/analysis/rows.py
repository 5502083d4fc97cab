"""Builders of rows for tests of the analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.demo import DemoWorkspace

FIRST = date(2025, 1, 6)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def metric(number: int, channel: str = "search", **columns: Any) -> dict[str, Any]:
    usual = {
        "impressions": 4000,
        "clicks": 200,
        "sessions": 180,
        "conversions": 30,
        "cost": 10_000,
        "revenue": 90_000,
        "currency": "EUR",
        "campaign": None,
    }
    return {**usual, "channel": channel, "date": day(number), **columns}


def steady(
    days: int,
    channel: str = "search",
    change: Callable[[int, dict[str, Any]], dict[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Days that breathe a little, in a fixed pattern; `change` may alter a day's columns."""
    records = []
    for number in range(days):
        breath = 1 + ((number * 37 + len(channel) * 11) % 23 - 11) / 200
        record = metric(number, channel)
        for column in ("impressions", "clicks", "cost"):
            record[column] = round(record[column] * breath)
        tick = 1 + ((number * 29 + len(channel) * 5) % 19 - 9) / 300
        for column in ("sessions", "conversions", "revenue"):
            record[column] = round(record[column] * breath * tick)
        records.append(change(number, record) if change else record)
    return records


def count(number: int, stage: str, entered: int, advanced: int) -> dict[str, Any]:
    return {"date": day(number), "stage": stage, "entered": entered, "advanced": advanced}


def of_workspace(
    workspace: DemoWorkspace,
) -> tuple[MetricRows, FunnelRows, tuple[Stage, ...]]:
    """A demo workspace as the analysis reads it."""
    counts = [
        {
            "stage": f"{row.funnel}/{row.stage}",
            "date": row.date,
            "entered": row.entered,
            "advanced": row.advanced,
        }
        for row in workspace.funnel_counts
    ]
    stages = tuple(
        Stage(
            key=f"{funnel.name}/{stage.name}",
            name=stage.name,
            funnel=funnel.name,
            position=stage.position,
            target_rate=float(stage.target_conversion_rate),
        )
        for funnel in workspace.funnels
        for stage in funnel.stages
    )
    metrics = MetricRows.of(asdict(row) for row in workspace.metrics)
    return metrics, FunnelRows.of(counts), stages
