"""Change the input in a known way: exactly the figures that depend on it change, as theory says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import cache
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from cmo.analysis.attribution import Touch
from cmo.analysis.finding import Horizon
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.attribution import LOOKBACK, RULES, Contact, Contacts
from cmo.demo import AS_OF, build
from cmo.optimization.book import facts_of
from cmo.optimization.workbook import Workbook
from cmo.selectors import CampaignShares, ChannelShare, FunnelStages
from kernel.core.windows import Window


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
    "next_unit",
    "average_unit",
    "other_unit",
    "gain_month",
)
SATURATION = "saturation.eur.paid_social"


def test_twice_the_spend_halves_what_a_unit_of_it_brings_and_no_channel_is_fuller() -> None:
    metrics = workbook().metrics
    before = facts()
    after = facts_of(with_metrics(dataclasses.replace(metrics, cost=metrics.cost * 2)))
    factors = {
        "saturation": 1,
        "next_unit": 0.5,
        "average_unit": 0.5,
        "other_unit": 0.5,
        "spend_month": 2,
        "moved_month": 2,
        "gain_month": 1,
    }
    told = {fact.key.rpartition(".")[2] for fact in before if fact.key.startswith(SATURATION)}
    assert told == set(factors)
    for name, factor in factors.items():
        was, now = before[f"{SATURATION}.{name}"], after[f"{SATURATION}.{name}"]
        slack = 2 if was.unit == "money" else 0
        assert now.value == pytest.approx(was.value * factor, rel=1e-6, abs=slack), name


def test_a_day_before_the_present_moves_the_curve_and_not_the_present_spend() -> None:
    """Spend and average are those of the present days; what moves is the most that may."""
    metrics = workbook().metrics
    at = (metrics.date == np.datetime64("2025-03-03", "D")) & (metrics.channel == "paid_social")
    revenue = np.where(at, metrics.revenue * 3, metrics.revenue)
    after = facts_of(with_metrics(dataclasses.replace(metrics, revenue=revenue)))
    changed = {
        fact.key.rpartition(".")[2]
        for fact in facts()
        if fact.key.startswith(SATURATION) and after[fact.key].value != fact.value
    }
    assert changed == {"saturation", "next_unit", "gain_month"}


@cache
def credited():
    return facts_of(followed(contacts()))


def followed(found):
    """The workbook with contacts in place of those of the demo."""
    return dataclasses.replace(workbook(), contacts=found)


@cache
def contacts():
    """The demo's touchpoints of its last 91 days, and 30 before."""
    window = Window.ending(AS_OF, 91)
    begins, ends = window.instants(ZoneInfo("UTC"))
    since = begins - dt.timedelta(days=LOOKBACK)
    rows = tuple(
        Contact(
            key(f"{one.person_key}{one.at}"),
            Touch(one.person_key, one.channel, one.at, one.converted_at, one.value),
            one.currency,
        )
        for one in build().workspaces[0].touchpoints
        if since <= one.at < ends
    )
    return Contacts(begins, ends, LOOKBACK, rows)


def credits_of(book, rule):
    start = f"credit.eur.{rule}."
    return {fact.key: fact.value for fact in book if fact.key.startswith(start)}


def test_every_rule_credits_exactly_the_orders_whose_contacts_are_known() -> None:
    (exact,) = followed(contacts()).credits
    book = credited()
    assert book["attribution.eur.conversions"].value == exact.conversions > 500
    for rule in RULES:
        assert sum(one.conversions for one in exact.credits[rule].values()) == exact.conversions
        shown = credits_of(book, rule)
        assert len(shown) == 6
        assert sum(shown.values()) == pytest.approx(exact.conversions, abs=1e-9)


def test_without_contacts_nothing_is_credited_whatever_the_daily_totals_say() -> None:
    keys = {fact.key.partition(".")[0] for fact in facts()}
    assert not keys & {"credit", "attribution"}
    added = {fact.key for fact in credited()} - {fact.key for fact in facts()}
    assert {name.partition(".")[0] for name in added} == {"credit", "attribution"}


def test_other_metrics_change_no_credit() -> None:
    metrics = workbook().metrics
    other = dataclasses.replace(metrics, conversions=metrics.conversions * 3)
    after = facts_of(dataclasses.replace(followed(contacts()), metrics=other))
    for rule in RULES:
        assert credits_of(after, rule) == credits_of(credited(), rule)


def test_another_first_contact_moves_one_order_between_two_channels() -> None:
    """The first of a path's contacts goes from one channel to another: theory says by how much."""
    found = contacts()
    (exact,) = followed(found).credits
    path = next(
        one for one in exact.closed
        if len(one.path.channels) == 3 and len(set(one.path.channels)) == 3
    )  # fmt: skip
    was, new = path.path.channels[0], "podcast"
    rows = tuple(
        dataclasses.replace(one, touch=dataclasses.replace(one.touch, channel=new))
        if (one.touch.person, one.touch.at) == (path.person, path.path.at[0])
        else one
        for one in found.rows
    )
    (after,) = followed(dataclasses.replace(found, rows=rows)).credits
    share = {"first": 1, "last": 0, "linear": Fraction(1, 3), "position": Fraction(2, 5),
             "shapley": Fraction(1, 3)}  # fmt: skip
    for rule, part in share.items():
        before = exact.credits[rule]
        assert after.credits[rule][new].conversions == part
        assert before[was].conversions - after.credits[rule][was].conversions == part
        rest = set(before) - {was}
        assert all(after.credits[rule][name] == before[name] for name in rest)


def test_twice_as_many_of_each_person_doubles_every_credit() -> None:
    found = contacts()
    twins = tuple(
        dataclasses.replace(
            one,
            touchpoint=key(f"{one.touchpoint}twin"),
            touch=dataclasses.replace(one.touch, person=f"{one.touch.person}twin"),
        )
        for one in found.rows
    )
    doubled = dataclasses.replace(found, rows=(*found.rows, *twins))
    (before,), (after,) = followed(found).credits, followed(doubled).credits
    assert (after.conversions, after.value) == (2 * before.conversions, 2 * before.value)
    for rule in RULES:
        for name, credit in before.credits[rule].items():
            assert after.credits[rule][name].conversions == 2 * credit.conversions


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
            within = 2 if fact.unit == "money" else 0
            shown = (now.interval.low, now.interval.high)
            assert shown == pytest.approx(limits, rel=1e-6, abs=within)


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
