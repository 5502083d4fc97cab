"""Change the input in a known way: exactly the figures that depend on it change, as theory says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from functools import cache
from uuid import NAMESPACE_URL, uuid5

import numpy as np
import pytest

from cmo.analysis.finding import Horizon
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.demo import AS_OF, build
from cmo.optimization.book import facts_of
from cmo.optimization.workbook import Workbook
from cmo.selectors import CampaignShares, ChannelShare, FunnelStages


def key(name):
    return uuid5(NAMESPACE_URL, name)


@cache
def workbook():
    """The loud demo workspace as the analyst reads it."""
    data = build().workspaces[0]
    metrics = MetricRows.of(
        {**_plain(row), "campaign": str(key(row.campaign)) if row.campaign else None}
        for row in data.metrics
    )
    counts = FunnelRows.of(
        {**_plain(row), "stage": str(key(row.stage))} for row in data.funnel_counts
    )
    funnels = tuple(
        FunnelStages(
            key(funnel.name),
            funnel.name,
            tuple(
                Stage(
                    str(key(one.name)),
                    one.name,
                    funnel.name,
                    one.position,
                    float(one.target_conversion_rate),
                )
                for one in funnel.stages
            ),
        )
        for funnel in data.funnels
    )
    campaigns = tuple(
        CampaignShares(
            key(one.name),
            one.name,
            one.budget,
            data.currency,
            tuple(
                ChannelShare(key(one.name + c.channel), c.channel, Decimal(c.budget_share))
                for c in one.channels
            ),
        )
        for one in data.campaigns
        if one.status == "active"
    )
    return Workbook(metrics, counts, funnels, campaigns, Horizon(AS_OF))


def _plain(row):
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}


def with_metrics(metrics):
    return dataclasses.replace(workbook(), metrics=metrics)


@cache
def facts():
    return facts_of(workbook())


DOUBLED = (
    "revenue",
    "roas",
    "weak_roas",
    "strong_roas",
    "revenue_month",
    "order_value",
    "lost_revenue_month",
    "revenue_missing",
    "revenue_observed",
    "revenue_usual",
    "roas_with",
    "roas_without",
    "roas_gain",
)


def test_twice_the_revenue_doubles_what_is_made_of_revenue_and_nothing_else():
    metrics = workbook().metrics
    before = facts()
    after = facts_of(with_metrics(dataclasses.replace(metrics, revenue=metrics.revenue * 2)))
    assert set(after.facts) == set(before.facts)
    for fact in before:
        now, factor = after[fact.key], 2 if fact.key.rpartition(".")[2] in DOUBLED else 1
        if isinstance(fact.value, int | float):
            slack = 1 if fact.unit in ("money", "count") else 0
            assert now.value == pytest.approx(fact.value * factor, rel=1e-9, abs=slack), fact.key
        else:
            assert now.value == fact.value
        if fact.interval is not None:
            limits = (fact.interval.low * factor, fact.interval.high * factor)
            assert (now.interval.low, now.interval.high) == pytest.approx(limits, rel=1e-6)


def test_the_order_of_the_rows_changes_nothing():
    metrics = workbook().metrics
    shuffled = np.random.default_rng(7).permutation(len(metrics))
    after = facts_of(with_metrics(metrics.where(shuffled)))
    assert after.as_json() == facts().as_json()


def test_one_row_changes_exactly_the_figures_that_name_it():
    metrics = workbook().metrics
    day, channel = dt.date(2026, 1, 12), "display"
    at = np.flatnonzero((metrics.date == np.datetime64(day, "D")) & (metrics.channel == channel))
    revenue = metrics.revenue.copy()
    revenue[at] += 100
    before, after = facts(), facts_of(with_metrics(dataclasses.replace(metrics, revenue=revenue)))
    naming = {fact.key for fact in before if any(names(rows, day, channel) for rows in fact.rows)}
    changed = {fact.key for fact in before if after[fact.key].input_hash != fact.input_hash}
    assert naming
    assert changed == naming
    assert after["channel.eur.revenue"].value - before["channel.eur.revenue"].value == 100
    same = {fact.key for fact in before if after[fact.key].value == fact.value}
    assert set(before.facts) - same <= naming


def names(rows, day, channel):
    """Whether a figure's rows hold the revenue of that day and channel."""
    if rows.column != "revenue":
        return False
    channels = rows.filters.get("channel__in", rows.filters.get("channel", channel)).split(",")
    first = dt.date.fromisoformat(rows.filters["date__gte"])
    last = dt.date.fromisoformat(rows.filters["date__lte"])
    return channel in channels and first <= day <= last
