"""What was planted in the demo company is found, with its size; what was not is not claimed."""

from dataclasses import dataclass

import pytest

from cmo.analysis import analyse
from cmo.analysis.finding import Finding, Horizon
from cmo.demo import AS_OF, SEED, build
from cmo.tests.analysis.rows import of_workspace

SEEDS = range(SEED, SEED + 20)


@dataclass(frozen=True)
class Outcome:
    """How one seed went: findings of each planted truth, coverage, and alarms above low."""

    leak: Finding | None
    tracking: Finding | None
    covered: dict[str, bool]
    alarms: tuple[str, ...]


def outcome(seed: int) -> Outcome:
    loud = build(seed)
    truths = loud.truths
    assert truths is not None
    leak = tracking = None
    alarms: list[str] = []
    for data in (loud, build(seed, quiet=True)):
        for workspace in data.workspaces:
            for one in analyse(*of_workspace(workspace), Horizon(AS_OF)).findings:
                planted = data is loud and workspace.slug == truths.leak.workspace
                if planted and one.kind == "leak" and one.stage.name == truths.leak.stage:
                    leak = one
                elif (
                    planted
                    and one.kind == "broken_tracking"
                    and (one.window.first <= truths.tracking.day <= one.window.last)
                ):
                    tracking = one
                elif one.severity != "low":
                    alarms.append(f"{workspace.slug} {one.subject}")
    covered = {
        "leak": leak is not None and covers(leak, "difference", truths.leak.difference),
        "sessions": tracking is not None
        and covers(tracking, "sessions_missing", truths.tracking.sessions_lost),
        "conversions": tracking is not None
        and covers(tracking, "conversions_missing", truths.tracking.conversions_lost),
        "revenue": tracking is not None
        and covers(tracking, "revenue_missing", truths.tracking.revenue_lost),
    }
    return Outcome(leak, tracking, covered, tuple(alarms))


def covers(finding: Finding, name: str, value: float) -> bool:
    figure = finding.figure(name)
    return figure.low <= value <= figure.high


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_the_planted_truths_are_found_and_nothing_else_is_claimed(seed: int) -> None:
    found = outcome(seed)
    assert found.leak is not None
    assert found.tracking is not None
    assert found.covered["leak"]
    assert found.covered["sessions"]
    assert found.alarms == ()


def test_the_leaks_day_and_the_broken_channels_are_named() -> None:
    truths = build().truths
    found = outcome(SEED)
    assert abs((found.leak.window.first - truths.leak.since).days) <= 1
    assert found.tracking.channels == truths.tracking.channels
    assert found.tracking.window.first == found.tracking.window.last == truths.tracking.day
    assert found.leak.severity in ("high", "critical")


@pytest.mark.seeds
def test_over_20_seeds_each_truth_is_found_and_the_quiet_company_stays_quiet() -> None:
    outcomes = [outcome(seed) for seed in SEEDS]
    assert sum(one.leak is not None for one in outcomes) == 20
    assert sum(one.tracking is not None for one in outcomes) == 20
    for name in ("leak", "sessions", "conversions", "revenue"):
        assert sum(one.covered[name] for one in outcomes) >= 16, name
    alarms = [alarm for one in outcomes for alarm in one.alarms]
    assert len(alarms) <= 1, alarms
