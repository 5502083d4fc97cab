"""Charts say what they show, never draw across a gap, and carry no style of their own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.screens import charts
from kernel.screens.charts.scale import amounts, around_zero, labelled
from kernel.screens.gallery import states

DAYS = [date(2026, 1, 1) + timedelta(n) for n in range(31)]


def trend(values: list[float | None], **more: object) -> charts.Chart:
    return charts.trend(
        DAYS[: len(values)],
        values,
        name="January",
        finding="It grew.",
        caption="Revenue by day",
        today=DAYS[-1],
        **more,
    )


class Tags(HTMLParser):
    """Which elements with which attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def lines(chart: charts.Chart) -> list[str]:
    return re.findall(r'class="c-line" d="([^"]*)"', chart.drawing)


def test_a_trend_says_its_finding_and_holds_every_point_as_text() -> None:
    chart = trend([100.0, 200.0, 150.0], earlier=[90.0, 80.0], earlier_name="December")
    assert "<title>It grew.</title>" in chart.drawing
    assert 'role="img"' in chart.drawing
    assert chart.table is not None
    assert chart.table.heads == ["Day", "January", "December"]
    assert chart.table.rows[0] == ["1 Jan", "100", "90"]
    assert chart.table.rows[2] == ["3 Jan", "150", "no data"]


def test_the_line_ends_at_a_gap_and_is_not_drawn_to_zero() -> None:
    chart = trend([5.0, 6.0, None, None, 7.0, 8.0])
    assert len(lines(chart)) == 2
    assert chart.drawing.count('class="c-gap"') == 1
    assert "no data" in chart.drawing
    assert [key.text for key in chart.legend] == ["January", "data missing"]


def test_a_single_day_between_two_gaps_is_still_seen() -> None:
    assert len(lines(trend([5.0, None, 6.0, None, 7.0, 8.0]))) == 3


def test_a_period_not_yet_over_says_so_and_hatches_nothing() -> None:
    chart = trend([5.0, 6.0, None, None], so_far=True)
    assert "so far" in chart.drawing
    assert "c-gap" not in chart.drawing


@pytest.mark.parametrize(
    ("values", "dy"),
    [([5.0, 6.0, None], "-10"), ([8.0, 6.0, None], "20"), ([6.0, 0.0, None], "-10")],
)
def test_so_far_stands_free_of_its_curve_and_of_the_dates(
    values: list[float | None], dy: str
) -> None:
    drawing = trend(values, so_far=True).drawing
    assert re.search(rf'<text[^>]*dy="{dy}"[^>]*>so far', drawing)


def test_no_value_at_all_draws_a_hatched_frame() -> None:
    chart = trend([None, None, None])
    assert lines(chart) == []
    assert "c-gap" in chart.drawing


def test_it_refuses_days_without_values() -> None:
    with pytest.raises(ValueError, match="3 days and 2 values"):
        charts.trend(DAYS[:3], [1.0, 2.0], name="", finding="", caption="")


def test_labels_above_the_plot_do_not_stand_on_each_other() -> None:
    chart = trend(
        [float(n) for n in range(31)],
        gaps=[charts.Gap(DAYS[29], DAYS[30], "Paid social missing")],
        events=[
            charts.Event(DAYS[28], "New cart step live"),
            charts.Event(DAYS[27], "Price change"),
        ],
    )
    heights = re.findall(r'class="c-(?:note|warn)"[^>]*dy="(-\d+)"', chart.drawing)
    assert len(set(heights)) == 3


def test_words_of_a_chart_are_escaped() -> None:
    chart = trend([1.0, 2.0], events=[charts.Event(DAYS[0], "<script>alert(1)</script>")])
    assert "<script>" not in chart.drawing
    assert "&lt;script&gt;" in chart.drawing


@pytest.mark.parametrize(
    "drawing",
    [
        trend([1.0, None, 3.0]).drawing,
        charts.sparkline([1, 2, None, 4, 5]),
        charts.whisker(76, 41, 111, "80%: 41 to 111"),
        charts.gantt(1, 2, 5),
        charts.days(["on", "off", "none"]),
        charts.severity("high"),
        charts.forest([charts.Effect("a", 0.1, -0.1, 0.2, margin=-0.05)])["rows"][0]["svg"],
        charts.bars([charts.Bar("a", 5, 4, 6)], caption="b").drawing,
    ],
)
def test_no_drawing_has_a_style_attribute_and_each_is_named_or_hidden(drawing: str) -> None:
    tags = Tags(str(drawing)).found
    assert not any("style" in attributes for _, attributes in tags)
    outer = [a for tag, a in tags if tag == "svg" and "class" in a]
    assert outer
    assert all(a.get("role") == "img" or a.get("aria-hidden") == "true" for a in outer)


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False)), min_size=1, max_size=31)
)
def test_every_coordinate_of_a_trend_lies_on_its_plot(values: list[float | None]) -> None:
    for path in lines(trend(values)):
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path)]
        assert all(-0.5 <= n <= 100.5 for n in numbers)


