"""Findings stand in an order that depends on nothing but themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.statistics import priority, ranked, severity_of
from kernel.statistics.ranking import SEVERITIES, Scale
from kernel.statistics.values import AnalysisError

SCALE = Scale(severity=(0.02, 0.10, 0.25), impact=(0.01, 0.03, 0.10, 0.25))
scores = st.lists(
    st.tuples(
        st.sampled_from([0.5, 2.0, 6.0, 10.0]),
        st.sampled_from([0.0, 0.1, 0.3]),
        st.text(min_size=1, max_size=4),
    ),
    max_size=12,
    unique_by=lambda score: score[2],
)


@given(scores, st.randoms())
def test_the_order_does_not_depend_on_how_the_findings_came(entries, random) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert [entries[i] for i in ranked(entries)] == [shuffled[i] for i in ranked(shuffled)]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(SEVERITIES), st.integers(1, 5))
def test_more_at_stake_never_ranks_lower(one, other, severity, effort) -> None:
    low, high = sorted((one, other))
    assert priority(low, severity, effort, SCALE) <= priority(high, severity, effort, SCALE)
    assert SEVERITIES.index(severity_of(low, SCALE)) <= SEVERITIES.index(severity_of(high, SCALE))


@pytest.mark.parametrize("effort", [0, 6, -1])
def test_it_refuses_an_effort_off_the_scale(effort: int) -> None:
    with pytest.raises(AnalysisError):
        priority(0.1, "low", effort, SCALE)


def test_it_refuses_a_share_that_is_no_number() -> None:
    with pytest.raises(AnalysisError):
        severity_of(float("nan"), SCALE)
