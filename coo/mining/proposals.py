"""From what holds cases up to findings and proposals, each as grave as it surely is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from coo.actions import MOST_TASKS, RaisePriority
from coo.analysis.paths import Repeat
from coo.mining import sentences
from coo.mining.ground import Flowing, Ground
from coo.models.task import TaskPriority
from kernel.core.contracts import Severity
from kernel.core.facts import references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal
from kernel.statistics.ranking import Scale, priority, severity_of

SCALE = Scale(severity=(0.05, 0.2, 0.6), impact=(0.05, 0.15, 0.3, 0.5))
"""Of the part of all waiting, or of all cases, that is surely at stake."""
REWORK_FROM = 0.1
REWORK_CASES = 20
EFFORT = {"bottleneck": 2, "rework": 3, "slower": 2}
EFFECT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Something that holds cases up; `key` begins its facts, the first of `facts` is the headline.

    `share` is the cautious end of what is at stake.
    """

    kind: str
    flow: Flowing
    key: str
    activity: str
    share: float
    severity: Severity
    facts: tuple[str, ...]
    repeat: Repeat | None = None

    @property
    def subject(self) -> str:
        """What it is about, the same in every run."""
        return f"{self.kind}:{self.flow.workflow}:{self.activity}"

    @property
    def priority(self) -> float:
        return priority(self.share, self.severity, EFFORT[self.kind], SCALE)


def found_in(ground: Ground) -> tuple[Found, ...]:
    """Findings of all logs, those first that matter most."""
    every = [found for flow in ground.flows for found in _of(flow)]
    return tuple(sorted(every, key=lambda one: (-one.priority, -one.share, one.subject)))


def _of(flow: Flowing) -> Iterator[Found]:
    if (held := flow.culprit) is not None:
        key, share = flow.step_key(held.activity), max(held.excess.low, 0.0)
        facts = tuple(f"{key}.{part}" for part in ("share", "wait", "excess"))
        yield Found("bottleneck", flow, key, held.activity, share, severity_of(share, SCALE), facts)
    for repeat in flow.again.repeats:
        if repeat.share >= REWORK_FROM and repeat.cases >= REWORK_CASES:
            key = flow.step_key(repeat.activity)
            share = repeat.share * repeat.cases / max(len(flow.done), 1)
            facts = (f"{key}.again_share", f"{key}.again")
            yield Found("rework", flow, key, repeat.activity, share, severity_of(share, SCALE),
                        facts, repeat)  # fmt: skip
    if (signal := flow.slower) is not None:
        facts = tuple(f"{flow.key}.slower.{part}" for part in ("hours", "since"))
        sure = signal.rule in (1, 4)
        yield Found("slower", flow, f"{flow.key}.slower", "", 0.05 if sure else 0.0,
                    "medium" if sure else "low", facts)  # fmt: skip


def proposals_of(found: tuple[Found, ...], today: dt.date) -> list[AgentProposal]:
    """Take what waits at a bottleneck first, where tasks wait there now."""
    return [made for one in found if (made := _first(one, today)) is not None]


def _first(one: Found, today: dt.date) -> AgentProposal | None:
    if one.kind != "bottleneck":
        return None
    tasks = [w.id for w in one.flow.waiting if w.activity == one.activity and not w.urgent]
    if not tasks:
        return None
    title, text = sentences.proposal(one), sentences.text(one)
    args = RaisePriority.Args(tasks=tuple(tasks[:MOST_TASKS]), priority=TaskPriority.HIGH)
    return AgentProposal(
        kind=one.kind,
        subject=one.subject,
        title=title,
        rationale=text,
        severity=one.severity,
        impact=None,
        currency="",
        effort=EFFORT[one.kind],
        priority=one.priority,
        evidence=list(dict.fromkeys([*one.facts, *references(f"{title} {text}")])),
        action_kind=RaisePriority.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric="Part of all waiting that could go",
            fact=f"{one.key}.excess",
            due=today + dt.timedelta(days=EFFECT_DAYS),
        ),
        due_on=today + dt.timedelta(days=DUE_DAYS[one.severity]),
    )
