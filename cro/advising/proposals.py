"""What the advisor proposes: the next test, and a further test where a segment differs."""

from __future__ import annotations

from datetime import date, timedelta

from cro.actions import AddHypothesis, QueueHypothesis, StartExperiment
from cro.advising import sentences
from cro.advising.ground import Differing, Ground, Weighed
from cro.analysis import ice, likeness
from kernel.core.actions import ActionArgs
from kernel.core.contracts import Severity
from kernel.core.facts import references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal
from kernel.statistics.ranking import Scale, priority

SCALE = Scale(severity=(0.02, 0.10, 0.25), impact=(0.01, 0.03, 0.10, 0.25))
YEAR_DAYS = 365
FOLLOW_DAYS = 90
EFFORT = 2
ALIKE = 0.9


def proposals_of(ground: Ground, today: date) -> list[AgentProposal]:
    """The best test that an approval can move on, and a further test for each segment."""
    found = [_next(one, today) for one in ground.weighed if _movable(one)][:1]
    found += [_segment(ground, one, today) for one in ground.differing if not _known(ground, one)]
    return found


def _movable(one: Weighed) -> bool:
    """Whether there is a step to take; a queued idea waits for the designer."""
    return one.worth is not None and one.candidate.standing in ("idea", "draft")


def _known(ground: Ground, one: Differing) -> bool:
    title = sentences.follow_up_words(one)[0]
    return any(likeness(title, other) >= ALIKE for other in ground.titles)


def _next(one: Weighed, today: date) -> AgentProposal:
    candidate = one.candidate
    action: type[QueueHypothesis] | type[StartExperiment] = QueueHypothesis
    args: ActionArgs = QueueHypothesis.Args(hypothesis=candidate.id)
    title = f"Queue “{candidate.title}” as the next test"
    if candidate.experiment is not None:
        action, args = StartExperiment, StartExperiment.Args(experiment=candidate.experiment)
        title = f"Start “{candidate.title}” next"
    text = sentences.because(one)
    rationale = f"{text[:1].upper()}{text[1:]}"
    return _proposal(
        kind="next",
        subject=f"hypothesis:{candidate.id}",
        title=title,
        rationale=rationale,
        severity="low",
        share=0.0,
        keys=[f"{one.key}.a_week", f"{one.key}.a_year"],
        action=action.kind,
        args=args,
        predicted=("Outcomes a year that are expected", f"{one.key}.a_year", YEAR_DAYS),
        today=today,
    )


def _segment(ground: Ground, one: Differing, today: date) -> AgentProposal:
    title, because, believe, will = sentences.follow_up_words(one)
    experiment = one.finished.experiment
    hypothesis = experiment.hypothesis
    difference = abs(one.found.difference.estimate)
    score = ice(min(1.0, difference), "gap", None)
    args = AddHypothesis.Args(
        title=title,
        because=because,
        we_believe=believe,
        will=will,
        segment=ground.segments.get(one.found.segment),
        metric=experiment.metric_id,
        step=hypothesis.step if hypothesis else "",
        impact=score.impact,
        confidence=score.confidence,
    )
    return _proposal(
        kind="segment",
        subject=f"segment:{experiment.pk}:{one.found.segment}",
        title=f"Test “{experiment.name}” again on {one.found.segment}",
        rationale=f"{sentences.differs(one)} {sentences.follow_up(one)}",
        severity="medium",
        share=min(1.0, difference),
        keys=[f"{one.key}.difference", f"{one.key}.p_value"],
        action=AddHypothesis.kind,
        args=args,
        predicted=("Effect there beyond the others", f"{one.key}.difference", FOLLOW_DAYS),
        today=today,
    )


def _proposal(
    *,
    kind: str,
    subject: str,
    title: str,
    rationale: str,
    severity: Severity,
    share: float,
    keys: list[str],
    action: str,
    args: ActionArgs,
    predicted: tuple[str, str, int],
    today: date,
) -> AgentProposal:
    metric, key, days = predicted
    return AgentProposal(
        kind=kind,
        subject=subject,
        title=title,
        rationale=rationale,
        severity=severity,
        impact=None,
        currency="",
        effort=EFFORT,
        priority=priority(share, severity, EFFORT, SCALE),
        evidence=list(dict.fromkeys([*keys, *references(f"{title} {rationale}"), key])),
        action_kind=action,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(metric=metric, fact=key, due=today + timedelta(days=days)),
        due_on=today + timedelta(days=DUE_DAYS[severity]),
    )
