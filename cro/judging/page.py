"""The page of an experiment: health, then the decision, then effects, and what was fixed before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cro.judging import checks, effects_shown, planned
from cro.judging.book import case_facts
from cro.judging.ground import Case
from cro.judging.proposals import is_ripe, reason_of
from cro.judging.reading import cases
from cro.judging.sentences import cause, say
from cro.models import Experiment
from cro.models.experiment import ExperimentStatus
from kernel.core.facts import FactBook
from kernel.core.registry import module_of_role
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.screens import evidence, figures, runs
from kernel.screens.console import console

MODE = "analysis"
RESULTS = "/imports/new/?kind=cro/experiments"
TONES = {"running": "accent", "stopped": "warn", "decided": "line", "draft": "line"}
SHOWN_RUNS = 4
OUTCOMES = {
    "ship": ("ship", "good", "check"),
    "hold": ("hold", "line", ""),
    "rollback": ("roll back", "bad", "undo-2"),
    "invalid": ("invalid", "bad", "triangle-alert"),
}
ACTS = (
    {"value": "ship", "label": "Ship it", "icon": "check"},
    {"value": "hold", "label": "Hold"},
    {"value": "rollback", "label": "Roll back", "ghost": True},
)
DRAFT_MODES = {"draft": "experiments"}


def page(request: HttpRequest, row: Experiment, *, may_write: bool) -> dict[str, Any]:
    """Everything of the page; without a result the plan and what to do next."""
    notes = notation(request)
    found = cases([row])
    case = found[0] if found else None
    book = book_of(case)
    context: dict[str, Any] = {
        "badge": {"text": row.get_status_display().lower(), "tone": TONES[row.status]},
        "lede": lede(row, case, notes),
        "plan": planned.plan_of(row, notes),
        "evidence": evidence.asked(request, book),
        **_rail(request, row),
    }
    if case is None or case.judgement is None:
        return {**context, "nothing": _nothing(row, case, may_write=may_write)}
    judgement = case.judgement
    context["health"] = checks.shown(case, judgement, book, notes)
    if not judgement.sound:
        return {**context, "withheld": _withheld(row, case, book, notes, may_write=may_write)}
    return {
        **context,
        "decision": _decision(row, case, book, notes, may_write=may_write),
        "results": effects_shown.results(case, judgement, book, notes),
        "settled": effects_shown.settled_chart(case, judgement, notes),
    }


def book_of(case: Case | None) -> FactBook:
    """The facts of a page, computed from the rows as they are now."""
    book = FactBook()
    for one in case_facts(case) if case is not None else ():
        book.add(one)
    return book


def lede(row: Experiment, case: Case | None, notes: Notation) -> str:
    """One sentence of state."""
    against = f"Against {case.control.name}. " if case is not None else ""
    if row.status == ExperimentStatus.DRAFT:
        return "A draft: its plan is open, and nobody has seen it."
    if row.status == ExperimentStatus.RUNNING:
        return f"{against}Runs since {notes.day(row.starts_on)}."
    judgement = case.judgement if case is not None else None
    reached = judgement is not None and judgement.basis == "planned"
    size = " at its planned size" if reached else ""
    return f"{against}Stopped on {notes.day(row.stopped_on)}{size}."


def _decision(
    row: Experiment, case: Case, book: FactBook, notes: Notation, *, may_write: bool
) -> dict[str, Any]:
    judgement = case.judgement
    assert judgement is not None
    said, outcome = say(case), judgement.decision.outcome
    text = [figures.linked(part, book, notes) for part in (said.lead, said.rest) if part]
    if row.status == ExperimentStatus.DECIDED:
        return _decided(row, notes, text, may_write=may_write)
    words, tone, icon = OUTCOMES[outcome]
    ripe = is_ripe(case, judgement)
    shown = {
        "badge": {
            "text": f"Proposed: {words}" if ripe else "Not ready",
            "tone": tone if ripe else "line",
            "icon": icon if ripe else "",
        },
        "title": f"{_order(case)}.",
        "text": text,
        "note": _rule(case, notes),
        "url": f"/cro/experiments/{row.pk}/decision/",
    }
    if not may_write:
        return {**shown, "off": _who_may()}
    if not ripe:
        return shown
    acts = [dict(act, primary=act["value"] == outcome) for act in ACTS]
    return {**shown, "acts": acts, "reason": reason_field(reason_of(case, judgement))}


def _order(case: Case) -> str:
    """What is proposed, without the name that the page bears already."""
    found = case.judgement
    assert found is not None
    decision = found.decision
    if decision.outcome == "ship":
        return f"Ship {case.shown[decision.arm].name}"
    if decision.outcome == "rollback":
        return "Roll back"
    return "Hold" if is_ripe(case, found) else "Let it run"


def reason_field(words: str) -> dict[str, Any]:
    """The form's field of the reason, filled in with that of the rules."""
    return {
        "name": "reason",
        "label": "Reason",
        "kind": "textarea",
        "rows": 2,
        "value": words,
        "hint": "It is kept with the decision.",
    }


