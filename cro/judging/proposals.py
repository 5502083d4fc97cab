"""From judgements to proposals: decide on an experiment, as its rules say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cro.actions import DecideExperiment
from cro.analysis.judgement import Judgement
from cro.judging.contracts import SEVERITIES
from cro.judging.ground import MONTH_DAYS, Case
from cro.judging.sentences import Said
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal

EFFORTS = {"invalid": 2, "rollback": 1, "ship": 2, "hold": 1}
WEIGHTS = {"low": 1, "medium": 2, "high": 3}
IMPACTS = {"invalid": 4, "rollback": 4, "ship": 3, "hold": 1}
WAITING = ("too_early", "first_week")


def proposals_of(
    pairs: Sequence[tuple[Case, Said]], book: FactBook, today: dt.date
) -> list[AgentProposal]:
    """A decision for each experiment that is ready for one; none for one that shall run on."""
    return [
        _proposal(case, case.judgement, words, book, today)
        for case, words in pairs
        if case.judgement is not None and is_ripe(case, case.judgement)
    ]


def is_ripe(case: Case, found: Judgement) -> bool:
    """Whether a decision may be taken: nothing to wait for, and nobody has decided."""
    if case.standing == "decided":
        return False
    decision = found.decision
    if decision.outcome != "hold" or case.standing == "stopped":
        return True
    if decision.reasons and decision.reasons[0].code in WAITING:
        return False
    return found.reading.ready_on is not None


def _proposal(
    case: Case, found: Judgement, words: Said, book: FactBook, today: dt.date
) -> AgentProposal:
    outcome = found.decision.outcome
    severity = SEVERITIES[outcome]
    worth = book.get(f"{case.key}.month")
    ships = outcome == "ship" and worth is not None
    headline = f"{case.key}.month" if ships else f"{case.key}.people"
    args = DecideExperiment.Args(
        experiment=case.id, decision=outcome, reason=reason_of(case, found)
    )
    money = worth is not None and ships and worth.unit == "money"
    return AgentProposal(
        kind=f"decide_{outcome}",
        subject=f"experiment:{case.id}",
        title=words.title,
        rationale=words.text,
        severity=severity,
        impact=worth.value if worth is not None and money else None,  # type: ignore[arg-type]
        currency=(worth.currency or "") if worth is not None and money else "",
        effort=EFFORTS[outcome],
        priority=round(IMPACTS[outcome] * WEIGHTS[severity] / EFFORTS[outcome], 2),
        evidence=list(dict.fromkeys([headline, *references(f"{words.title} {words.text}")])),
        action_kind=DecideExperiment.kind,
        action_args=args.model_dump(mode="json"),
        predicted=AgentPrediction(
            metric=_metric(case, ships),
            fact=headline,
            due=today + dt.timedelta(days=MONTH_DAYS),
            exact=not ships,
        ),
        due_on=today + dt.timedelta(days=DUE_DAYS[severity]),
    )


def _metric(case: Case, ships: bool) -> str:
    """What is predicted, in words that follow the amount: of a share, people are counted."""
    if not ships:
        return f"People of {case.name} whose result is settled"
    metric = case.primary.metric
    what = "People a month" if metric.kind == "proportion" else "A month"
    return f"{what} more for {metric.name}"


def reason_of(case: Case, found: Judgement) -> str:
    """The decision's reason as its row keeps it, without figures that may change later."""
    decision = found.decision
    first = decision.reasons[0] if decision.reasons else None
    arm = case.shown[first.arm].name if first and first.arm else ""
    subject = first.subject if first else ""
    said: dict[str, str] = {
        "check_failed": "A health check failed, so no effect counts.",
        "worse": f"{subject} got worse with {arm}.",
        "guardrail_broken": f"{subject} got worse with {arm} by more than was accepted.",
        "improved": f"{case.primary.metric.name} improved with {arm}{_guarded(found)}.",
        "guardrail_unclear": f"{subject} may have lost more than was accepted with {arm}.",
        "no_clear_change": f"{subject} shows no clear change with {arm}.",
        "too_few": f"{subject} has too few events with {arm}.",
        "too_early": "Stopped before the planned size.",
        "first_week": "Stopped before a whole week was over.",
    }
    return said[first.code] if first else "By the rules of its plan."


def _guarded(found: Judgement) -> str:
    return " and every guardrail holds" if found.of("guardrail") else ""
