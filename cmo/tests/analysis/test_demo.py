"""The demo company is the same everywhere, adds up, and differs by seed."""

import hashlib
from collections import Counter, defaultdict
from datetime import date

import pytest

from cmo.demo import AS_OF, SEED, DemoData, build

KNOWN_DIGEST = "bb3cf08d94a1c0ec7eaa3921e13386177f31ba945be723b62732e426820b1fe1"


@pytest.fixture(scope="module")
def demo() -> DemoData:
    return build()


def digest(data: DemoData) -> str:
    return hashlib.sha256(repr(data).encode()).hexdigest()


def test_the_same_seed_gives_the_same_rows_on_every_machine(demo) -> None:
    assert digest(demo) == KNOWN_DIGEST


def test_another_seed_moves_rows_and_truths(demo) -> None:
    other = build(SEED + 1)
    assert other.truths != demo.truths
    assert other.workspaces[0].metrics != demo.workspaces[0].metrics


def test_it_has_two_years_that_end_with_the_demos_day(demo) -> None:
    for workspace in demo.workspaces:
        days = {row.date for row in workspace.metrics}
        assert (min(days), max(days), len(days)) == (date(2024, 2, 1), AS_OF, 731)
        assert {row.date for row in workspace.funnel_counts} == days


def test_a_channel_has_one_row_a_day(demo) -> None:
    keys = Counter((row.campaign, row.channel, row.date) for row in demo.workspaces[0].metrics)
    assert set(keys.values()) == {1}


def test_orders_of_the_funnel_are_the_conversions_of_the_channels(demo) -> None:
    for workspace in demo.workspaces:
        sessions, orders = Counter(), Counter()
        for row in workspace.metrics:
            sessions[row.date] += row.sessions
            orders[row.date] += row.conversions
        stages = defaultdict(dict)
        for row in workspace.funnel_counts:
            stages[row.date][row.stage] = row
        names = [stage.name for stage in workspace.funnels[0].stages]
        for day, by_stage in stages.items():
            chain = [by_stage[name] for name in names]
            assert chain[0].entered == sessions[day]
            assert chain[-1].advanced == orders[day]
            assert [one.entered for one in chain[1:]] == [one.advanced for one in chain[:-1]]


def test_nobody_is_counted_twice(demo) -> None:
    for row in demo.workspaces[0].metrics:
        assert row.impressions >= row.clicks >= row.sessions >= 0
        assert min(row.conversions, row.cost, row.revenue) >= 0


def test_every_row_names_a_campaign_that_runs_on_its_channel(demo) -> None:
    for workspace in demo.workspaces:
        runs = {
            (campaign.name, channel.channel)
            for campaign in workspace.campaigns
            for channel in campaign.channels
        }
        assert {(row.campaign, row.channel) for row in workspace.metrics if row.campaign} <= runs


def test_the_quiet_company_has_the_same_volumes_and_nothing_planted(demo) -> None:
    quiet = build(quiet=True)
    assert quiet.truths is None
    for loud, calm in zip(demo.workspaces, quiet.workspaces, strict=True):
        totals = [sum(row.clicks for row in one.metrics) for one in (loud, calm)]
        assert totals[0] == pytest.approx(totals[1], rel=0.03)
