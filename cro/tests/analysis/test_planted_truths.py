"""What was planted in the demo company is found, with its size; what was not is not claimed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cro.advising.ground import ALPHA
from cro.analysis import segment_differences, step_leaks
from cro.analysis.differences import SegmentDifference
from cro.analysis.judgement import Judgement
from cro.analysis.leaks import Loss
from cro.demo import AS_OF, SEED, DemoWorkspace, Truths, build
from cro.ideas.output import SCALE
from cro.selectors import PRESENT_DAYS, REFERENCE_DAYS
from cro.tests.analysis.rows import judgement_of, parted, steps_of
from kernel.core.windows import Window
from kernel.statistics.ranking import severity_of

SEEDS = range(SEED, SEED + 20)
UNDECIDED = ("running", "stopped")
FINISHED = ("stopped", "decided")


@dataclass(frozen=True)
class Outcome:
    """How one seed went: what was found of each planted truth, coverage, and false alarms."""

    mismatch: bool
    winner: bool
    segment: bool
    leak: bool
    covered: dict[str, bool]
    alarms: tuple[str, ...]


def leaks(workspace: DemoWorkspace) -> tuple[Loss, ...]:
    return step_leaks(steps_of(workspace), Window.ending(AS_OF, PRESENT_DAYS), REFERENCE_DAYS)[0]


def judgements(workspace: DemoWorkspace) -> dict[str, Judgement]:
    return {
        one.name: judgement_of(one, workspace)
        for one in workspace.experiments
        if one.status in UNDECIDED
    }


def differences(workspace: DemoWorkspace) -> list[SegmentDifference]:
    asked = [parted(one) for one in workspace.experiments if one.status in FINISHED]
    return [
        one
        for one in segment_differences([one for one in asked if one.segments])
        if one.p_value < ALPHA
    ]


def outcome(seed: int) -> Outcome:
    loud = build(seed)
    truths = loud.truths
    assert truths is not None
    main = loud.workspaces[0]
    alarms = [
        f"{data.tenant.slug} {workspace.slug} {alarm}"
        for data in (loud, build(seed, quiet=True))
        for workspace in data.workspaces
        if workspace is not main
        for alarm in alarms_of(workspace)
    ]
    found, leaking = judgements(main), leaks(main)
    leak = next((one for one in leaking if planted(one, truths)), None)
    won = found[truths.winner.experiment]
    effect = next((one.effect for one in won.of("primary")), None)
    parts = {(one.experiment, one.segment): one for one in differences(main)}
    part = parts.get((truths.segment.experiment, truths.segment.segment))
    covered = {
        "winner": effect is not None and effect.interval.covers(truths.winner.lift),
        "segment": part is not None and part.inside.interval.covers(truths.segment.lift),
        "leak": leak is not None and leak.rates.difference.covers(truths.leak.difference),
    }
    lost = found[truths.mismatch.experiment]
    others = {truths.mismatch.experiment, truths.winner.experiment}
    alarms += [f"{name} {word}" for name, word in _loud(found) if name not in others]
    alarms += [f"leak {one.step} {one.segment}" for one in leaking if one is not leak]
    alarms += [f"segment {key}" for key in parts if key[0] != truths.segment.experiment]
    return Outcome(
        lost.decision.outcome == "invalid" and not lost.comparisons,
        won.decision.outcome == "ship",
        part is not None,
        leak is not None,
        covered,
        tuple(alarms),
    )


def planted(one: Loss, truths: Truths) -> bool:
    return (one.step, one.segment) == (truths.leak.step, truths.leak.segment)


def alarms_of(workspace: DemoWorkspace) -> list[str]:
    """What is claimed above low where nothing is planted."""
    said = [f"{name} {word}" for name, word in _loud(judgements(workspace))]
    said += [
        f"leak {one.step} {one.segment}"
        for one in leaks(workspace)
        if severity_of(one.share, SCALE) != "low"
    ]
    return said + [f"segment {one.segment} {one.experiment}" for one in differences(workspace)]


def _loud(found: dict[str, Judgement]) -> list[tuple[str, str]]:
    return [
        (name, one.decision.outcome)
        for name, one in found.items()
        if one.decision.outcome != "hold"
    ]


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_the_planted_truths_are_found_and_nothing_else_is_claimed(seed: int) -> None:
    found = outcome(seed)
    assert found.mismatch
    assert found.winner
    assert found.segment
    assert found.leak
    assert found.covered["winner"]
    assert found.alarms == ()


def test_the_day_of_the_leak_is_named() -> None:
    data = build()
    [found] = [one for one in leaks(data.workspaces[0]) if planted(one, data.truths)]
    assert abs((found.since - data.truths.leak.since).days) <= 2


def test_the_same_seed_gives_the_same_rows_and_another_one_others() -> None:
    assert build(SEED) == build(SEED)
    assert build(SEED).workspaces[0].step_counts != build(SEED + 1).workspaces[0].step_counts


@pytest.mark.seeds
def test_over_20_seeds_each_truth_is_found_and_the_quiet_company_stays_quiet() -> None:
    outcomes = [outcome(seed) for seed in SEEDS]
    for name in ("mismatch", "winner", "segment", "leak"):
        assert sum(getattr(one, name) for one in outcomes) == 20, name
    for name in ("winner", "segment", "leak"):
        assert sum(one.covered[name] for one in outcomes) >= 16, name
    alarms = [alarm for one in outcomes for alarm in one.alarms]
    assert len(alarms) <= 1, alarms