def _decided(
    row: Experiment, notes: Notation, text: list[Any], *, may_write: bool
) -> dict[str, Any]:
    """A decision that was taken, above what the results say now."""
    words, tone, icon = OUTCOMES[row.decision]
    by = f" by {row.decided_by}" if row.decided_by_id else ""
    shown = {
        "badge": {"text": f"Decided: {words}", "tone": tone, "icon": icon},
        "title": row.decision_reason,
        "text": text,
        "note": f"Decided on {notes.day(row.decided_on)}{by}.",
    }
    if may_write:
        url = f"/cro/experiments/{row.pk}/reopening/"
        shown["undo"] = {"label": "Reopen", "url": url}
    return shown


def _withheld(
    row: Experiment, case: Case, book: FactBook, notes: Notation, *, may_write: bool
) -> dict[str, Any]:
    """What stands in place of decision and effects where a check failed."""
    judgement = case.judgement
    assert judgement is not None
    shown: dict[str, Any] = {"text": figures.linked(cause(case, judgement), book, notes)}
    if row.status == ExperimentStatus.DECIDED:
        shown["after"] = (
            f"Decided on {notes.day(row.decided_on)}: {OUTCOMES[row.decision][0]}. "
            f"{row.decision_reason}"
        )
    elif may_write:
        shown["url"] = f"/cro/experiments/{row.pk}/decision/"
        shown["reason"] = reason_field(reason_of(case, judgement))
    else:
        shown["after"] = _who_may()
    return shown


def _rule(case: Case, notes: Notation) -> str:
    if case.fixed_on is None:
        return "Nothing was fixed before the start, so intervals are always valid."
    return f"Rule fixed on {notes.day(case.fixed_on)}: {case.rule}"


def _who_may() -> str:
    return "Owners, admins and growth may decide."


def _nothing(row: Experiment, case: Case | None, *, may_write: bool) -> dict[str, Any]:
    """What to do where there is no result."""
    if case is not None:
        return {"title": "It cannot be judged", "text": case.refusal, "actions": []}
    if row.status == ExperimentStatus.DRAFT:
        text = "Starting it fixes its plan; results come by import afterwards."
        return {"title": "Not started", "text": text, "actions": []}
    actions = [{"label": "Import results", "url": RESULTS, "icon": "upload", "primary": True}]
    return {
        "title": "No result yet",
        "text": "It is judged from the first day with people and their outcomes.",
        "actions": actions if may_write else [],
    }


def _rail(request: HttpRequest, row: Experiment) -> dict[str, Any]:
    """The console of the analyst with this experiment in it, and its latest runs."""
    manifest = module_of_role("cro")
    mode = DRAFT_MODES.get(row.status, MODE)
    values = {"experiment": row.name}
    if mode != MODE:
        values = {"hypothesis": row.hypothesis.title} if row.hypothesis else {}
    latest = AgentRun.objects.filter(module=manifest.id, mode=mode, parent=None)
    return {
        "console": console(request, manifest, mode=mode, values=values),
        "history": runs.history(request, list(latest.order_by("-created_at")[:SHOWN_RUNS])),
    }
