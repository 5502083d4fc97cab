"""What was planted in the demo company is found, with its size; what was not is not claimed."""

from dataclasses import dataclass
from datetime import date

import pytest

from cfo.analysis import months, spend_analysis
from cfo.analysis.finding import Finding
from cfo.analysis.spending import Horizon
from cfo.demo import AS_OF, SEED, Truths, build
from cfo.tests.analysis.rows import of_workspace

SEEDS = range(SEED, SEED + 20)


@dataclass(frozen=True)
class Outcome:
    """How one seed went: the finding of each planted truth, coverage, and alarms above low."""

    duplicate: Finding | None
    price: Finding | None
    overrun: Finding | None
    covered: dict[str, bool]
    alarms: tuple[str, ...]


def outcome(seed: int) -> Outcome:
    loud = build(seed)
    truths = loud.truths
    assert truths is not None
    found: dict[str, Finding] = {}
    alarms: list[str] = []
    for data in (loud, build(seed, quiet=True)):
        for workspace in data.workspaces:
            rows, budget = of_workspace(workspace)
            horizon = Horizon(AS_OF, split_limit=workspace.split_limit)
            for one in spend_analysis(rows, budget, workspace.currency, horizon).findings:
                planted = data is loud and workspace.slug == truths.duplicate.workspace
                name = planted_in(one, truths) if planted else None
                if name:
                    found[name] = one
                elif one.severity != "low":
                    alarms.append(f"{data.tenant.slug} {workspace.slug} {one.subject}")
    covered = {
        "price": "price" in found and covers(found["price"], "price_ratio", truths.price.ratio),
        "overrun": "overrun" in found
        and covers(found["overrun"], "unexpected", truths.overrun.extra),
    }
    return Outcome(
        found.get("duplicate"), found.get("price"), found.get("overrun"), covered, tuple(alarms)
    )


def planted_in(one: Finding, truths: Truths) -> str | None:
    if one.kind == "duplicate_payment":
        same = one.window.first == truths.duplicate.paid_on
        right = same and one.window.last == truths.duplicate.paid_again_on
        return "duplicate" if right and one.saving == truths.duplicate.amount else None
    if one.kind == "price_rise" and one.payee == truths.price.payee.casefold():
        return "price"
    month = months.number_of(truths.overrun.month)
    if one.kind == "budget_overrun" and one.category == truths.overrun.category:
        return "overrun" if months.number_of(one.window.first) == month else None
    return None


def covers(finding: Finding, name: str, value: float) -> bool:
    figure = finding.figure(name)
    return figure.low <= value <= figure.high


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_the_planted_truths_are_found_and_nothing_else_is_claimed(seed: int) -> None:
    found = outcome(seed)
    assert found.duplicate is not None
    assert found.price is not None
    assert found.overrun is not None
    assert found.covered["price"]
    assert found.alarms == ()


def test_the_day_and_the_prices_of_the_rise_are_named() -> None:
    truth = build().truths.price
    found = outcome(SEED).price
    assert found.window.first == truth.since
    assert found.figure("price_before").value == pytest.approx(truth.before, rel=0.01)
    assert found.figure("price_after").value == pytest.approx(truth.after, rel=0.01)


def test_savings_are_ranked_by_what_they_save() -> None:
    rows, budget = of_workspace(build().workspaces[0])
    answer = spend_analysis(rows, budget, "EUR", Horizon(AS_OF))
    saved = [answer.findings[at].saving for at in answer.savings]
    assert saved == sorted(saved, reverse=True)
    assert min(saved) > 0


def test_a_question_asked_before_the_second_payment_does_not_name_it() -> None:
    data = build()
    rows, budget = of_workspace(data.workspaces[0])
    asked = data.truths.duplicate.paid_again_on
    early = Horizon(date.fromordinal(asked.toordinal() - 1))
    kinds = {one.kind for one in spend_analysis(rows, budget, "EUR", early).findings}
    assert "duplicate_payment" not in kinds


@pytest.mark.seeds
def test_over_20_seeds_each_truth_is_found_and_the_quiet_company_stays_quiet() -> None:
    outcomes = [outcome(seed) for seed in SEEDS]
    for name in ("duplicate", "price", "overrun"):
        assert sum(getattr(one, name) is not None for one in outcomes) == 20, name
    for name in ("price", "overrun"):
        assert sum(one.covered[name] for one in outcomes) >= 16, name
    alarms = [alarm for one in outcomes for alarm in one.alarms]
    assert len(alarms) <= 1, alarms
