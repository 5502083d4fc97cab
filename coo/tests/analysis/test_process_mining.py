"""Maps, variants, rework and bottlenecks hold what their theory says, whatever the log."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coo.analysis import bottleneck, directly_follows, rework, variants
from coo.analysis.events import EventLog, passages
from kernel.statistics.values import AnalysisError, NotEnoughDataError

HOUR = 3600.0

LOGS = st.lists(
    st.tuples(
        st.sampled_from("123456"),
        st.sampled_from("abcd"),
        st.integers(0, 10**6),
        st.none(),
        st.sampled_from(["start", "complete"]),
    ),
    max_size=60,
)


def passed(rows):
    return passages(EventLog.of(rows))


@settings(deadline=None)
@given(LOGS)
def test_every_passage_but_the_last_of_a_case_is_followed_once(rows):
    steps = passed(rows)
    flow = directly_follows(steps)
    assert sum(arc.count for arc in flow.arcs) == flow.passages - flow.cases
    assert sum(one.count for one in flow.activities) == flow.passages
    assert sum(one.first for one in flow.activities) == flow.cases
    assert sum(one.last for one in flow.activities) == flow.cases
    for one in flow.activities:
        into = sum(arc.count for arc in flow.arcs if arc.target == one.name)
        out = sum(arc.count for arc in flow.arcs if arc.source == one.name)
        assert into + one.first == one.count == out + one.last


@settings(deadline=None)
@given(LOGS, st.randoms())
def test_the_order_in_which_events_come_changes_nothing(rows, chance):
    distinct = list({(case, at): row for row in rows for case, at in [(row[0], row[2])]}.values())
    mixed = list(distinct)
    chance.shuffle(mixed)
    one, other = passed(distinct), passed(mixed)
    assert directly_follows(one) == directly_follows(other)
    assert [v.activities for v in variants(one)] == [v.activities for v in variants(other)]


@settings(deadline=None)
@given(LOGS)
def test_variants_share_out_all_cases(rows):
    steps = passed(rows)
    ways = variants(steps)
    assert sum(way.cases for way in ways) == directly_follows(steps).cases
    assert not ways or sum(way.share for way in ways) == pytest.approx(1)
    assert len({way.activities for way in ways}) == len(ways)
    again = sum(way.cases * (len(way.activities) - len(set(way.activities))) for way in ways)
    assert again == sum(one.again for one in rework(steps).repeats)


@settings(deadline=None)
@given(LOGS, st.integers(1, 9))
def test_stretched_time_stretches_waiting_and_nothing_else(rows, factor):
    before = directly_follows(passed(rows))
    after = directly_follows(passed([(c, a, at * factor, w, k) for c, a, at, w, k in rows]))
    assert [(x.source, x.target, x.count) for x in before.arcs] == [
        (x.source, x.target, x.count) for x in after.arcs
    ]
    for one, other in zip(before.arcs, after.arcs, strict=True):
        assert other.total == pytest.approx(one.total * factor)


def test_starts_and_completions_are_paired_in_their_order():
    steps = passed(
        [("1", "a", 0, None, "start"), ("1", "a", 1, None, "start"),
         ("1", "a", 5, None, "complete"), ("1", "a", 9, None, "complete")]
    )  # fmt: skip
    assert list(zip(steps.begin, steps.end, strict=True)) == [(0, 5), (1, 9)]


def test_a_start_without_an_end_is_a_passage_that_has_not_ended():
    steps = passed([("1", "a", 0, None, "complete"), ("1", "b", HOUR, None, "start")])
    flow = directly_follows(steps)
    assert [(arc.source, arc.target, arc.median) for arc in flow.arcs] == [("a", "b", 1.0)]
    assert variants(steps)[0].hours is None


def test_a_passage_behind_one_that_has_not_ended_has_no_waiting():
    steps = passed([("1", "a", 0, None, "start"), ("1", "b", HOUR, None, "complete")])
    arc = directly_follows(steps).arcs[0]
    assert (arc.count, arc.total) == (1, 0.0)
    assert len(steps.waits()[0]) == 0


def test_an_unknown_lifecycle_is_refused_with_those_that_are_known():
    with pytest.raises(AnalysisError, match="start or complete"):
        EventLog.of([("1", "a", 0, None, "ate_abort")])


def cases_that_wait(chance, waits, count):
    """Cases of five steps; each step's waiting is exponential around its own mean, in hours."""
    rows = []
    for case in range(count):
        at = 0.0
        for name, mean in waits.items():
            at += chance.expovariate(1 / mean) * HOUR if mean else 0.0
            rows.append((str(case), name, at))
    return rows


def test_the_interval_covers_the_true_share_about_as_often_as_it_says():
    chance, true = random.Random(7), {"a": 0, "b": 2, "c": 6, "d": 2, "e": 2}
    covered = 0
    for _ in range(60):
        found = bottleneck(passed(cases_that_wait(chance, true, 60)))
        share = next(one.share for one in found.waiting if one.activity == "c")
        covered += share.covers(6 / 12)
    assert covered >= 51


def test_a_planted_bottleneck_stands_out_and_an_even_process_has_none():
    chance = random.Random(3)
    planted = bottleneck(
        passed(cases_that_wait(chance, {"a": 0, "b": 2, "c": 9, "d": 2, "e": 2}, 200))
    )
    even = [
        bottleneck(
            passed(cases_that_wait(chance, {"a": 0, "b": 3, "c": 3, "d": 3, "e": 3}, 200))
        ).stands_out
        for _ in range(40)
    ]
    assert planted.stands_out == "c"
    assert sum(map(bool, even)) <= 2


def test_shares_add_up_and_the_same_rows_give_the_same_interval():
    rows = cases_that_wait(random.Random(5), {"a": 0, "b": 3, "c": 4, "d": 5, "e": 1}, 50)
    one, other = bottleneck(passed(rows)), bottleneck(passed(rows))
    assert one == other
    assert sum(part.share.estimate for part in one.waiting) == pytest.approx(1)


def test_many_cases_are_dealt_into_groups_with_as_wide_an_interval():
    chance, waits = random.Random(11), {"a": 0, "b": 3, "c": 6, "d": 3}
    widths = []
    for count in (900, 3600):
        share = bottleneck(passed(cases_that_wait(chance, waits, count))).waiting[0].share
        widths.append(share.high - share.low)
    assert widths[1] == pytest.approx(widths[0] / 2, rel=0.25)


def test_cases_without_any_waiting_are_too_few():
    rows = [(str(n), name, 0) for n in range(50) for name in "ab"]
    with pytest.raises(NotEnoughDataError, match="cases that waited: have 0"):
        bottleneck(passed(rows))


def test_a_log_of_one_event_is_answered():
    steps = passed([("1", "a", 0)])
    assert directly_follows(steps).arcs == ()
    assert [way.activities for way in variants(steps)] == [("a",)]
    assert rework(steps).reworked == 0
    with pytest.raises(NotEnoughDataError):
        bottleneck(steps)


def test_an_empty_log_is_answered():
    steps = passed([])
    assert directly_follows(steps).activities == ()
    assert variants(steps) == ()
    assert rework(steps).share == 0


def test_only_the_cases_asked_for_are_looked_at():
    steps = passed([(c, a, t) for c, (t, a) in itertools.product("12", enumerate("ab"))])
    assert directly_follows(steps.of_cases({"2"})).cases == 1
