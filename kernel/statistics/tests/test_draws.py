"""Draws have the shape that they are asked for, and equal keys draw the same."""

import numpy as np
import pytest

from kernel.statistics.draws import Draws


def test_bell_shaped_draws_have_their_mean_and_spread() -> None:
    factors = Draws(1).wobble((40_000,), 50)
    assert factors.mean() == pytest.approx(1000, abs=1.5)
    assert factors.std() == pytest.approx(50, rel=0.03)


def test_tosses_have_their_rate() -> None:
    trials = np.full(500, 300)
    hits = Draws(2).tosses(trials, np.array(240_000))
    assert hits.sum() / trials.sum() == pytest.approx(0.24, abs=0.003)
    assert hits.var() == pytest.approx(300 * 0.24 * 0.76, rel=0.2)


def test_a_draw_stays_below_its_limit() -> None:
    limits = np.arange(1, 1000)
    drawn = Draws(3).below(limits)
    assert ((drawn >= 0) & (drawn < limits)).all()


def test_equal_keys_draw_the_same_and_others_do_not() -> None:
    one, same, other = (Draws(*key).words(50).tolist() for key in ((1, 2), (1, 2), (1, 3)))
    assert one == same
    assert one != other
