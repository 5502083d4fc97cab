"""Graphs are laid out without overlaps, lead down where they can, and carry no style."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.screens import charts
from kernel.screens.charts.layers import AIR, BOX, LANE, layered

NAMES = [f"n{number}" for number in range(14)]
LINKS = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), st.floats(0.1, 100), max_size=40
)
TABLE = charts.Table("Steps and what they wait for", ["Step"], [["a"]])


def drawn(nodes: list[charts.Node], links: list[charts.Link]) -> charts.Chart:
    return charts.graph(nodes, links, finding="All of it.", table=TABLE)


@settings(deadline=None)
@given(LINKS)
def test_boxes_and_links_of_a_row_never_overlap(links: dict[tuple[str, str], float]) -> None:
    found = layered(NAMES, links)
    rows: dict[int, list[tuple[float, float]]] = {}
    for spot in found.boxes.values():
        rows.setdefault(spot.row, []).append((spot.x, BOX))
    for way in found.ways.values():
        for spot in way[1:-1]:
            rows.setdefault(spot.row, []).append((spot.x, LANE))
    for row in rows.values():
        for (x, wide), (other, broad) in itertools.pairwise(sorted(row)):
            assert other - x >= (wide + broad) / 2 + AIR - 1e-6
        assert min(x - wide / 2 for x, wide in row) >= 0
        assert max(x + wide / 2 for x, wide in row) <= found.width + 1e-9


@settings(deadline=None)
@given(LINKS)
def test_each_link_passes_one_row_after_another_and_leads_down_unless_it_is_back(
    links: dict[tuple[str, str], float],
) -> None:
    found = layered(NAMES, links)
    assert set(found.ways) == {pair for pair in links if pair[0] != pair[1]}
    for (source, target), way in found.ways.items():
        assert (way[0], way[-1]) == (found.boxes[source], found.boxes[target])
        step = -1 if (source, target) in found.back else 1
        assert all(b.row - a.row == step for a, b in itertools.pairwise(way))


@settings(deadline=None)
@given(LINKS, st.permutations(NAMES))
def test_a_graph_without_a_circle_has_no_link_that_leads_up(
    links: dict[tuple[str, str], float], names: list[str]
) -> None:
    forward = {(a, b): w for (a, b), w in links.items() if NAMES.index(a) < NAMES.index(b)}
    assert layered(names, forward).back == frozenset()


def test_of_two_ways_between_two_boxes_the_heavier_leads_down() -> None:
    assert layered(["a", "b"], {("a", "b"): 2, ("b", "a"): 9}).back == {("a", "b")}


def test_a_chain_stands_in_one_column() -> None:
    found = layered(list("abcd"), dict.fromkeys(itertools.pairwise("abcd"), 1.0))
    assert len({spot.x for spot in found.boxes.values()}) == 1


def test_a_link_to_no_box_is_refused() -> None:
    with pytest.raises(ValueError, match="not there"):
        layered(["a"], {("a", "b"): 1})


def test_a_picture_holds_every_box_and_link_and_no_style() -> None:
    nodes = [charts.Node(key, f"Step {key}", ("2 h",)) for key in "abc"]
    links = [
        charts.Link("a", "b", "12 · 3 h", 12), charts.Link("b", "c", weight=3),
        charts.Link("c", "a", weight=1, tone="warn"), charts.Link("b", "b", "2×", 2),
    ]  # fmt: skip
    svg = str(drawn(nodes, links).drawing)
    assert svg.count("<rect") == 3
    assert svg.count('class="g-link') == 4
    assert svg.count('class="g-head') == 4
    assert svg.count("g-link--back") == 1
    assert "<title>All of it.</title>" in svg
    assert "style" not in svg
    assert 'role="img"' in svg


def test_names_are_escaped_and_long_ones_wrapped() -> None:
    long = "Check <b>every</b> order of the last eleven weeks against the list of the carrier"
    svg = str(drawn([charts.Node("a", long), charts.Node("b", "B")], []).drawing)
    assert "<b>" not in svg
    assert svg.count('class="g-title"') == 4
    assert "…" in svg
    assert "against the list of the carrier" in svg


def test_a_wide_graph_keeps_room_for_each_box() -> None:
    nodes = [charts.Node(str(n), str(n)) for n in range(9)]
    links = [charts.Link("0", str(n)) for n in range(1, 9)]
    assert re.search(r"graph--(9|10)\b", str(drawn(nodes, links).drawing))


@pytest.mark.parametrize("count", [0, 61])
def test_none_and_too_many_boxes_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 60"):
        drawn([charts.Node(str(n), str(n)) for n in range(count)], [])


def test_a_control_chart_marks_its_signals_and_says_them_in_its_table() -> None:
    readings = [charts.Reading(f"week {n}", 5.0 + n % 2) for n in range(9)]
    readings.append(charts.Reading("week 9", 14.0, "beyond the upper limit"))
    chart = charts.control(
        readings, 6.0, 2.0, 10.0, finding="Week 9 stands out.", caption="Weeks", name="hours"
    )
    assert str(chart.drawing).count('class="c-signal"') == 1
    assert str(chart.drawing).count('class="c-margin"') == 2
    assert chart.table is not None
    assert chart.table.rows[-1] == ["week 9", "14", "beyond the upper limit"]


def test_a_lower_limit_below_zero_is_not_drawn() -> None:
    readings = [charts.Reading(str(n), 1.0) for n in range(3)]
    chart = charts.control(
        readings, 1.0, -2.0, 4.0, finding="Steady.", caption="Weeks", name="hours"
    )
    assert str(chart.drawing).count('class="c-margin"') == 1


def test_a_control_chart_without_a_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        charts.control([], 0, 0, 0, finding="", caption="", name="")
