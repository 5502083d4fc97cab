"""The built-in architect's words."""

from __future__ import annotations

from cmo.funnels.contracts import FunnelPart, StagePart
from cmo.funnels.ground import Ground
from kernel.core.contracts import Finding, Need
from kernel.core.facts import FactBook


def summary(ground: Ground, book: FactBook, funnels: list[FunnelPart]) -> str:
    """What the goal asks for, of whom, and where people are lost."""
    said = []
    if "goal.orders" in book:
        money = "{fact:goal.revenue} a month means " if "goal.revenue" in book else ""
        text = f"{money}{{fact:goal.orders}} orders a month"
        said.append(f"{text[:1].upper()}{text[1:]}.")
    for funnel in funnels:
        said.append(_asks(book, funnel))
        for stage in funnel.stages:
            if stage.leak:
                said.append(
                    f"“{stage.name}” leaks: {{fact:{stage.key}.now}} go on, "
                    f"{{fact:{stage.key}.before}} did before."
                )
    if ground.drafts:
        said.append(f"“{ground.own_name}” is drafted, since no funnel was there.")
    if len(said) == len(funnels) + ("goal.orders" in book) and not ground.drafts:
        said.append("No stage lets fewer people on than it did.")
    return " ".join(filter(None, said)) or "There is too little data for an answer."


def _asks(book: FactBook, funnel: FunnelPart) -> str:
    first = funnel.stages[0] if funnel.stages else None
    if first is None or not first.need:
        return f"“{funnel.name}” has to be counted before a goal can be worked back."
    now = f", {{fact:{first.present}}} do" if first.present in book else ""
    return f"In “{funnel.name}” {{fact:{first.need}}} must enter “{first.name}” a month{now}."


def stage_text(book: FactBook, stage: StagePart) -> str:
    """What the goal asks of one stage."""
    if stage.leak:
        return (
            f"{{fact:{stage.key}.now}} go on at “{stage.name}” since {{fact:{stage.key}.since}}; "
            f"look at what was changed there then."
        )
    if not stage.need:
        return f"Count who enters “{stage.name}” and who goes on, each day."
    present, need = book.get(stage.present), book[stage.need]
    if present is None or not isinstance(present.value, int) or not isinstance(need.value, int):
        return ""
    if need.interval is not None and present.value < need.interval.low:
        return f"“{stage.name}” must see more people, or let more on."
    if present.value >= need.value:
        return f"Enough people enter “{stage.name}” already."
    return f"“{stage.name}” is within reach of what is needed."


def leak_findings(funnels: list[FunnelPart]) -> list[Finding]:
    """A finding for each leaking stage."""
    return [
        Finding(
            kind="leak",
            title=f"“{stage.name}” in {funnel.name} lets fewer people through",
            text=f"{{fact:{stage.key}.now}} go on since {{fact:{stage.key}.since}}, "
            f"{{fact:{stage.key}.before}} did before.",
            severity="high",
            subject=f"leak:{stage.id}",
            facts=[f"{stage.key}.now", f"{stage.key}.before", f"{stage.key}.since"],
        )
        for funnel in funnels
        for stage in funnel.stages
        if stage.leak
    ]


def defaults(ground: Ground, book: FactBook) -> list[str]:
    """What was taken for granted."""
    said = []
    if "base.days" in book:
        said.append("Rates are those of the {fact:base.days} up to {fact:base.last}.")
    if ground.goal.source == "plan":
        said.append(f"The goal is a month’s part of what “{ground.goal.plan}” asks for.")
    elif ground.goal.source == "default" and "goal.revenue" in book:
        said.append("No goal was given, so it is {fact:goal.rise} more than of late.")
    return said


def questions(funnels: list[FunnelPart], book: FactBook) -> list[Need]:
    """What is to be counted, and the goal where none can be told."""
    asked = []
    for funnel in funnels:
        missing = [stage.name for stage in funnel.stages if not stage.rate]
        if missing:
            asked.append(
                Need(
                    what=f"Counts of {', '.join(missing)}",
                    why=f"Without them nothing in “{funnel.name}” can be worked back or judged.",
                    question="Will you import who entered and went on, by stage and day?",
                )
            )
        elif funnel.drafted:
            asked.append(
                Need(
                    what=f"Counts of the stages of {funnel.name}",
                    why="Its rates come from channel totals; counts of people show leaks.",
                    question="Will you import who entered and went on, by stage and day?",
                )
            )
    if "goal.orders" not in book:
        asked.append(
            Need(
                what="A goal in orders",
                why="Without revenue and orders in the rows no goal becomes a number of people.",
                question="Which revenue a month do you want, and what does an order bring?",
            )
        )
    return asked
