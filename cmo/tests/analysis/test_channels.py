"""Channel figures are sums of the counted rows of one currency, and quotients of such sums."""

import pytest

from cmo.analysis import channel_changes, channel_figures
from cmo.analysis.channels import ALL_CHANNELS, ChannelFigures
from cmo.analysis.rows import MetricRows
from cmo.tests.analysis.rows import day, metric, steady
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, NotEnoughDataError

WINDOW = Window(day(0), day(90))


def two_channels(days: int = 91) -> list[dict]:
    return steady(days, "search") + steady(days, "social")


def figures(records: list[dict], window: Window = WINDOW) -> dict[str, ChannelFigures]:
    return {one.channel: one for one in channel_figures(MetricRows.of(records), window)}


def test_the_channels_add_up_to_all_of_them() -> None:
    each = figures(two_channels())
    whole = each.pop(ALL_CHANNELS)
    for column in ("impressions", "clicks", "sessions", "conversions", "cost", "revenue"):
        assert getattr(whole, column) == sum(getattr(one, column) for one in each.values())
    assert sum(one.cost_share for one in each.values()) == pytest.approx(1)
    assert whole.roas == whole.revenue / whole.cost
    assert whole.cac == whole.cost / whole.conversions


def test_the_order_of_rows_changes_nothing() -> None:
    records = two_channels()
    assert figures(records) == figures(records[::-1])


def test_doubled_cost_halves_roas_and_doubles_cac_and_touches_nothing_else() -> None:
    records = two_channels()
    doubled = [
        {**row, "cost": row["cost"] * 2} if row["channel"] == "social" else row for row in records
    ]
    before, after = figures(records), figures(doubled)
    assert after["social"].roas == pytest.approx(before["social"].roas / 2)
    assert after["social"].roas_interval.low == pytest.approx(
        before["social"].roas_interval.low / 2
    )
    assert after["social"].cac_interval.high == pytest.approx(
        before["social"].cac_interval.high * 2
    )
    assert after["social"].conversion_interval == before["social"].conversion_interval
    assert after["search"].roas_interval == before["search"].roas_interval
    assert after["search"].revenue == before["search"].revenue


def test_an_excluded_row_counts_nowhere() -> None:
    records = two_channels()
    broken = metric(5, "search", revenue=10**9, excluded=True)
    assert figures([*records, broken]) == figures(records)


def test_rows_outside_the_window_count_nowhere() -> None:
    records = two_channels(120)
    inside = [row for row in records if row["date"] <= WINDOW.last]
    assert figures(records) == figures(inside)


def test_a_missing_value_is_no_zero() -> None:
    records = [{**row, "revenue": None} for row in steady(91, "search")]
    own = figures(records)["search"]
    assert own.revenue is None
    assert own.roas is None or own.roas_interval is None


def test_a_free_channel_has_neither_roas_nor_cac() -> None:
    own = figures([metric(number, "organic", cost=0) for number in range(91)])["organic"]
    assert (own.roas, own.cac) == (None, None)
    assert own.conversion_interval is not None


def test_a_short_window_has_values_without_intervals_and_says_why() -> None:
    own = figures(two_channels(), Window(day(0), day(9)))["search"]
    assert own.roas is not None
    assert own.roas_interval is None
    assert [(short.have, short.need) for short in own.shortfalls] == [(10, 28), (10, 28)]


def test_it_refuses_to_add_currencies() -> None:
    with pytest.raises(AnalysisError):
        figures([metric(1), metric(2, currency="USD")])


def test_it_refuses_a_window_without_rows() -> None:
    with pytest.raises(NotEnoughDataError):
        figures(two_channels(), Window(day(400), day(430)))


def test_it_refuses_negative_values() -> None:
    with pytest.raises(AnalysisError):
        MetricRows.of([metric(1, cost=-5)])


def worse_from(first: int, factor: float) -> MetricRows:
    records = two_channels(273) + steady(273, "display")
    return MetricRows.of(
        {**row, "revenue": round(row["revenue"] * factor)}
        if row["channel"] == "social" and row["date"] >= day(first)
        else row
        for row in records
    )


NOW, BEFORE = Window(day(182), day(272)), Window(day(0), day(181))


def test_a_channel_that_fell_behind_the_others_is_named_with_its_size() -> None:
    changes = {one.channel: one for one in channel_changes(worse_from(182, 0.7), NOW, BEFORE)}
    assert changes["social"].factor.covers(0.7)
    assert changes["social"].p_value < 1e-6


def test_what_all_channels_share_is_no_change() -> None:
    rows = MetricRows.of(
        {**row, "revenue": round(row["revenue"] * (0.6 if row["date"] >= day(182) else 1))}
        for row in two_channels(273)
    )
    assert all(one.p_value > 0.01 for one in channel_changes(rows, NOW, BEFORE))


def test_one_paid_channel_has_nothing_to_be_compared_with() -> None:
    with pytest.raises(NotEnoughDataError):
        channel_changes(MetricRows.of(steady(273)), NOW, BEFORE)
