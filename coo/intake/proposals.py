"""From a drafted workflow to a proposal: use it, and count the cases without one as its own."""

from __future__ import annotations

from datetime import timedelta

from coo.intake import sentences
from coo.intake.actions import MOST_PROCESSES, ActivateWorkflow
from coo.intake.ground import Ground
from kernel.core.facts import FactBook
from kernel.core.wordings import numbered
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal

SEVERITY = "low"


def proposals_of(ground: Ground, book: FactBook) -> list[AgentProposal]:
    """At most one."""
    if not ground.drafts or not ground.free.ids:
        return []
    version, in_use = ground.version
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
            severity=SEVERITY,  # type: ignore[arg-type]
            impact=None,
            currency="",
            effort=1,
            priority=float(ground.free.count),
            evidence=["cases.free", "log.cases", "log.steps"],
            action_kind=ActivateWorkflow.kind,
            action_args=args.model_dump(mode="json"),
            predicted=AgentPrediction(
                metric="Cases with a workflow", fact="cases.free", due=due, exact=True
            ),
            due_on=due,
        )
    ]
