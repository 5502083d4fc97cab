"""What the operations dashboard shows: how work flows, what is due first, what agents found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from coo import promises, tiles
from coo.models import Process, Recommendation, Report, Task
from coo.models.task import OPEN, TaskStatus
from coo.overview import Overview, overview
from coo.promises import Standing
from coo.reach import reaches
from kernel.core.computed import counted, fact
from kernel.core.facts import Fact
from kernel.core.workhours import WorkHours
from kernel.formats import Notation
from kernel.resources.addresses import with_query
from kernel.resources.rights import notation
from kernel.screens import dashboards, evidence, figures, shelf
from kernel.screens.periods import Period
from kernel.screens.reach import opening, settled
from kernel.tenancy import clock, here

REPORTS = 4
NONE_DONE = "No task was finished"
TEAMS = 8
NAMED = 200
SLA = "/coo/sla/"
HEADS = (*(str(TaskStatus(status).label) for status in OPEN), "Overdue")
LOOKS = (
    ("processes", "coo-process-optimizer", "Process optimizer"),
    ("delivery", "coo-delivery-forecaster", "Delivery forecaster"),
    ("optimization", "coo-ops-analyst", "Operations analyst"),
)


@dataclass(frozen=True)
class Now:
    """The moment that a page is of, and the hours that are worked."""

    at: datetime
    hours: WorkHours


def moment() -> Now:
    """Business time and the workspace's hours, inside a scope."""
    return Now(clock.now(), here.workspace().work_hours())


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The whole page; `evidence` alone where only that was asked for."""
    now, notes = moment(), notation(request)
    today = now.at.date()
    newest, chosen = newest_day(now), "period" in request.GET
    last = settled(newest, today) if chosen else opening(newest, today)
    period = dashboards.asked_period(request, last)
    sources = reaches(today, now.hours.zone, now.hours.days)
    shared = {
        "title": dashboards.title_of("Operations", period, notes),
        "picker": dashboards.picker(request, period, notes),
        "run_url": "#console",
        "label": dashboards.label_of(period, notes),
        **dashboards.proposals(request, Recommendation),
        **dashboards.rail(request, "coo", sources, today, notes),
    }
    found = overview(period, now.at, now.hours)
    if not found and not Task.objects.exists() and not Process.objects.exists():
        return {**shared, "empty": True, "lede": "No task and no case is here yet.",
                "evidence": None}  # fmt: skip
    standing = promises.standings(now.at, now.hours)
    risk = at_risk(standing)
    found.book.add(risk)
    url, name = dashboards.opener(request), dashboards.name_of(period.window, period, notes)
    return {
        **shared,
        "lede": _lede(found, standing, notes),
        "tiles": tiles.tiles(found, risk, notes, url),
        "trend": tiles.open_by_day(found, notes, name, _earlier(period, notes)),
        "due": tiles.due_first(standing, notes),
        "due_link": {"label": f"All {len(standing)}", "url": SLA} if standing else None,
        "heads": HEADS,
        "teams": _teams(now),
        "looks": _looks(request),
        "reports": shelf.newest(Report, REPORTS),
        "shelf": {"label": "All reports", "url": "/coo/reports/"},
        "evidence": evidence.asked(request, found.book),
    }


def newest_day(now: Now) -> Any:
    """The last day on which a task was asked for or finished."""
    known = Task.objects.filter(opened_at__lte=now.at).aggregate(
        opened=Max("opened_at"), ended=Max("finished_at", filter=Q(finished_at__lte=now.at))
    )
    days = [at.astimezone(now.hours.zone).date() for at in known.values() if at is not None]
    return max(days, default=None)


def _earlier(period: Period, notes: Notation) -> str:
    return dashboards.name_of(period.earlier, period, notes) if period.earlier else ""


def at_risk(standing: Sequence[Standing]) -> Fact:
    """How many promises are broken, nearly or likely so, with the rows of them."""
    found = [one for one in standing if one.at_risk][:NAMED]
    rows = []
    for resource, is_process in (("coo/processes", True), ("coo/tasks", False)):
        ids = [str(one.row.pk) for one in found if one.is_process is is_process]
        if ids:
            rows.append(counted(resource, {"id__in": ",".join(ids)}, len(ids)))
    return fact(
        "risk.now", "Promises at risk", sum(one.at_risk for one in standing), "count",
        "Open work whose due time is over, near, or sooner than such work usually takes.",
        "coo.analysis.sla_at_risk", rows=tuple(rows),
        inputs=[(one.key, one.promise.state) for one in standing],
    )  # fmt: skip


def _lede(found: Overview, standing: Sequence[Standing], notes: Notation) -> SafeString:
    """What was finished and how long it took, what is at risk, and what to decide."""
    done, cycle = found.fact("now", "finished"), found.fact("now", "cycle")
    said: list[SafeString | str] = []
    if done is not None:
        first = f"{notes.count(int(done.number), 'task')} finished" if done.value else NONE_DONE
        if cycle is not None:
            first += f", half of them within {figures.words(cycle, notes)}"
        said.append(format_html("<b>{}.</b>", first))
    risky = sum(one.at_risk for one in standing)
    if risky:
        broken = sum(one.promise.state == "breached" for one in standing)
        words = notes.count(risky, "promise is at risk", "promises are at risk")
        if broken == risky:
            words = notes.count(risky, "promise is broken", "promises are broken")
        elif broken:
            words += f", {notes.number(broken)} of them broken"
        said.append(format_html('<a href="{}">{}</a>.', SLA, words))
    elif standing:
        said.append("No promise is at risk.")
    decide = dashboards.first_to_decide(Recommendation, notes)
    if not risky or decide != dashboards.NOTHING_URGENT:
        said.append(decide)
    return SafeString(" ".join(format_html("{}", part) for part in said))


def _teams(now: Now) -> list[dict[str, Any]]:
    """Open work by team {name, cells [{text, url}]}: to do, being done, blocked, overdue."""
    rows: QuerySet[Task, Any] = (
        Task.objects.filter(status__in=OPEN)
        .order_by()
        .values("team")
        .annotate(
            n=Count("pk"),
            **{str(status): Count("pk", filter=Q(status=status)) for status in OPEN},
            late=Count("pk", filter=Q(due_at__lt=now.at)),
        )
        .order_by("-n", "team")
    )
    return [
        {
            "name": row["team"] or "No team",
            "cells": [
                *(_cell(row[str(status)], row["team"], status=str(status)) for status in OPEN),
                _cell(row["late"], row["team"], open="true", due_at__lte=now.at.isoformat()),
            ],
        }
        for row in rows[:TEAMS]
    ]


def _cell(count: int, team: str, **filters: str) -> dict[str, str]:
    url = with_query("/coo/tasks/", [("team", team), *filters.items()]) if team and count else ""
    return {"text": str(count), "url": url}


def _looks(request: HttpRequest) -> list[dict[str, Any]]:
    """What the newest run of each looking agent found."""
    found = []
    for mode, agent, name in LOOKS:
        if (look := dashboards.last_look(request, "coo", mode, agent=agent)) is not None:
            found.append({"name": name, **look})
    return found
