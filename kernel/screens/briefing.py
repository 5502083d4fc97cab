"""The briefing: a line a module, what waits, and what has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from kernel.core.manifest import Manifest
from kernel.core.registry import get_all_modules
from kernel.decisions.models import DecisionRecord
from kernel.decisions.notifications import address_of
from kernel.decisions.overview import waiting
from kernel.decisions.recommendation import Recommendation
from kernel.doors.door import door_of
from kernel.formats import Notation, when
from kernel.resources.rights import notation, rights
from kernel.runs.models import AgentRun
from kernel.runs.states import FINISHED, RunStatus
from kernel.screens import charts, nouns, recommendations, runs
from kernel.screens.lines import Line
from kernel.screens.people.checklist import checklist
from kernel.tenancy.scope import Kind, require_scope

SHOWN = 5
FED = 6
NEWS = (
    ~Q(kind=Kind.SCHEDULE)
    | ~Q(status=RunStatus.SUCCEEDED)
    | Q(entities__contains=[{"action": "created"}])
    | Q(output__findings__0__kind__isnull=False)
)
"""What a schedule looked at without finding or making anything is no news, hour after hour."""


class Briefing(View):
    """``/``: what an executive opens in the morning."""

    def get(self, request: HttpRequest) -> HttpResponse:
        access = rights(request)
        modules = [m for m in get_all_modules() if m.id in access.modules]
        told = {m.id: _lines(m) for m in modules if access.reads(m.id)}
        open_rows = waiting(access)
        notes, steps = notation(request), checklist(request)
        today = notes.today or timezone.now().date()
        since = _last_working_morning(request)
        context = {
            "title": f"{today:%A}, {today.day} {today:%B}",
            "lede": _lede(open_rows, notes) if told else "Your membership opens no module yet.",
            "steps": [] if all(step["done"] for step in steps) else steps,
            "lines": [
                shown
                for m in modules
                for shown in (
                    [_shown(m, line) for line in told[m.id]]
                    if m.id in told
                    else [{"role": m.role, "name": m.title, "restricted": True}]
                )
            ]
            if told
            else [],
            "waiting": f"{len(open_rows)}, most urgent first" if open_rows else "",
            "recs": [recommendations.line(request, row, named=True) for row in open_rows[:SHOWN]],
            "more": {"label": f"All {len(open_rows)}", "url": "/approvals/"}
            if len(open_rows) > SHOWN
            else None,
            "feed": _feed(request, since, set(told)),
            "sources": [row for lines in told.values() for line in lines for row in line.reach],
        }
        return render(request, "kernel/briefing.html", context)


def _lines(manifest: Manifest) -> list[Line]:
    """What the module says of itself: ``lines(scope)`` of its ``briefing.py``, if it has one."""
    name = f"{manifest.role}.briefing"
    if find_spec(name) is None:
        return []
    said: list[Line] = import_module(name).lines(require_scope())
    return said


def _shown(manifest: Manifest, line: Line) -> dict[str, Any]:
    values = [value for value in line.sparkline if value is not None]
    return {
        "role": manifest.role,
        "name": manifest.title,
        "url": f"{manifest.ui.base_path}/",
        "say": line.sentence,
        "figures": [
            {
                "name": figure.name,
                "value": figure.value,
                "url": figure.url,
                "change": figure.change,
                "note": figure.note,
            }
            for figure in line.figures
        ],
        "spark": charts.sparkline(list(line.sparkline)) if len(values) > 1 else "",
        "missing": line.missing,
    }


def _lede(waiting: Sequence[Recommendation], notes: Notation) -> str:
    """How many decisions wait, and by when the first of them is wanted."""
    if not waiting:
        return "No decision waits."
    days = [row.due_on for row in waiting if row.due_on]
    due = f", due {notes.day(min(days), weekday=True)}" if days else ""
    if len(waiting) == 1:
        return f"One decision waits{due}."
    return f"{len(waiting)} decisions wait{due.replace('due', 'the first due')}."


def _last_working_morning(request: HttpRequest) -> dt.datetime:
    """The start of work on the last working day before today, in the workspace's zone."""
    workspace = door_of(request).workspace
    now = runs.local(request, timezone.now())
    days = set(workspace.working_days) if workspace else {1, 2, 3, 4, 5}
    day = now.date() - dt.timedelta(days=1)
    while days and day.isoweekday() not in days:
        day -= dt.timedelta(days=1)
    start = workspace.workday_start if workspace else dt.time(9)
    return dt.datetime.combine(day, start, now.tzinfo)


def _feed(request: HttpRequest, since: dt.datetime, modules: set[str]) -> list[dict[str, Any]]:
    """Finished runs and decisions, newest first."""
    by_id = {manifest.id: manifest for manifest in get_all_modules()}
    now = runs.local(request, timezone.now())
    found: list[tuple[dt.datetime, dict[str, Any]]] = []
    ended = AgentRun.objects.filter(
        NEWS, module__in=modules, finished_at__gte=since, status__in=FINISHED
    ).order_by("-finished_at")[:FED]
    for run in ended:
        assert run.finished_at is not None
        text = f"{runs.title(run)}: {_first_sentence(runs.story(request, run))}"
        found.append((run.finished_at, _item(by_id[run.module], text, f"/runs/{run.pk}/")))
    decided = DecisionRecord.objects.filter(module__in=modules, created_at__gte=since)
    for record in decided.order_by("-created_at")[:FED]:
        row = _decided(record)
        if row is not None:
            text = f"{record.get_decision_display()}: {recommendations.title(request, row)}"
            item = _item(by_id[record.module], text, address_of(row))
            found.append((record.created_at, item))
    newest = sorted(found, key=lambda pair: pair[0], reverse=True)[:FED]
    return [{**item, "when": when(runs.local(request, at), now)} for at, item in newest]


def _decided(record: DecisionRecord) -> Recommendation | None:
    """What was decided on, with the figures of its title."""
    model = nouns.model_of(record.table)
    if model is None or not issubclass(model, Recommendation):
        return None
    row: Recommendation | None = model._default_manager.filter(pk=record.recommendation).first()
    return row


def _first_sentence(text: str) -> str:
    first, stop, _ = text.partition(". ")
    return first + stop.rstrip()


def _item(manifest: Manifest, text: str, url: str) -> dict[str, Any]:
    return {"role": manifest.role, "module": manifest.title, "text": text, "url": url}
