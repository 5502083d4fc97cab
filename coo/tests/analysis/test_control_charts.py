"""The control chart signals what it says, and not much else in a steady process."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coo.analysis import control_chart
from kernel.statistics.values import AnalysisError

VALUES = st.lists(st.integers(-1000, 1000), min_size=8, max_size=60)


@settings(deadline=None)
@given(VALUES, st.integers(1, 20), st.integers(-500, 500))
def test_limits_move_with_the_values_and_signals_stay(values, factor, shift):
    one, other = control_chart(values), control_chart([v * factor + shift for v in values])
    assert other.mean == pytest.approx(one.mean * factor + shift)
    assert other.upper == pytest.approx(one.upper * factor + shift)
    assert other.unusual_ranges == one.unusual_ranges


@settings(deadline=None)
@given(VALUES)
def test_upside_down_the_signals_change_sides(values):
    sides = {"above": "below", "below": "above"}
    one, other = control_chart(values), control_chart([-v for v in values])
    turned = {(s.rule, s.first, s.last, sides[s.side]) for s in one.signals}
    assert turned == {(s.rule, s.first, s.last, s.side) for s in other.signals}


@settings(deadline=None)
@given(VALUES)
def test_a_value_beyond_the_limits_is_always_signalled(values):
    found = control_chart(values)
    named = {at for s in found.signals if s.rule == 1 for at in range(s.first, s.last + 1)}
    beyond = {n for n, v in enumerate(values) if not found.lower <= v <= found.upper}
    assert beyond <= named or found.sigma == 0


def test_a_steady_process_goes_beyond_three_sigma_seldom():
    chance = random.Random(1)
    values = [chance.gauss(0, 1) for _ in range(20_000)]
    ones = [s for s in control_chart(values).signals if s.rule == 1]
    assert 30 <= len(ones) <= 80


def test_a_shift_that_stays_is_seen_within_eight_values():
    chance = random.Random(2)
    values = [chance.gauss(0, 1) for _ in range(40)] + [chance.gauss(3, 1) for _ in range(8)]
    assert any(s.side == "above" and s.last >= 40 for s in control_chart(values).signals)


def test_values_that_are_no_numbers_are_refused():
    with pytest.raises(AnalysisError):
        control_chart([1.0] * 8 + [float("nan")])
