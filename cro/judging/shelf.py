"""The Experiments screen above its list: withheld results, what may be decided, what runs."""

from __future__ import annotations

from typing import Any

from cro.judging.contracts import MOST_CASES
from cro.judging.ground import Case
from cro.judging.page import OUTCOMES, book_of
from cro.judging.proposals import is_ripe
from cro.judging.reading import UNDECIDED, cases
from cro.judging.sentences import cause, say
from cro.models import Experiment
from kernel.formats import Notation
from kernel.resources.addresses import row_path
from kernel.screens import figures

WEEK = 7


def shelf(notes: Notation) -> dict[str, Any]:
    """Of every experiment that is not decided: `withheld`, `ready`, `running`, `silent`."""
    rows = list(Experiment.objects.filter(status__in=UNDECIDED).order_by("starts_on", "name"))
    found = cases(rows[:MOST_CASES])
    known = {case.id for case in found}
    withheld = [one for one in found if one.judgement is not None and not one.judgement.sound]
    sound = [one for one in found if one not in withheld]
    ready = [one for one in sound if one.judgement is not None and is_ripe(one, one.judgement)]
    return {
        "withheld": [_withheld(one, notes) for one in withheld],
        "ready": [_ready(one, notes) for one in ready],
        "running": [_running(one, notes) for one in sound if one not in ready],
        "silent": [
            {"name": row.name, "url": row_path(Experiment, row.pk)}
            for row in rows
            if row.pk not in known
        ],
    }


def lede(shown: dict[str, Any], notes: Notation) -> str:
    """One sentence of state."""
    running = len(shown["running"]) + len(shown["silent"])
    if not any(shown.values()):
        return "Nothing runs and nothing waits for a decision."
    parts = [
        notes.count(len(shown[name]), one, many)
        for name, one, many in (
            ("withheld", "result withheld", "results withheld"),
            ("ready", "ready to decide", "ready to decide"),
        )
        if shown[name]
    ]
    parts += [f"{notes.number(running)} running"] if running else []
    return f"{', '.join(parts)}."


def _url(case: Case) -> str:
    return row_path(Experiment, case.id)


def _withheld(case: Case, notes: Notation) -> dict[str, Any]:
    judgement = case.judgement
    assert judgement is not None
    return {
        "title": f"{case.name}: result withheld.",
        "text": figures.plain(cause(case, judgement), book_of(case), notes),
        "button": {"label": "Find the cause", "url": _url(case)},
    }


def _ready(case: Case, notes: Notation) -> dict[str, Any]:
    judgement = case.judgement
    assert judgement is not None
    words, tone, icon = OUTCOMES[judgement.decision.outcome]
    said = say(case)
    return {
        "name": case.name,
        "url": _url(case),
        "text": figures.plain(said.lead, book_of(case), notes),
        "badge": {"text": words, "tone": tone, "icon": icon},
    }


def _running(case: Case, notes: Notation) -> dict[str, Any]:
    judgement = case.judgement
    if judgement is None:
        return {"name": case.name, "url": _url(case), "refusal": case.refusal}
    people = sum(count for _, count in judgement.people)
    planned = case.rules.planned
    week = (case.course.until - case.course.starts_on).days // WEEK + 1
    ready = case.ready_about()
    return {
        "name": case.name,
        "url": _url(case),
        "state": "pass" if all(one.state == "pass" for one in judgement.checks) else "open",
        "people": f"{notes.number(people)} of {notes.number(planned)}"
        if planned
        else notes.number(people),
        "week": notes.number(week),
        "ready": notes.day(ready) if ready else "",
    }
