"""The built-in planner's words: the summary, the objective, why each part is what it is."""

from __future__ import annotations

from cmo.analysis.response import ResponseCurve
from cmo.models.columns import channel_label
from cmo.strategy.budgets import Divided
from cmo.strategy.goals import GOALS, label_of
from cmo.strategy.ground import Ground
from cmo.strategy.milestones import refusal
from cmo.strategy.risks import reaches
from kernel.core.contracts import Need
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


def summary(ground: Ground, book: FactBook, divided: Divided) -> str:
    """Where the metric stands, what is asked, whether the curves reach it, where money moves."""
    label = GOALS[ground.asked.metric].label
    said = [f"{label} came to {{fact:goal.baseline}} in the {{fact:base.days}} up to "
            "{fact:base.last}."]  # fmt: skip
    if "goal.target" in book:
        said.append("The plan asks for {fact:goal.target} by {fact:plan.end}.")
    said.append(
        {
            "yes": "The curves expect {fact:expected.goal}, so the target is in reach.",
            "maybe": "The curves expect {fact:expected.goal}; the target is possible, not sure.",
            "no": "The curves expect {fact:expected.goal}, so the target needs more than money "
            "moved.",
            "unknown": "No channel’s answer to spend is known yet, so nothing is promised.",
        }[reaches(ground, book)]
    )
    said.append(_moves(divided))
    if ground.known.kept:
        said.append(
            f"“{ground.known.kept}” was changed by a person and is left as it is; this is what "
            "the rows say now."
        )
    return " ".join(filter(None, said))


def _moves(divided: Divided) -> str:
    up = max(divided.curved, key=divided.moved, default="")
    down = min(divided.curved, key=divided.moved, default="")
    if not up or divided.moved(up) <= 0 or len(divided.curved) < 2:
        return ""
    text = f"{channel_label(up)} gets {{fact:{fact_key('split', up)}.amount}}"
    if divided.moved(down) < 0:
        text += f", {channel_label(down)} {{fact:{fact_key('split', down)}.amount}}"
    return f"{text} of {{fact:budget.total}}."


def objective(ground: Ground, book: FactBook) -> str:
    """The plan in a sentence."""
    brand, label = ground.known.brand, label_of(ground.asked.metric)
    if "goal.target" not in book:
        return f"Bring {label} of {brand} forward within {{fact:budget.total}}."
    return (
        f"Bring {label} of {brand} from {{fact:goal.baseline}} to {{fact:goal.target}} within "
        "{fact:budget.total}."
    )


def why_part(ground: Ground, divided: Divided, channel: str) -> str:
    """Why a channel's part is what it is."""
    key, label = fact_key("split", channel), channel_label(channel)
    fit = ground.fits[channel]
    if not isinstance(fit, ResponseCurve):
        return f"{label} keeps its share, since it has no curve. {refusal(ground, channel)}"
    if len(divided.curved) < 2:
        return f"{label} keeps its share: no other channel has a curve to set against it."
    if ground.outcome == "revenue":
        return (
            f"The next unit of spend brings {{fact:{key}.marginal}} there, "
            f"{{fact:{key}.marginal_now}} at present."
        )
    noun = "order" if ground.outcome == "conversions" else "session"
    return f"A further {noun} costs {{fact:{key}.marginal}} there, {{fact:{key}.marginal_now}} now."


def defaults(ground: Ground, book: FactBook, divided: Divided) -> list[str]:
    """What was taken for granted, in words."""
    asked = ground.asked
    said = ["The baseline is the {fact:base.days} from {fact:base.first} to {fact:base.last}."]
    if asked.target is None and "goal.rise" in book:
        said.append("No target was given, so it lies {fact:goal.rise} from the baseline.")
    if asked.budget is None:
        said.append("No budget was given, so it is what as many days cost.")
    if len(divided.curved) >= 2:
        said.append("A channel’s part moves no further than the furthest move allows.")
    return said


def questions(ground: Ground) -> list[Need]:
    """What would make the plan better."""
    asked = []
    if not ground.known.segment:
        asked.append(Need(what="A customer segment", why="Steps could then name whom they are for.",
                          agent="cmo-brand-intake"))  # fmt: skip
    if not ground.known.offer:
        asked.append(Need(what="An offer", why="Steps could then name what is brought forward.",
                          agent="cmo-brand-intake"))  # fmt: skip
    if not ground.spent:
        asked.append(Need(what="Spend by channel", why="Without it there is nothing to split.",
                          question="Will you import daily metrics with spend?",
                          rows="cmo/metrics-snapshots"))  # fmt: skip
    return asked
