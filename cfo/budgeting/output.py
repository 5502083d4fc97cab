"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from cfo.analysis.planning import BudgetScenario, PlannedCategory
from cfo.budgeting import sentences
from cfo.budgeting.contracts import BudgetOutput, CategoryPart, ScenarioPart
from cfo.budgeting.ground import Ground
from kernel.core.contracts import Finding, Severity
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


def output_of(ground: Ground, book: FactBook) -> BudgetOutput:
    """The whole budget in the built-in words."""
    return BudgetOutput(
        summary=sentences.summary(ground, book),
        findings=_findings(ground, book),
        currency=ground.currency,
        version=ground.asked.version,
        months=list(ground.asked.months),
        scenarios=[_scenario(one, book) for one in ground.plan.scenarios],
        categories=[_category(ground, book, one) for one in ground.plan.categories],
        defaults=sentences.defaults(ground, book),
        questions=sentences.questions(ground, book),
    )


def _scenario(one: BudgetScenario, book: FactBook) -> ScenarioPart:
    name = one.scenario
    return ScenarioPart(
        scenario=name,
        income=f"{name}.income",
        cost=f"{name}.cost",
        lowest=f"{name}.lowest",
        cut=f"{name}.cut" if f"{name}.cut" in book else "",
        short=f"{name}.short" if f"{name}.short" in book else "",
        cash=list(one.cash),
    )


def _category(ground: Ground, book: FactBook, planned: PlannedCategory) -> CategoryPart:
    months = {
        one.scenario: [line.amount for line in one.lines if line.category == planned.category]
        for one in ground.plan.scenarios
    }
    return CategoryPart(
        key=fact_key("category", planned.category),
        category=planned.category,
        kind=planned.kind,
        basis=planned.basis,
        method=planned.method,
        agreed=planned.category in ground.agreed,
        why=sentences.why(ground, book, planned),
        base=months["base"],
        low=months["low"],
        high=months["high"],
    )


def _findings(ground: Ground, book: FactBook) -> list[Finding]:
    """A floor that cuts alone cannot keep."""
    for name, severity in (("base", "high"), ("low", "medium")):
        if f"{name}.short" in book:
            graveness: Severity = "high" if severity == "high" else "medium"
            return [
                Finding(
                    kind="budget_floor",
                    title="The budget does not keep the cash floor",
                    text=f"{{fact:{name}.short}} is missing on {{fact:{name}.lowest_on}}, after "
                    "every cut that can be made.",
                    severity=graveness,
                    subject=f"budget:{ground.currency}",
                    facts=[f"{name}.short", f"{name}.lowest", "cash.floor"],
                )
            ]
    return []
