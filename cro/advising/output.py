"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from datetime import date

from cro.advising import sentences
from cro.advising.contracts import AdvisorFinding, AdvisorOutput, LearntPart, NextPart
from cro.advising.ground import Ground
from cro.advising.proposals import proposals_of
from kernel.core.facts import FactBook


def output_of(ground: Ground, book: FactBook, today: date) -> AdvisorOutput:
    """Everything in the built-in words."""
    return AdvisorOutput(
        summary=sentences.summary(ground, book),
        findings=[
            AdvisorFinding(
                kind="segment",
                key=one.key,
                title=f"{one.found.segment} differs in “{one.finished.experiment.name}”",
                text=f"{sentences.differs(one)} {sentences.follow_up(one)}",
                severity="medium",
                subject=f"segment:{one.finished.experiment.name}:{one.found.segment}",
                facts=_keys(book, one.key),
            )
            for one in ground.differing
        ],
        questions=sentences.questions(ground),
        next=[
            NextPart(
                key=one.key,
                title=one.candidate.title,
                standing=one.candidate.standing,
                step=one.candidate.step,
                segment=one.candidate.segment,
                without=one.without,
                facts=_keys(book, one.key),
            )
            for one in ground.weighed[: ground.payload.most]
        ],
        learnt=[
            LearntPart(
                key=one.key,
                experiment=one.experiment.name,
                decision=one.experiment.decision,
                reason=one.experiment.decision_reason,
                mismatch=one.mismatch,
                facts=_keys(book, one.key),
            )
            for one in ground.finished
        ],
        proposals=proposals_of(ground, today),
        defaults=sentences.defaults(ground),
    )


def _keys(book: FactBook, start: str) -> list[str]:
    return [one.key for one in book if one.key.rpartition(".")[0] == start]
