"""The built-in optimizer's words: where the time goes, what is done again, what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coo.analysis.waiting import Bottleneck
from coo.mining.ground import Flowing, Ground
from kernel.core.contracts import Need
from kernel.core.facts import FactBook
from kernel.statistics.values import NotEnoughDataError

if TYPE_CHECKING:
    from coo.mining.proposals import Found


def summary(ground: Ground, book: FactBook, found: tuple[Found, ...]) -> str:
    """How long cases take, then what holds them up most, then how often things are done again."""
    said = [_times(one, book) for one in ground.flows]
    said += [_short(one) for one in found]
    if not found:
        said.append(_quiet(ground))
    return " ".join(filter(None, said))


def _times(one: Flowing, book: FactBook) -> str:
    if not one.done:
        running = "case runs" if len(one.cases) == 1 else "cases run"
        return f"{_start(one.name)}: {{fact:{one.key}.cases}} {running}, none is done yet."
    ended = "case was" if len(one.done) == 1 else "cases were"
    text = (
        f"{_start(one.name)}: {{fact:{one.key}.done}} {ended} done since {{fact:period.first}}, "
        f"at a median of {{fact:{one.key}.median}}"
    )
    if f"{one.key}.waits" in book:
        text += f"; {{fact:{one.key}.waits}} of their time went by in waiting"
    return f"{text}."


def _short(one: Found) -> str:
    if one.kind == "bottleneck":
        return (
            f"{_start(one.flow.name)} waits most for {one.activity}: {{fact:{one.key}.share}} of "
            "all its waiting."
        )
    if one.kind == "rework":
        return f"{one.activity} is done again in {{fact:{one.key}.again_share}} of the cases."
    if one.flow.still_slower:
        return f"Cases of {one.flow.name} have taken longer since {{fact:{one.key}.since}}."
    return (
        f"Cases of {one.flow.name} took longer from {{fact:{one.key}.since}} to "
        f"{{fact:{one.key}.until}}."
    )


def _quiet(ground: Ground) -> str:
    if all(isinstance(one.held, NotEnoughDataError) for one in ground.flows):
        return "Too few cases waited to say where they are held up."
    return "No activity surely holds cases up more than the others do."


def title(one: Found) -> str:
    """A finding in a line."""
    if one.kind == "bottleneck":
        return f"{one.activity} holds {one.flow.name} up"
    if one.kind == "rework":
        return f"{one.activity} is often done again"
    if one.flow.still_slower:
        return f"{_start(one.flow.name)} has become slower"
    return f"{_start(one.flow.name)} was slower for a while"


def text(one: Found) -> str:
    """Why it is one, and what would show what is behind it."""
    if one.kind == "bottleneck":
        return (
            f"Cases wait {{fact:{one.key}.wait}} for {one.activity} in the middle; that is "
            f"{{fact:{one.key}.share}} of all waiting in {one.flow.name}. With a wait like at its "
            f"other activities {{fact:{one.key}.excess}} of the waiting would go. Look who does "
            "it, on which days, and what it waits for."
        )
    if one.kind == "rework":
        back = one.repeat.back_from if one.repeat else ""
        came = f", mostly from {back}" if back else ""
        return (
            f"{{fact:{one.key}.again_share}} of the cases with {one.activity} come back to "
            f"it{came}: {{fact:{one.key}.again}} times beyond the first. See what was missing the "
            "first time."
        )
    return (
        f"Cases of {one.flow.name} that were done from {{fact:{one.key}.since}} to "
        f"{{fact:{one.key}.until}} took {{fact:{one.key}.hours}} on average, where "
        f"{{fact:{one.flow.key}.week.mean}} are usual; chance alone seldom does that. See what "
        "changed then."
    )


def proposal(one: Found) -> str:
    """What is proposed about a bottleneck, as an order."""
    return f"Take what waits for {one.activity} in {one.flow.name} first"


def told(one: Flowing, book: FactBook) -> str:
    """The text of one log: its ways, what is done again, and its waiting."""
    said = [_times(one, book)]
    if len(one.done) > 1:
        again = f"{{fact:{one.key}.rework}}" if one.again.share else "none"
        ways = f"{{fact:{one.key}.main}} kept to the most frequent of {{fact:{one.key}.ways}} ways"
        if len(one.ways) == 1:
            ways = "All went the same way"
            again = "all" if one.again.share else "none"
        said.append(f"{ways}, and {again} did something again.")
    if isinstance(one.held, Bottleneck):
        first = one.held.waiting[0]
        key = one.step_key(first.activity)
        sure = "" if one.culprit else ", which is not surely more than at others"
        said.append(
            f"{{fact:{key}.share}} of the waiting in {one.name} is for {first.activity}{sure}."
        )
    return " ".join(said)


def refusals(one: Flowing) -> list[str]:
    """What could not be computed, and what it would take."""
    said = []
    for part, what, found in refused(one):
        if isinstance(found, NotEnoughDataError):
            said.append(
                f"{what} takes {{fact:{one.key}.{part}.need}} {found.what}; there are "
                f"{{fact:{one.key}.{part}.have}}."
            )
    return said


def refused(one: Flowing) -> tuple[tuple[str, str, object], ...]:
    """What may be refused, each with the part of its facts' keys and its name."""
    return (
        ("held", "Where cases are held up", one.held),
        ("week", "A control chart", one.chart),
    )


def defaults(ground: Ground) -> list[str]:
    """What was taken for granted, in words."""
    said = ["Waiting is counted in hours that this workspace works."]
    if not any(one.steps.timed.any() for one in ground.flows):
        said.append("The log has no starts, so waiting includes the work itself.")
    if ground.shortened:
        said.append(
            "So many events are stored that only {fact:period.months} months were looked at."
        )
    if len(ground.flows) > 1:
        said.append(f"Looked at each by itself: {', '.join(one.name for one in ground.flows)}.")
    return said


def questions(ground: Ground) -> list[Need]:
    """What would make the answer better."""
    asked = []
    if any(not one.workflow for one in ground.flows):
        asked.append(
            Need(
                what="A workflow for every case",
                why="Cases of no workflow are looked at together, whatever kind they are of.",
                question="Which workflow do they belong to?",
                agent="coo-ops-intake",
                rows="coo/processes",
            )
        )
    if not any(one.steps.timed.any() for one in ground.flows):
        asked.append(
            Need(
                what="When activities begin",
                why="Waiting and work could then be told apart.",
                question="Can the log be exported with starts as well as completions?",
                rows="coo/process-events",
            )
        )
    return asked


def _start(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"
