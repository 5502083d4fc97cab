"""The figures of `make bench`: medians, ratios, and intervals that hold what they should."""

import numpy as np

from benchmarks.figures import median, ratio


def lane(middle: float, turns: int = 80) -> np.ndarray:
    return np.random.default_rng(int(middle * 10)).normal(middle, middle / 20, (turns, 5))


def test_a_median_lies_between_its_bounds():
    found = median(lane(2.0))
    assert found.low < found.value < found.high
    assert found.low < 2.0 < found.high


def test_a_ratio_holds_what_was_put_in():
    found = ratio(lane(3.0), lane(2.0))
    assert found.low < 1.5 < found.high
    assert found.high - found.low < 0.1


def test_a_lane_beside_itself_is_one():
    found = ratio(lane(2.0), lane(2.0))
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_lanes_of_different_length_are_compared_as_well():
    assert ratio(lane(4.0, turns=7), lane(2.0)).value > 1.8


def test_noise_that_meets_both_lanes_alike_leaves_the_ratio():
    noise = np.linspace(1, 3, 80)[:, None]
    found = ratio(lane(3.0) * noise, lane(2.0) * noise)
    assert found.low < 1.5 < found.high
