"""Findings about workflows, and the proposal to use a version that was drafted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coo.designing import sentences
from coo.designing.ground import Design, Ground
from coo.intake.actions import ActivateWorkflow
from kernel.core.contracts import Finding, Severity
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal
from kernel.statistics.ranking import Scale, priority, severity_of

SCALE = Scale(severity=(0.1, 0.3, 0.7), impact=(0.1, 0.2, 0.4, 0.7))
"""Of the cases that break the promise, or of the steps whose estimates are off."""
EFFORT = 1
EFFECT_DAYS = 30
MOST_FACTS = 12


def findings_of(ground: Ground, book: FactBook) -> list[Finding]:
    """What does not hold: steps in a circle, promises, estimates, steps that are missing."""
    return [finding for one in ground.designs for finding in _of(one)]


def _of(one: Design) -> Iterator[Finding]:
    if one.fault:
        yield Finding(
            kind="circle",
            title=sentences.circle_title(one),
            text=f"{one.fault[:1].upper()}{one.fault[1:]}.",
            severity="high",
            subject=f"circle:{one.name}",
            facts=[f"{one.key}.steps"],
        )
        return
    if not sentences.keeps_enough(one):
        yield Finding(
            kind="late_promise",
            title=sentences.late_title(one),
            text=sentences.late_text(one),
            severity=_severity(one),
            subject=f"late_promise:{one.name}",
            facts=[f"{one.key}.{part}" for part in ("kept", "promise", "seen_sure", "done")],
        )
    if one.off and not one.given:
        starts = [one.step_key(step.key) for step in one.off[:MOST_FACTS]]
        yield Finding(
            kind="estimates",
            title=sentences.off_title(one),
            text=sentences.why_drafted(one),
            severity="low",
            subject=f"estimates:{one.name}",
            facts=[f"{start}.{part}" for start in starts for part in ("likely", "seen")],
        )
    if one.history.strange:
        yield Finding(
            kind="strange_steps",
            title=sentences.strange_title(one),
            text=sentences.strange_text(one),
            severity="low",
            subject=f"strange_steps:{one.name}",
            facts=[f"{one.step_key(name)}.strange" for name in one.history.strange][:MOST_FACTS],
        )


def _at_stake(one: Design) -> float:
    """The part of the cases that break the promise, else of the steps that are off."""
    if one.kept is not None and one.new_sla is not None:
        return 1.0 - one.kept
    return 0.2 * len(one.off) / max(len(one.steps), 1)


def _severity(one: Design) -> Severity:
    return severity_of(_at_stake(one), SCALE)


def proposals_of(ground: Ground, today: dt.date) -> list[AgentProposal]:
    """Use each version that is drafted."""
    return [_use(one, today) for one in ground.designs if sentences.writes(one)]


def _use(one: Design, today: dt.date) -> AgentProposal:
    title, text = sentences.proposal(one), sentences.why_drafted(one)
    severity = "low" if one.given else _severity(one)
    draft = one.revised or one
    effect, metric = f"{one.key}.mean", "Work of the deciding steps"
    if one.new_sla is not None:
        effect, metric = "plan.sure", "Cases that keep the promise"
    args = ActivateWorkflow.Args(name=one.name, version=draft.version)
    return AgentProposal(
        kind="workflow_version",
        subject=f"workflow_version:{one.name}:{draft.version}",
        title=title,
        rationale=text,
        severity=severity,
        impact=None,
        currency="",
        effort=EFFORT,
        priority=priority(_at_stake(one), severity, EFFORT, SCALE),
        evidence=list(dict.fromkeys([effect, *references(f"{title} {text}")])),
        action_kind=ActivateWorkflow.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric=metric, fact=effect, due=today + dt.timedelta(days=EFFECT_DAYS), exact=True
        ),
        due_on=today + dt.timedelta(days=DUE_DAYS[severity]),
    )
