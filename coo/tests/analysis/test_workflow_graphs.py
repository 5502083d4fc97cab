"""Orders, critical paths and PERT hold what their theory says, whatever the workflow."""

import itertools
import math
import time

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coo.analysis import critical_path, ordered, pert
from coo.analysis.dag import CycleError, Step, TooManyStepsError
from coo.analysis.estimates import Estimate, EstimateError
from coo.analysis.schedules import TimedStep

HOURS = st.floats(min_value=0, max_value=500, allow_nan=False)


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[str, list[str]]]:
    """Steps that wait for earlier ones only, then shuffled."""
    size = draw(st.integers(1, 25))
    keys = [f"s{n}" for n in range(size)]
    steps = [
        (key, draw(st.lists(st.sampled_from(keys[:n]), max_size=3)) if n else [])
        for n, key in enumerate(keys)
    ]
    return draw(st.permutations(steps))


@settings(deadline=None)
@given(graphs())
def test_each_step_comes_after_all_that_it_waits_for(graph):
    found = ordered([Step(key, after) for key, after in graph])
    place = {key: at for at, key in enumerate(found.order)}
    assert sorted(place) == sorted(key for key, _ in graph)
    assert all(place[one] < place[key] for key, after in graph for one in after)
    assert all(
        found.level[key] == max((found.level[one] + 1 for one in after), default=0)
        for key, after in graph
    )


@settings(deadline=None)
@given(graphs(), st.data())
def test_a_circle_is_named_by_steps_that_do_wait_for_each_other(graph, data):
    steps = dict(graph)
    order = ordered([Step(key, after) for key, after in graph]).order
    first, last = data.draw(st.sampled_from(order)), data.draw(st.sampled_from(order))
    steps[first] = [*steps[first], last]
    whole = nx.DiGraph((one, key) for key, after in steps.items() for one in after)
    whole.add_nodes_from(steps)
    if nx.is_directed_acyclic_graph(whole):
        return
    with pytest.raises(CycleError) as refused:
        ordered([Step(key, after) for key, after in steps.items()])
    circle = refused.value.steps
    assert circle[0] == circle[-1]
    assert all(one in steps[key] for one, key in itertools.pairwise(circle))
    assert " → ".join(circle[:3]) in str(refused.value)


@settings(deadline=None)
@given(graphs(), st.data())
def test_the_critical_path_is_the_longest_way_through(graph, data):
    hours = {key: data.draw(HOURS) for key, _ in graph}
    found = critical_path([TimedStep(key, hours[key], after) for key, after in graph])
    longest = nx.DiGraph()
    longest.add_nodes_from(hours)
    longest.add_weighted_edges_from((one, key, hours[one]) for key, after in graph for one in after)
    for key, length in hours.items():
        longest.add_edge(key, "end", weight=length)
    assert found.hours == pytest.approx(nx.dag_longest_path_length(longest))
    assert sum(hours[key] for key in found.path) == pytest.approx(found.hours)
    after = dict(graph)
    assert all(one in after[key] for one, key in itertools.pairwise(found.path))
    assert all(one.slack >= one.free_slack - 1e-6 >= -1e-6 for one in found.steps)
    critical = {one.key for one in found.steps if one.critical}
    assert set(found.path) <= critical


@settings(deadline=None)
@given(graphs(), st.data())
def test_a_step_may_slip_by_its_slack_and_no_more(graph, data):
    steps = [TimedStep(key, data.draw(st.integers(1, 50)), after) for key, after in graph]
    found = critical_path(steps)
    one = data.draw(st.sampled_from(found.steps))

    def stretched(by):
        longer = [TimedStep(s.key, s.hours + by * (s.key == one.key), s.after) for s in steps]
        return critical_path(longer).hours

    assert stretched(one.slack) == pytest.approx(found.hours)
    assert stretched(one.slack + 1) == pytest.approx(found.hours + 1)


@settings(deadline=None)
@given(graphs(), st.data())
def test_pert_is_the_critical_path_of_the_means(graph, data):
    steps = []
    for key, after in graph:
        low, middle, high = sorted(data.draw(st.integers(0, 100)) for _ in range(3))
        steps.append(Estimate(key, low, middle, high, after))
    found = pert(steps)
    means = critical_path([TimedStep(s.key, s.mean, s.after) for s in steps])
    assert found.mean == pytest.approx(means.hours)
    by_key = {s.key: s for s in steps}
    assert found.variance == pytest.approx(sum(by_key[key].variance for key in found.path))


@settings(deadline=None)
@given(st.floats(1, 500), st.floats(0.01, 500), st.floats(0.01, 0.99))
def test_the_hours_for_a_chance_give_that_chance_back(mean, spread, chance):
    found = pert([Estimate("a", mean, mean + spread, mean + 2 * spread)])
    hours = found.within(chance)
    if hours > 0:
        assert found.chance(hours) == pytest.approx(chance, abs=1e-6)


@pytest.mark.parametrize(
    "three", [(3, 2, 4), (-1, 2, 3), (1, 5, 4), (math.nan, 1, 2), (1, 2, math.inf)]
)
def test_estimates_out_of_order_are_refused_by_their_step(three):
    with pytest.raises(EstimateError, match="paint"):
        pert([Estimate("paint", *three)])


def test_five_thousand_steps_take_no_time():
    size = 5000
    chain = [
        Estimate(f"s{n}", 1, 2, 3, [f"s{n - back}" for back in (1, 2, 7) if n >= back])
        for n in range(size)
    ]
    began = time.process_time()
    found = pert(list(reversed(chain)))
    path = critical_path([TimedStep(s.key, s.mean, s.after) for s in chain])
    assert found.mean == pytest.approx(2 * size)
    assert len(path.path) == size
    assert time.process_time() - began < 2


def test_more_than_five_thousand_steps_are_refused_with_what_to_do():
    with pytest.raises(TooManyStepsError, match="cut the workflow into several"):
        ordered([Step(str(n)) for n in range(5001)])


def test_a_circle_of_five_thousand_steps_is_found_without_running_out_of_stack():
    steps = [Step(str(n), [str((n - 1) % 5000)]) for n in range(5000)]
    with pytest.raises(CycleError) as refused:
        ordered(steps)
    assert len(refused.value.steps) == 5001
    assert "(5000 steps)" in str(refused.value)
