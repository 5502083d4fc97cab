"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from cro.ideas import sentences
from cro.ideas.book import idea_key
from cro.ideas.contracts import IdeaPart, IdeasFinding, IdeasOutput
from cro.ideas.ground import Ground, Idea, Place
from kernel.core.contracts import Severity
from kernel.core.facts import FactBook
from kernel.statistics.ranking import Scale, severity_of

SCALE = Scale(severity=(0.02, 0.10, 0.25), impact=(0.01, 0.03, 0.10, 0.25))
"""Of the share of all outcomes that is at stake."""


def output_of(ground: Ground, book: FactBook) -> IdeasOutput:
    """Everything in the built-in words."""
    return IdeasOutput(
        summary=sentences.summary(ground, book),
        findings=[_finding(place, book) for place in ground.places],
        questions=sentences.questions(ground),
        ideas=[part_of(ground, book, idea) for idea in ground.new],
        known=[part_of(ground, book, idea) for idea in ground.known],
        defaults=sentences.defaults(ground),
    )


def severity(place: Place) -> Severity:
    """Of a leak, by the share at stake; what merely is so is low."""
    if place.kind != "leak" or place.loss is None:
        return "low"
    return severity_of(place.loss.share, SCALE)


def part_of(ground: Ground, book: FactBook, idea: Idea) -> IdeaPart:
    """An idea in words, with its scores and the keys of its facts."""
    words = sentences.words_of(ground, idea)
    keys = _keys(book, idea_key(idea))
    if idea.place is not None:
        keys += _keys(book, idea.place.key)
    return IdeaPart(
        key=idea.key,
        ground=idea.kind,
        title=idea.title,
        because=words.because,
        we_believe=words.we_believe,
        will=words.will,
        step=idea.step,
        segment=idea.segment,
        metric=ground.metric,
        impact=idea.score.impact,
        confidence=idea.score.confidence,
        ease=idea.score.ease,
        like=idea.like.title if idea.like else "",
        why=sentences.why_queue(idea),
        facts=keys,
    )


def _finding(place: Place, book: FactBook) -> IdeasFinding:
    title, text = sentences.found(place)
    return IdeasFinding(
        kind=place.kind,
        key=place.key,
        title=title,
        text=text,
        severity=severity(place),
        subject=f"{place.kind}:{place.step}:{place.segment}",
        facts=_keys(book, place.key),
    )


def _keys(book: FactBook, start: str) -> list[str]:
    return [one.key for one in book if one.key.rpartition(".")[0] == start]
