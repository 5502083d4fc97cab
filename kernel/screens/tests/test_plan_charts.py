"""Curves, schedules and pairs: what they mark, and that they carry no style of their own."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from kernel.screens import charts
from kernel.screens.tests.test_charts import Tags

FIRST, LAST = date(2026, 2, 2), date(2026, 5, 2)


def schedule(*days: int, today: date = FIRST) -> charts.Chart:
    steps = [
        charts.Due(FIRST + timedelta(n), place, f"Step at {n}")
        for place, n in enumerate(days, start=1)
    ]
    return charts.schedule(
        steps, FIRST, LAST, today=today, finding="All to come.", caption="The steps"
    )


def curve(**more: object) -> charts.Chart:
    points = [(x, x**0.5) for x in range(0, 101, 10)]
    shape = charts.Curve(points, last_seen=60, **more)  # type: ignore[arg-type]
    marks = [charts.Mark(40, 40**0.5, "now"), charts.Mark(80, 80**0.5, "planned", "goal")]
    return charts.curve(
        shape, finding="It bends.", caption="x", x_name="Spend", y_name="Revenue", marks=marks
    )


def test_a_curve_is_dashed_where_nobody_has_been() -> None:
    drawing = str(curve().drawing)
    assert drawing.count('class="c-line"') == 1
    assert drawing.count('class="c-prev"') == 1
    assert 'class="c-goal"' in drawing
    assert 'class="c-margin"' in drawing


def test_a_curve_shows_its_band_and_its_points_as_text() -> None:
    low, high = [1.0] * 11, [9.0] * 11
    chart = curve(low=low, high=high, seen=[(10, 3.0)])
    assert 'class="c-band"' in chart.drawing
    assert 'class="c-seen"' in chart.drawing
    assert chart.table is not None
    assert chart.table.heads == ["Spend", "Revenue", "from", "to", ""]
    assert chart.table.rows[-1][-1] == "planned"


def test_a_curve_of_one_point_is_refused() -> None:
    with pytest.raises(ValueError, match="two points"):
        charts.curve(charts.Curve([(0, 0)]), finding="", caption="", x_name="", y_name="")


def test_a_schedule_marks_today_only_within_its_days() -> None:
    assert "today" in schedule(0, 30, today=FIRST + timedelta(12)).drawing
    assert "today" not in schedule(0, 30, today=FIRST - timedelta(12)).drawing


def test_steps_that_stand_close_are_put_above_each_other() -> None:
    heights = re.findall(r'class="s-mark[^"]*"[^>]*cy="(\d+)"', schedule(10, 11, 12, 60).drawing)
    assert len(set(heights)) == 3


def test_a_step_outside_the_days_stands_at_the_nearer_end() -> None:
    places = re.findall(r'class="s-mark[^"]*" cx="([\d.]+)%"', schedule(-5, 200).drawing)
    assert places == ["2", "98"]


def test_a_schedule_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        charts.schedule([], LAST, FIRST, today=FIRST, finding="", caption="")


def test_pairs_say_what_is_missing() -> None:
    chart = charts.pairs(
        [charts.Pair("Email", None, 3.0), charts.Pair("Search", 2.0)],
        caption="Budget",
        meant="planned",
        now="now",
    )
    assert "no data" in chart.drawing
    assert chart.table is not None
    assert chart.table.rows == [["Email", "no data", "3"], ["Search", "2", "no data"]]


def test_a_funnel_marks_the_count_and_the_rate_that_are_wanted() -> None:
    steps = charts.funnel(
        [
            charts.Stage("Visits", 1000, wanted=1200),
            charts.Stage("Orders", 500, rate=0.5, low=0.45, high=0.55, goal=0.6, wanted=720),
        ]
    )
    assert [step["wanted"] for step in steps] == ["1,200", "720"]
    assert 'class="c-goal"' in steps[0]["bar"]
    assert 'class="c-goal"' in steps[1]["whisker"]
    assert steps[1]["words"].endswith("target 60.0%")


@pytest.mark.parametrize(
    "drawing",
    [
        curve().drawing,
        schedule(1, 2, 80, today=FIRST + timedelta(3)).drawing,
        charts.pairs([charts.Pair("a", 2, 1)], caption="", meant="b", now="c").drawing,
    ],
)
def test_no_drawing_has_a_style_attribute_and_each_is_named_or_hidden(drawing: str) -> None:
    tags = Tags(str(drawing)).found
    assert not any("style" in attributes for _, attributes in tags)
    outer = [a for tag, a in tags if tag == "svg" and "class" in a]
    assert all(a.get("role") == "img" or a.get("aria-hidden") == "true" for a in outer)
