"""The built-in analyst's words for ideas, in references and the workspace's names."""

from __future__ import annotations

from dataclasses import dataclass

from cro.ideas.book import idea_key
from cro.ideas.ground import Ground, Idea, Place
from kernel.core.contracts import Need
from kernel.core.facts import FactBook


@dataclass(frozen=True, slots=True)
class Words:
    """The three parts of a hypothesis; they hold no figure, for they are stored as words."""

    because: str
    we_believe: str
    will: str


def words_of(ground: Ground, idea: Idea) -> Words:
    """An idea's own words; what a person wrote stays theirs."""
    who = f" on {idea.segment}" if idea.segment else ""
    moved = ground.metric or f"how many go on at {idea.step}"
    will = f"raise {moved}{who}"
    if idea.kind == "leak":
        return Words(
            f"fewer people{who} go on at “{idea.step}” than before",
            f"finding what was changed at “{idea.step}”{who}, and undoing it",
            will,
        )
    if idea.kind == "gap":
        return Words(
            f"people{who} go on at “{idea.step}” less often than the others",
            f"making “{idea.step}”{who} ask no more than elsewhere",
            will,
        )
    if idea.kind == "loss":
        return Words(
            f"no other step loses so large a part of its people as “{idea.step}”",
            f"asking for less at “{idea.step}”",
            will,
        )
    seen = f"somebody here expects it to help at “{idea.step}”" if idea.step else ""
    return Words(seen or "somebody here expects it to help", idea.title, will)


def found(place: Place) -> tuple[str, str]:
    """Title and text of what was found at a place."""
    key = place.key
    who = f" on {place.segment}" if place.segment else ""
    if place.kind == "leak":
        title = f"“{place.step}” lets fewer people through{who}"
        text = (
            f"At “{place.step}”{who} {{fact:{key}.rate_now}} go on since {{fact:{key}.since}}, "
            f"against {{fact:{key}.rate_before}} before. "
            f"That costs most likely {{fact:{key}.lost_month}} a month at the end of the way. "
            f"Look first at what was changed at “{place.step}” around {{fact:{key}.since}}."
        )
        return title, text
    if place.kind == "gap":
        title = f"{place.segment} falls behind at “{place.step}”"
        text = (
            f"{{fact:{key}.rate_now}} go on at “{place.step}”{who}, "
            f"against {{fact:{key}.rate_before}} of everybody. "
            "People may differ; a test would show what the step adds."
        )
        return title, text
    title = f"“{place.step}” loses the largest part"
    text = f"{{fact:{key}.rate_now}} of those at “{place.step}” go on; no step keeps fewer."
    return title, text


def summary(ground: Ground, book: FactBook) -> str:
    """Where the most is lost, which idea goes first, and what was had before."""
    parts = [found(place)[1].split(". ")[0].rstrip(".") + "." for place in ground.places[:2]]
    if not parts:
        parts = ["No step has enough days of counts to say where people are lost."]
    if ground.new:
        first = ground.new[0]
        parts.append(
            f"“{first.title}” goes first, with {_ref(first, 'score')} points for impact, "
            "confidence and ease."
        )
        if first.weeks is not None:
            weeks = "week" if first.weeks == 1 else "weeks"
            parts.append(f"A test of it takes about {_ref(first, 'weeks')} {weeks}.")
    if ground.known:
        names = {one.like.title for one in ground.known if one.like is not None}
        parts.append("Had before: " + ", ".join(f"“{name}”" for name in sorted(names)[:3]) + ".")
    return " ".join(parts)


def why_queue(idea: Idea) -> str:
    """Why an idea should be tested; nothing for one without a place."""
    return found(idea.place)[1] if idea.place is not None else ""


def questions(ground: Ground) -> list[Need]:
    """What would make the ideas better."""
    asked = []
    if not ground.metrics:
        asked.append(
            Need(
                what="A metric to test on",
                why="A hypothesis names what it moves.",
                question="Which metric should these ideas move?",
                agent="cro-metric-intake",
                rows="cro/metric-definitions",
            )
        )
    if len(ground.steps.rows) and not ground.steps.rows.segments():
        asked.append(
            Need(
                what="Counts by segment",
                why="A leak may be that of some people only.",
                question="Can your counts tell groups apart, such as phones and computers?",
                rows="cro/step-counts",
            )
        )
    return asked


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted."""
    said = []
    if ground.now is not None:
        said.append("Looked at are {fact:period.first} to {fact:period.last}.")
    said.append("Weeks are those of a test that finds {fact:plan.smallest}.")
    if ground.metric:
        said.append(f"Ideas without a metric of their own move {ground.metric}.")
    if ground.shortfalls:
        names = sorted({one.subject.partition(":")[0] for one in ground.shortfalls})
        said.append(f"Too few people or days to compare: {', '.join(names[:5])}.")
    return said


def _ref(idea: Idea, name: str) -> str:
    return f"{{fact:{idea_key(idea)}.{name}}}"
