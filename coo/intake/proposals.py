"""From a drafted workflow to a proposal: use it, and count the cases without one as its own."""

from __future__ import annotations

from datetime import timedelta

from coo.intake import sentences
from coo.intake.actions import MOST_PROCESSES, ActivateWorkflow
from coo.intake.ground import Ground
from kernel.core.facts import FactBook
from kernel.core.wordings import numbered
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal
from kernel.statistics.ranking import Scale, Severity, priority

SEVERITY: Severity = "low"
EFFORT = 1
SCALE = Scale(severity=(0.5, 0.8, 1.1), impact=(0.1, 0.25, 0.5, 0.75))
"""Of the part of all cases that have no workflow; what puts rows in order alarms nobody."""


def proposals_of(ground: Ground, book: FactBook) -> list[AgentProposal]:
    """At most one."""
    if not ground.drafts or not ground.free.ids:
        return []
    version, in_use = ground.version
    share = ground.free.count / max(sum(ground.processes.values()), 1)
    args = ActivateWorkflow.Args(
        name=ground.name, version=version, processes=ground.free.ids[:MOST_PROCESSES]
    )
    due = ground.today + timedelta(days=DUE_DAYS[SEVERITY])
    cases = numbered(book, "cases.free", "case", "cases")
    title = f"Count {cases} as {ground.name}" if in_use else f"Use {ground.name} for {cases}"
    return [
        AgentProposal(
            kind="activate_workflow",
            subject=f"workflow:{ground.name}",
            title=title,
            rationale=sentences.because(ground, book),
            severity=SEVERITY,
            impact=None,
            currency="",
            effort=EFFORT,
            priority=priority(share, SEVERITY, EFFORT, SCALE),
            evidence=["cases.free", "log.cases", "log.steps"],
            action_kind=ActivateWorkflow.kind,
            action_args=args.model_dump(mode="json"),
            predicted=AgentPrediction(
                metric="Cases with a workflow", fact="cases.free", due=due, exact=True
            ),
            due_on=due,
        )
    ]
