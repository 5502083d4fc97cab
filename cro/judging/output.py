"""The parts of the answer: findings in order, experiments with their checks and verdicts."""

from __future__ import annotations

from cro.judging import sentences
from cro.judging.contracts import (
    SEVERITIES,
    CaseFinding,
    CasePart,
    CheckPart,
    ComparisonPart,
    JudgeOutput,
)
from cro.judging.ground import Case, Ground
from cro.judging.proposals import proposals_of
from cro.judging.sentences import Said
from kernel.core.facts import FactBook

ORDER = ("invalid", "rollback", "ship", "hold")


def output_of(ground: Ground, book: FactBook) -> JudgeOutput:
    """Everything in the built-in words."""
    said = sentences.said_once([sentences.say(case) for case in ground.cases])
    pairs = sorted(zip(ground.cases, said, strict=True), key=lambda pair: _place(pair[0]))
    return JudgeOutput(
        summary=sentences.summary(ground, book, said),
        findings=[_finding(case, words, book) for case, words in pairs],
        cases=[_case(case) for case, _ in pairs if case.judgement is not None],
        proposals=proposals_of(pairs, book, ground.today),
        defaults=sentences.defaults(ground),
    )


def _place(case: Case) -> int:
    return ORDER.index(case.judgement.decision.outcome) if case.judgement else len(ORDER)


def _finding(case: Case, words: Said, book: FactBook) -> CaseFinding:
    outcome = case.judgement.decision.outcome if case.judgement else "hold"
    return CaseFinding(
        kind=f"experiment_{outcome}",
        key=case.key,
        subject=f"experiment:{case.id}",
        title=words.title,
        text=words.text,
        severity=SEVERITIES[outcome],
        facts=[one.key for one in book if one.key.startswith(f"{case.key}.")],
    )


def _case(case: Case) -> CasePart:
    found = case.judgement
    assert found is not None
    return CasePart(
        key=case.key,
        experiment=str(case.id),
        name=case.name,
        outcome=found.decision.outcome,
        arm=found.decision.arm,
        basis=found.basis,
        checks=[CheckPart(name=one.name, state=one.state) for one in found.checks],
        comparisons=[
            ComparisonPart(
                key=case.comparison_key(one),
                metric=one.metric.name,
                role=one.metric.role,
                arm=one.arm,
                verdict=one.verdict,
            )
            for one in found.comparisons
        ],
    )
