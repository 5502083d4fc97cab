"""What was planted in the demo company is found, with its size; what was not is not claimed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from coo.analysis import bottleneck, sla_at_risk
from coo.analysis.events import EventLog, passages
from coo.analysis.items import Item
from coo.analysis.promises import Promise
from coo.analysis.waiting import Bottleneck
from coo.demo import AS_OF, SEED, DemoWorkspace, Truths, build
from kernel.core.workhours import WorkHours

SEEDS = range(SEED, SEED + 20)
NOW = dt.datetime.combine(AS_OF, dt.time(12), dt.UTC)
MONTHS = 12
ORIGIN = dt.datetime(2000, 1, 3, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Outcome:
    """How one seed went: whether each truth was found, the interval's limits, other alarms."""

    bottleneck: bool
    covered: bool
    sla: bool
    alarms: tuple[str, ...]


def waiting_of(workspace: DemoWorkspace) -> Bottleneck:
    """Where orders of the last twelve months waited, by the workspace's own hours."""
    hours = WorkHours.of(zone=workspace.time_zone)
    since = NOW - dt.timedelta(days=MONTHS * 30)
    kept = {
        one.key
        for one in workspace.processes
        if one.status != "cancelled" and (one.finished_at is None or one.finished_at >= since)
    }
    records = [
        (one.process, one.activity, one.at.timestamp(), hours.between(ORIGIN, one.at),
         one.lifecycle)
        for one in workspace.events if one.process in kept
    ]  # fmt: skip
    return bottleneck(passages(EventLog.of(records)))


def at_risk(workspace: DemoWorkspace) -> list[Promise]:
    """Running processes whose promise is broken, nearly up, or sooner than such take."""
    items = [
        Item(one.key, one.started_at, one.started_at, one.finished_at, one.due_at)
        for one in workspace.processes
        if one.status != "cancelled" and one.due_at is not None
    ]
    found = sla_at_risk(
        [one for one in items if one.finished is None],
        [one for one in items if one.finished is not None],
        NOW,
        WorkHours.of(zone=workspace.time_zone),
        warning_hours=float(workspace.sla_warning_hours),
    )
    return [one for one in found if one.state != "safe"]


def outcome(seed: int) -> Outcome:
    loud = build(seed)
    truths, place = loud.truths, loud.workspaces[0]
    assert truths is not None
    found = waiting_of(place)
    share = found.waiting[0].share
    risky = at_risk(place)
    calm = [loud.workspaces[1], *build(seed, quiet=True).workspaces]
    alarms = tuple(alarm for one in calm for alarm in alarms_of(one))
    return Outcome(
        bottleneck=found.stands_out == truths.bottleneck.activity,
        covered=share.low <= truths.bottleneck.share <= share.high,
        sla=is_named(risky, truths),
        alarms=(*alarms, *(one.key for one in risky if one.key != truths.sla.process)),
    )


def is_named(risky: list[Promise], truths: Truths) -> bool:
    [named] = [one for one in risky if one.key == truths.sla.process]
    left = named.left_hours == pytest.approx(truths.sla.hours_left)
    return named.state == "warning" and left


def alarms_of(workspace: DemoWorkspace) -> Iterator[str]:
    if stands_out := waiting_of(workspace).stands_out:
        yield f"{workspace.name}: {stands_out}"
    yield from (f"{workspace.name}: {one.key}" for one in at_risk(workspace))


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_the_planted_truths_are_found_and_nothing_else_is_claimed(seed: int) -> None:
    assert outcome(seed) == Outcome(bottleneck=True, covered=True, sla=True, alarms=())


@pytest.mark.seeds
def test_over_20_seeds_each_truth_is_found_and_the_quiet_company_stays_quiet() -> None:
    outcomes = [outcome(seed) for seed in SEEDS]
    assert sum(one.bottleneck for one in outcomes) == 20
    assert sum(one.sla for one in outcomes) == 20
    assert sum(one.covered for one in outcomes) >= 16
    alarms = [alarm for one in outcomes for alarm in one.alarms]
    assert len(alarms) <= 1, alarms
