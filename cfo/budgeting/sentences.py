"""The built-in planner's words: what is left over, whether the floor holds, why each amount."""

from __future__ import annotations

from cfo.analysis.planning import PlannedCategory
from cfo.budgeting.ground import Ground
from cfo.forecasting.sentences import METHODS
from kernel.core.contracts import Need
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


def summary(ground: Ground, book: FactBook) -> str:
    """The base plan, its cash, then what the floor takes."""
    said = [
        "From {fact:plan.first} to {fact:plan.last} the base plan has {fact:base.income} of "
        "revenue and {fact:base.cost} of costs: {fact:base.left} is left over.",
        "Cash is lowest with {fact:base.lowest} on {fact:base.lowest_on}, and with "
        "{fact:low.lowest} if revenue is low.",
        _floor(book),
    ]
    if ground.kept:
        said.append("{fact:plan.kept} months that a person changed were left as they are.")
    return " ".join(said)


def _floor(book: FactBook) -> str:
    """Whether the floor holds, and at what price."""
    short = [name for name in ("base", "low", "high") if f"{name}.short" in book]
    if short:
        name = short[0]
        where = "even as planned" if name == "base" else "if revenue is low"
        return f"{{fact:{name}.short}} is missing to the floor of {{fact:cash.floor}} {where}."
    for name, where in (("base", "as planned"), ("low", "if revenue is low")):
        if f"{name}.cut" in book:
            return (
                f"The floor of {{fact:cash.floor}} holds at the price of {{fact:{name}.cut}} "
                f"that is cut {where}."
            )
    return "It stays above the floor of {fact:cash.floor} in each scenario."


def why(ground: Ground, book: FactBook, planned: PlannedCategory) -> str:
    """Why a category's months are what they are."""
    key = fact_key("category", planned.category)
    said = [_basis(planned, key)]
    if planned.goal:
        said.append(f"Your goal of {{fact:{key}.goal}} is in it.")
    if f"{key}.cut.low" in book:
        said.append(f"{{fact:{key}.cut.low}} is cut if revenue is low.")
    if planned.category in ground.agreed:
        said.append("Agreed, so never cut.")
    return " ".join(said)


def _basis(planned: PlannedCategory, key: str) -> str:
    before = f"{{fact:{key}.before}} in as many months before"
    if planned.basis == "forecast":
        return f"{METHODS[planned.method]}; {before}."
    if planned.basis == "planned":
        return f"What the positions cost; {before}."
    if planned.basis == "mean":
        return f"The mean of the last months goes on; {before}."
    return f"Nothing came lately; {before}."


def defaults(ground: Ground, book: FactBook) -> list[str]:
    """What was taken for granted, in words."""
    said = ["Cash basis: {fact:base.months} whole months of lines up to {fact:base.through}."]
    said.append(
        "Low and high take revenue towards its limits, sales costs with it."
        if _has_sides(ground)
        else "Revenue could not be forecast, so all plans have the same."
    )
    if not ground.asked.agreed and ground.agreed:
        names = ", ".join(sorted(ground.agreed))
        said.append(f"Taken as agreed, since they never changed lately: {names}.")
    if ground.payroll:
        said.append(f"Positions on the payroll plan {', '.join(sorted(ground.payroll))}.")
    if not ground.floor:
        said.append("No cash floor is set: cash is kept above {fact:cash.floor}.")
    if ground.skip:
        said.append("The months until then are expected to go as forecast.")
    return said


def _has_sides(ground: Ground) -> bool:
    sums = {
        sum(line.amount for line in one.lines if line.kind == "revenue")
        for one in ground.plan.scenarios
    }
    return len(sums) > 1


def questions(ground: Ground, book: FactBook) -> list[Need]:
    """What would make the budget better."""
    asked = [
        Need(
            what=f"A category called “{name}”",
            why="No filed line has it, so nothing was planned by it.",
            question="Which category did you mean?",
        )
        for name in ground.unknown
    ]
    if not ground.floor:
        asked.append(
            Need(
                what="A cash floor",
                why="Without it the plan only keeps cash from running out.",
                question="How much cash do you want to have at the least?",
            )
        )
    if not ground.lines.heads:
        asked.append(
            Need(
                what="Positions on the payroll",
                why="Hires and leavers would then move the payroll’s months.",
                question="Will you import headcount, or add it by hand?",
            )
        )
    return asked
