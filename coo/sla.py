"""The SLA screen: every promise by the working time left of it, and when open work is finished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from coo import selectors
from coo.dashboard import Now, moment
from coo.delivery.book import PROCESSES, TASKS, standing_rows
from coo.delivery.contracts import DeliveryOutput, ForecastPart
from coo.delivery.proposals import KIND
from coo.durations import hours_words
from coo.models import Process, Recommendation, Task
from coo.models.process import ProcessStatus
from coo.models.task import OPEN
from coo.operating.reading import kept
from coo.promises import STATES, Standing, standings
from kernel.core.computed import counted, fact
from kernel.core.facts import FactBook
from kernel.core.registry import module_of_role
from kernel.core.windows import Window
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.runs.states import UNFINISHED, RunStatus
from kernel.screens import charts, evidence, figures, recommendations, runs
from kernel.screens.charts import Chart
from kernel.screens.console import console

PATH = "/coo/sla/"
AGENT = "coo-delivery-forecaster"
AGENTS = (AGENT, "coo-cron-sla-watch")
MODE = "delivery"
SHOWN, SHOWN_SAFE, SHOWN_RUNS = 60, 20, 4
KEPT_WEEKS = 12
CAREFUL = 0.85
DATES = ("p50", "p85", "p95")


def page(request: HttpRequest, *, may_write: bool) -> dict[str, Any]:
    """The whole screen; `?team=` narrows it, `?evidence=` opens a figure."""
    notes, now = notation(request), moment()
    team = request.GET.get("team", "")
    found = standings(now.at, now.hours, team=team)
    book = _book(found, now, team)
    forecast = _forecast(request, notes)
    for one in forecast["book"]:
        if one.key not in book:
            book.add(one)
    return {
        **_rail(request),
        "title": "SLA",
        "lede": _lede(found, notes),
        "run_url": "#console",
        "tiles": [*_tiles(book, notes, team), _through(book, notes, team)] if found else [],
        "groups": _groups(found, notes),
        "filters": _filters(team),
        "warning": hours_words(float(selectors.settings().sla_warning_hours) * 3600, notes),
        "settings_url": "/coo/settings/",
        "forecast": forecast,
        "recs": [
            recommendations.line(request, row)
            for row in waiting_in(Recommendation).filter(kind=KIND)[:5]
        ],
        "empty": None if found else _nothing(team, may_write=may_write),
        "evidence": evidence.asked(request, book),
    }


def _book(found: Sequence[Standing], now: Now, team: str) -> FactBook:
    """How many promises stand in each state, and how many were kept lately."""
    book = FactBook()
    for state, label in STATES.items():
        mine = [one for one in found if one.promise.state == state]
        book.add(fact(f"sla.{state}", f"Promises {label.lower()}", len(mine), "count",
                      "Open processes and tasks with a due time, by working time left.",
                      "coo.analysis.sla_at_risk", rows=standing_rows(mine)))  # fmt: skip
    window = Window.ending(now.at.date(), KEPT_WEEKS * 7)
    past = kept(window, now.hours, team)
    if past:
        late = [one for one in past if one.broken]
        rows = [
            counted(resource, {"id__in": ",".join(ids)}, len(ids))
            for resource, wanted in ((PROCESSES, True), (TASKS, False))
            if (ids := [one.id for one in late if one.is_process is wanted]) and len(late) <= 200
        ]
        book.add(fact("sla.kept", "Promises kept", 1 - len(late) / len(past), "fraction",
                      "Of processes and tasks finished in twelve weeks, those in time. The rows "
                      "are those that were late.", "coo.promises", rows=tuple(rows),
                      inputs=[(one.id, one.due, one.finished) for one in past],
                      period=(window.first, window.last)))  # fmt: skip
        book.add(fact("sla.ended", "Promises that came to their end", len(past), "count",
                      "Processes and tasks finished in twelve weeks that had a due time.",
                      "coo.promises"))  # fmt: skip
    return book


def _lede(found: Sequence[Standing], notes: Notation) -> str:
    """What is past its time, what comes next."""
    if not found:
        return "Nothing that is open has a due time."
    over = [one for one in found if one.promise.state == "breached"]
    coming = next((one for one in found if one.promise.state != "breached"), None)
    said = []
    if over:
        said.append(f"{notes.count(len(over), 'promise is', 'promises are')} broken."
                    if len(over) > 1 else f"The promise of {over[0].name} is broken.")  # fmt: skip
    if coming is not None:
        left = hours_words(coming.promise.left_hours * 3600, notes)
        said.append(f"Next is {coming.name}, with {left} left.")
    return " ".join(said)


def _tiles(book: FactBook, notes: Notation, team: str) -> list[dict[str, Any]]:
    notes_of = {
        "breached": "due time is over",
        "warning": "little working time left",
        "likely": "older than such work can be",
        "safe": "enough working time left",
    }
    tiles = []
    for state, label in STATES.items():
        one = book[f"sla.{state}"]
        tiles.append(
            {
                "name": label,
                "value": figures.words(one, notes),
                "url": _link(one.key, team) if one.rows else "",
                "note": notes_of[state],
            }
        )
    if "sla.kept" not in book:
        missing = {"text": "none finished", "label": "What is due", "url": "#due"}
        return [*tiles, {"name": "Kept in 12 weeks", "missing": missing}]
    share = book["sla.kept"]
    tiles.append(
        {
            "name": "Kept in 12 weeks",
            "value": figures.words(share, notes),
            "url": _link(share.key, team) if share.rows else "",
            "note": f"of {figures.words(book['sla.ended'], notes)} that were finished",
        }
    )
    return tiles


def _through(book: FactBook, notes: Notation, team: str) -> dict[str, Any]:
    """By when everything open is finished, by the newest forecast."""
    name = "All finished by"
    if "all.p85" not in book:
        missing = {"text": "no forecast", "label": "Run the forecaster", "url": "#console"}
        return {"name": name, "missing": missing}
    day = book["all.p85"]
    return {
        "name": name,
        "value": figures.words(day, notes),
        "url": _link(day.key, team),
        "note": f"in {notes.percent(CAREFUL, 0)} of futures, if anybody may take any task",
    }


def _link(key: str, team: str) -> str:
    pairs = [("team", team)] if team else []
    return "?" + urlencode([*pairs, ("evidence", key)])


def _groups(found: Sequence[Standing], notes: Notation) -> list[dict[str, Any]]:
    """A table a state, the least working time left first."""
    groups = []
    for state, label in STATES.items():
        mine = [one for one in found if one.promise.state == state]
        shown = mine[: SHOWN_SAFE if state == "safe" else SHOWN]
        if shown:
            groups.append(
                {
                    "state": state,
                    "label": label,
                    "count": notes.number(len(mine)),
                    "rows": [_row(one, notes) for one in shown],
                    "more": len(mine) - len(shown),
                }
            )
    return groups


def _row(standing: Standing, notes: Notation) -> dict[str, Any]:
    one = standing.promise
    over = one.state == "breached"
    left = hours_words(one.left_hours * 3600, notes)
    days = notes.number(abs(one.left_days), 1)
    whole = one.age_hours + max(one.left_hours, 0)
    used = f"{notes.percent(one.age_hours / whole, 0)} of its time is used" if whole else ""
    return {
        "name": standing.name,
        "url": addresses.row_path(type(standing.row), standing.row.pk),
        "sub": " · ".join(
            part
            for part in (standing.key, standing.like if standing.is_process else "task")
            if part
        ),
        "who": standing.who or "nobody",
        "left": f"{left} over" if over else left,
        "days": f"{days} days by the calendar",
        "due": notes.moment(one.due),
        "by": standing.promised_by,
        "meter": charts.meter(one.age_hours, whole, used, nearly=0.85) if whole else "",
        "chance": notes.percent(one.late_chance, 0) if one.late_chance is not None else "",
        "no_chance": "it is late" if over else "too few",
        "over": over,
    }


def _filters(team: str) -> dict[str, Any] | None:
    names = list(
        Task.objects.filter(status__in=OPEN)
        .exclude(team="")
        .order_by("team")
        .values_list("team", flat=True)
        .distinct()
    )
    if not names:
        return None
    options = [{"value": name, "label": name, "selected": name == team} for name in names]
    field = {"kind": "select", "name": "team", "label": "Team", "blank": "all", "options": options}
    return {"fields": [field], "action": PATH, "filtered": bool(team)}


def _forecast(request: HttpRequest, notes: Notation) -> dict[str, Any]:
    """What the newest run expects, a line for everybody and for each team."""
    run = (
        AgentRun.objects.filter(agent=AGENT, status=RunStatus.SUCCEEDED, input={})
        .order_by("-created_at")
        .first()
    )
    if run is None or not (run.output or {}).get("forecasts"):
        return {"rows": [], "book": FactBook()}
    output = DeliveryOutput.model_validate(run.output)
    book = runs.book_of(request, run)

    def cell(part: ForecastPart, name: str) -> Any:
        key = f"{part.key}.{name}"
        return figures.linked(f"{{fact:{key}}}", book, notes) if key in book else ""

    return {
        "book": book,
        "made": notes.day(output.made_on),
        "url": f"/runs/{run.pk}/",
        "rows": [
            {
                "label": part.label,
                "strong": part.key == "all",
                "open": cell(part, "open"),
                "pace": cell(part, "pace"),
                "dates": [cell(part, name) for name in DATES],
                "refused": figures.linked(part.refused, book, notes) if part.refused else "",
            }
            for part in output.forecasts
        ],
        "chart": _chart(output.forecasts[0], notes),
    }


def _chart(part: ForecastPart, notes: Notation) -> Chart | None:
    """The share of futures in which everything is finished, day by day."""
    if len(part.futures) < 2:
        return None
    known = {one.day: one.share * 100 for one in part.futures}
    first, last = part.futures[0].day - dt.timedelta(days=1), part.futures[-1].day
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    values, share = [], 0.0
    for day in days:
        share = known.get(day, share)
        values.append(round(share))
    even = next((one.day for one in part.futures if one.share >= 0.5), None)
    finding = "Share of futures in which all open tasks are finished"
    return charts.trend(
        days,
        values,
        name="finished",
        finding=f"{finding}; half of them by {notes.day(even)}." if even else f"{finding}.",
        caption=finding,
        show=lambda value: f"{notes.number(value)}%",
        axis=lambda value: f"{notes.number(value)}%",
        today=notes.today,
    )


def _rail(request: HttpRequest) -> dict[str, Any]:
    latest = AgentRun.objects.filter(agent__in=AGENTS).order_by("-created_at")
    running = latest.filter(status__in=UNFINISHED).first()
    shown = runs.console_run(request, running) if running else None
    return {
        "console": console(request, module_of_role("coo"), mode=MODE, run=shown),
        "history": runs.history(request, list(latest[:SHOWN_RUNS])),
    }


def _nothing(team: str, *, may_write: bool) -> dict[str, Any]:
    """Why no promise stands here, and the nearest step."""
    acts: list[dict[str, Any]]
    if team:
        acts = [{"label": "All teams", "url": PATH}]
        return {"title": f"{team} has no open promise", "text": "", "acts": acts}
    running = Process.objects.filter(status=ProcessStatus.RUNNING).exists()
    if running or Task.objects.filter(status__in=OPEN).exists():
        acts = [{"label": "Say what is promised", "url": "/coo/settings/", "primary": True}]
        return {
            "title": "Nothing that is open has a due time",
            "text": "Give work a due time, a workflow the hours that it promises, or say in the "
            "settings within how many working hours everything is promised.",
            "acts": acts if may_write else [],
        }
    acts = [
        {"label": "Import tasks", "url": "/imports/new/?kind=coo/tasks", "icon": "upload",
         "primary": True},
        {"label": "Start a process", "url": "/coo/workflows/"},
    ]  # fmt: skip
    return {
        "title": "Nothing is promised yet",
        "text": "Every open process and task with a due time stands here, the least working time "
        "left first. The watch looks at them every hour and tells you of each breach once.",
        "acts": acts if may_write else [],
    }
