"""The demo company is the same everywhere, adds up, and differs by seed."""

import hashlib
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from cmo.demo import AS_OF, SEED, DemoData, build

KNOWN_DIGEST = "52ed87207a3c5a2fee533bc718b9b28b11225e15d4ca04ffa59ba467c6c25c7d"


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


def test_a_saturated_channel_is_planted_in_the_first_workspace_and_moves_with_the_seed() -> None:
    truths = [build(seed).truths.saturation for seed in range(SEED, SEED + 6)]
    assert {one.workspace for one in truths} == {"europe"}
    assert len({one.channel for one in truths}) == 2
    assert len({one.half for one in truths}) > 2
    for one in truths:
        assert one.saturation == one.spend / (one.spend + one.half) > 0.7
        assert one.marginal_share == pytest.approx(1 - one.saturation)


def test_contacts_are_a_sample_of_the_orders_that_the_days_hold(demo) -> None:
    first, second = demo.workspaces
    assert second.touchpoints == ()
    assert 2_000 < len(first.touchpoints) < 6_000
    orders = {(row.date, row.channel): row.conversions for row in first.metrics}
    sold = Counter(
        (row.at.date(), row.channel) for row in first.touchpoints if row.converted_at is not None
    )
    assert all(count <= orders[key] for key, count in sold.items())
    since = AS_OF - timedelta(days=119)
    all_orders = sum(count for (day, _), count in orders.items() if day >= since)
    assert sum(sold.values()) == pytest.approx(0.075 * all_orders, rel=0.1)


def test_a_contact_is_there_once_and_only_the_last_one_of_a_journey_converts(demo) -> None:
    for data in (demo, build(quiet=True)):
        rows = data.workspaces[0].touchpoints
        assert len({(row.person_key, row.at, row.channel) for row in rows}) == len(rows)
        people = defaultdict(list)
        for row in rows:
            people[row.person_key].append(row)
        for journey in people.values():
            journey.sort(key=lambda row: row.at)
            assert all(row.converted_at is None for row in journey[:-1])
        for row in rows:
            assert (row.converted_at is None) == (row.value is None) == (row.currency == "")
            assert row.at.date() <= AS_OF
