"""The built-in designer's words: whether the traffic carries the test, and when it is decided."""

from __future__ import annotations

from cro.designing.ground import Ground
from kernel.core.contracts import Need
from kernel.core.facts import FactBook

DEFAULTS = {
    "effect": "The smallest effect is {fact:effect}, from the experiment settings.",
    "weeks": "A test may take {fact:longest} weeks, from the experiment settings.",
    "method": "The method is that of the experiment settings.",
}


def summary(ground: Ground, book: FactBook) -> str:
    """What the traffic can show comes first where it cannot show what was asked."""
    if not ground.feasible:
        return " ".join([_cannot(ground, book), *instead(ground, book)])
    return " ".join(
        [
            f"{ground.title} takes {{fact:size}} people, {{fact:weeks}} {_weeks(ground.weeks)} of "
            "the {fact:weekly} who come in a week.",
            f"{ground.metric} is {{fact:baseline}} today; an effect of {{fact:effect}} is found "
            "in {fact:power} of the cases in which it is there.",
            _decided(ground),
            _guarded(ground),
        ]
    )


def _weeks(count: int | None) -> str:
    return "week" if count == 1 else "weeks"


def _cannot(ground: Ground, book: FactBook) -> str:
    said = (
        f"The traffic cannot show an effect of {{fact:effect}} on {ground.metric} with "
        f"{ground.title} within {{fact:longest}} {_weeks(ground.asked.longest)}"
    )
    if "size" in book:
        said += ": it takes {fact:size} people and {fact:weekly} come in a week"
    if "reachable" not in book:
        return f"{said}. No effect that is possible could be shown."
    return f"{said}. The smallest that it could show is {{fact:reachable}}."


def instead(ground: Ground, book: FactBook) -> list[str]:
    """What to do where the traffic is too small."""
    if ground.feasible:
        return []
    said = []
    if ground.earlier is not None:
        step, _ = ground.earlier
        said.append(
            f"At {step.step} the same weeks would show {{fact:earlier}}: test an idea there."
        )
    if "fewer" in book:
        said.append("With only the present version and another, {fact:fewer} would show.")
    if "reachable" in book:
        said.append(f"Or make the change to {ground.step or ground.metric} bolder.")
    said.append(f"Else decide on {ground.title} without a test, and watch {ground.metric}.")
    return said


def _decided(ground: Ground) -> str:
    if ground.asked.method == "sequential":
        return (
            f"{ground.title} may be decided on any day after a whole week, as its intervals stay "
            "valid."
        )
    if ground.asked.method == "bayesian":
        return f"{ground.title} is decided at that size, by chance to win and risk."
    return f"{ground.title} is decided at that size, at the end of a whole week."


def _guarded(ground: Ground) -> str:
    names = [one.name for one in ground.guards]
    if not names:
        return "No metric has a margin, so nothing is guarded."
    return f"It guards {_and(names)}."


def stop(ground: Ground) -> str:
    """The rule of stopping, as the plan keeps it; figures as references."""
    if ground.asked.method == "sequential":
        return "When the always-valid interval shows an effect, or at {fact:size} people."
    return "At {fact:size} people and whole weeks."


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted, in words."""
    said = [DEFAULTS[name] for name in ground.asked.defaults]
    if ground.past is not None and ground.past.here:
        said.append(f"People and baseline are those of {ground.past.name}, at the same step.")
    elif ground.past is not None:
        said.append(f"The baseline is that of {ground.past.name}, at another step.")
    return said


def questions(ground: Ground) -> list[Need]:
    """What would make the plan better."""
    asked = []
    if ground.busy:
        asked.append(
            Need(
                what=f"A free step for {ground.title}",
                why=f"{_and(list(ground.busy))} {'runs' if len(ground.busy) == 1 else 'run'} at "
                f"{ground.step}; they share its people.",
                question="Shall it wait, or does nobody take part in both?",
            )
        )
    if not ground.guards:
        asked.append(
            Need(
                what="A guardrail",
                why=f"A gain of {ground.metric} may cost something else.",
                question="Which metric must not get worse, and by how much may it?",
                rows="cro/metric-definitions",
            )
        )
    return asked


def _and(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
