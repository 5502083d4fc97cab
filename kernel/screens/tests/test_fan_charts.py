"""Fans: a known line that opens into bands, and what they say as text."""

from __future__ import annotations

from datetime import date

import pytest

from kernel.screens import charts
from kernel.screens.tests.test_charts import Tags

MONTHS = [date(2025 + n // 12, n % 12 + 1, 1) for n in range(10, 18)]
AHEAD = [charts.Ahead(50 - n, 40 - 3 * n, 60 + n, 30 - 4 * n, 70 + 2 * n) for n in range(3)]


def fan(known: list[float | None], **more: object) -> charts.Chart:
    return charts.fan(
        MONTHS, known, AHEAD, name="Cash", finding="It falls.", caption="Cash", **more
    )  # type: ignore[arg-type]


def test_both_bands_begin_at_the_last_known_value() -> None:
    drawing = str(fan([60, 58, 57, 55, 52]).drawing)
    assert drawing.count("c-band") == 3
    assert drawing.count('class="c-ahead"') == 1
    assert drawing.count('class="c-dot"') == 1


def test_the_line_is_not_drawn_across_a_period_without_a_value() -> None:
    drawing = str(fan([60, None, 57, 55, 52]).drawing)
    assert drawing.count('class="c-line"') == 2


def test_a_fan_without_a_past_is_drawn_from_its_bands_alone() -> None:
    drawing = charts.fan(
        MONTHS[:3], [], AHEAD, name="Cash", finding="It falls.", caption="Cash"
    ).drawing
    assert "c-dot" not in drawing
    assert "c-ahead" in drawing


def test_a_floor_and_moments_stand_in_the_drawing_and_its_legend() -> None:
    chart = fan(
        [60, 58, 57, 55, 52],
        level=charts.Level(45, "cash floor"),
        moments=[charts.Moment(5.5, "below the floor"), charts.Moment(5.6, "at the latest")],
    )
    assert 'class="c-margin"' in chart.drawing
    assert [key.text for key in chart.legend][-1] == "cash floor"
    assert "chart__frame--2" in chart.drawing


def test_the_table_tells_what_is_known_from_what_is_expected() -> None:
    table = fan([60, None, 57, 55, 52]).table
    assert table is not None
    assert table.rows[0] == ["Nov 2025", "60", "", "", "", ""]
    assert table.rows[1][1] == "no data"
    assert table.rows[-1] == ["Jun 2026", "48, expected", "34", "62", "22", "74"]


def test_periods_and_values_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="periods"):
        fan([1, 2])


def test_no_drawing_has_a_style_attribute() -> None:
    tags = Tags(str(fan([60, 58, 57, 55, 52]).drawing)).found
    assert not any("style" in attributes for _, attributes in tags)