def settled(values: list[float], reach: list[float]) -> charts.Chart:
    return charts.course(
        DAYS[: len(values)],
        values,
        [value - wide for value, wide in zip(values, reach, strict=True)],
        [value + wide for value, wide in zip(values, reach, strict=True)],
        name="effect so far",
        band="always valid",
        finding="It settles.",
        caption="Effect by day",
    )


def test_a_course_is_drawn_around_zero_with_its_band_and_all_days_in_its_table() -> None:
    chart = settled([0.3, 0.1, 0.08, 0.07], [9.0, 0.3, 0.1, 0.05])
    assert 'class="c-zero"' in chart.drawing
    assert chart.drawing.count('class="c-band"') == 1
    assert chart.table is not None
    assert len(chart.table.rows) == 4
    assert chart.table.rows[-1][1:] == ["+7.0%", "+2.0% to +12.0%"]


def test_a_course_refuses_days_without_limits() -> None:
    with pytest.raises(ValueError, match="two limits for each day"):
        charts.course(DAYS[:2], [1.0, 2.0], [0.0], [3.0], name="", band="", finding="", caption="")


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0, 50)), min_size=1, max_size=20))
def test_every_coordinate_of_a_course_lies_on_its_plot(days: list[tuple[float, float]]) -> None:
    chart = settled([value for value, _ in days], [wide for _, wide in days])
    for path in re.findall(r' d="([^"]+)"', chart.drawing):
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path)]
        assert all(-0.5 <= n <= 100.5 for n in numbers)


@given(st.floats(0, 1e12), st.floats(-1e12, 0))
def test_an_amount_axis_starts_at_zero_and_covers_the_values(high: float, low: float) -> None:
    scale = amounts(high, low)
    spare = (scale.high - scale.low) * 1e-6
    assert 0.0 in scale.ticks
    assert scale.low <= low + spare
    assert scale.high >= high - spare
    assert 2 <= len(scale.ticks) <= 7


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_an_effect_axis_holds_zero(low: float, width: float) -> None:
    scale = around_zero(low, low + width)
    assert scale.low <= 0 <= scale.high
    assert 0 <= scale.at(low) <= 100


@pytest.mark.parametrize("count", [1, 2, 3, 7, 28, 30, 31, 90, 92, 365, 730])
def test_about_five_dates_stand_on_the_axis_first_and_last_among_them(count: int) -> None:
    kept = labelled(count)
    assert kept[0] == 0
    assert kept[-1] == count - 1
    assert len(kept) <= 6
    assert kept == sorted(set(kept))


def test_all_steps_of_a_funnel_share_one_scale_of_points() -> None:
    steps = charts.funnel(
        [
            charts.Stage("Sessions", 1000),
            charts.Stage("Cart", 500, rate=0.5, low=0.45, high=0.55, past=0.5),
            charts.Stage("Order", 100, rate=0.2, low=0.15, high=0.25, past=0.3, leak=True),
        ]
    )
    widths = [
        re.search(r'x1="([\d.]+)%" x2="([\d.]+)%" y1="50%"', step["whisker"]) for step in steps[1:]
    ]
    assert len({round(float(m[2]) - float(m[1]), 1) for m in widths if m}) == 1
    assert steps[0]["value"] == "1,000"
    assert "rate" not in steps[0]
    assert steps[2]["words"] == "15.0 to 25.0%, leak, was 30.0%"


def test_a_funnel_without_anybody_is_no_division_by_zero() -> None:
    assert charts.funnel([charts.Stage("Sessions", 0), charts.Stage("Cart", 0)])[1]["value"] == "0"


def test_an_interval_narrower_than_its_dot_still_shows_two_ends() -> None:
    drawing = charts.ratebar(0.5, 0.4999, 0.5001, charts.within(0.0, 1.0), "narrow")
    ticks = re.findall(r'<line class="c-wh[^"]*" x1="([\d.]+)%" x2="\1%"', drawing)
    assert len(ticks) == 2


def test_bars_say_what_is_missing() -> None:
    chart = charts.bars([charts.Bar("Direct", None), charts.Bar("Email", 2.0)], caption="ROAS")
    assert "no data" in chart.drawing
    assert chart.table is not None
    assert chart.table.rows[0] == ["Direct", "no data"]


def test_a_sparkline_of_one_value_draws_nothing() -> None:
    assert charts.sparkline([1, None, None]) == ""
    assert "c-dot" in charts.sparkline([2, 2, 2])


def test_it_refuses_a_severity_nobody_defined() -> None:
    with pytest.raises(ValueError, match="no severity"):
        charts.severity("dreadful")


def test_a_chart_renders_itself_with_legend_and_table() -> None:
    markup = str(trend([1.0, 2.0]))
    assert "Show as a table" in markup
    assert '<th scope="row">2 Jan</th>' in markup
    assert states.context()["bars_shown"].table is not None
