"""The Processes screen: the map of one workflow, where it waits, its ways and its weeks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from coo.analysis.control import ControlChart
from coo.analysis.paths import Variant
from coo.analysis.waiting import Bottleneck
from coo.dashboard import moment
from coo.mining import sentences
from coo.mining.book import add_flow
from coo.mining.drawing import drawn_map
from coo.mining.ground import NAMED, Flowing, Log, Logs
from coo.mining.reading import flowing, logs_of
from coo.models import ProcessEvent, Recommendation
from kernel.core.computed import fact
from kernel.core.facts import Fact, FactBook
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation, day
from kernel.screens import charts, figures, recommendations
from kernel.tenancy import here

PATH = "/coo/processes/"
CONSOLE = "/runs/console/coo/?mode=processes"
IMPORT = {"label": "Import an event log", "url": "/imports/new/?kind=coo/event-log",
          "icon": "upload"}  # fmt: skip
CHOICES = ("flow", "months")
"""What the screen's address may hold besides the list's own filters."""
MONTHS = (3, 6, 12, 24)
USUAL = 12
MOST_EVENTS = 60_000
MOST_FLOWS = 24
VARIANTS = 8
SHOWN_WAITS = 10


def page(
    request: HttpRequest, notes: Notation, book: FactBook, *, may_write: bool
) -> dict[str, Any]:
    """Everything above the list."""
    recs = waiting_in(Recommendation).filter(kind__in=("bottleneck", "rework", "slower"))
    context: dict[str, Any] = {
        "recs": [recommendations.line(request, row) for row in recs[:5]],
        "flow": None,
        "start": [{**IMPORT, "primary": True}] if may_write else [],
        "logged": ProcessEvent.objects.exists(),
    }
    if not context["logged"]:
        return context
    months = _months(request)
    now = moment()
    logs = logs_of(now.at.date(), months, now.hours, most_events=MOST_EVENTS)
    chosen = _chosen(request, logs)
    choices = {
        "flows": [
            {"label": _start(one.name), "url": _url(one, months), "current": one is chosen}
            for one in logs.logs[:MOST_FLOWS]
        ],
        "periods": [
            {"label": notes.count(count, "month"), "url": _url(chosen, count),
             "current": count == months}
            for count in MONTHS
        ],
    }  # fmt: skip
    if chosen is None:
        return {**context, **choices}
    window = logs.window
    flow = flowing(chosen, window, now.hours, here.workspace().first_weekday)
    book.add(fact("period.first", "First day", window.first, "date", "Chosen.", "coo.mining"))
    book.add(fact("period.last", "Last day", window.last, "date", "Chosen.", "coo.mining"))
    add_flow(book, flow)
    return {**context, **choices, **_shown(logs, flow, notes, book, months)}


def _months(request: HttpRequest) -> int:
    asked = request.GET.get("months", "")
    return int(asked) if asked in map(str, MONTHS) else USUAL


def _chosen(request: HttpRequest, found: Logs) -> Log | None:
    asked = request.GET.get("flow", "")
    first = found.logs[0] if found.logs else None
    return next((one for one in found.logs if one.key == asked), first)


def _url(flow: Log | None, months: int) -> str:
    wanted = [("flow", flow.key)] if flow else []
    return f"{PATH}?{urlencode([*wanted, ('months', str(months))])}"


def lede(context: dict[str, Any]) -> str:
    """One sentence of state."""
    return str(context.get("words", ""))


def _shown(
    logs: Logs, flow: Flowing, notes: Notation, book: FactBook, months: int
) -> dict[str, Any]:
    def url(one: Fact) -> str:
        query = {"flow": flow.key, "months": str(months), "evidence": one.key}
        return f"?{urlencode(query)}"

    def link(key: str) -> Any:
        return figures.linked(f"{{fact:{key}}}", book, notes, url) if key in book else ""

    days = notes.day_range(logs.window.first, logs.window.last)
    said = figures.linked(sentences.told(flow, book), book, notes, url)
    return {
        "flow": flow.name,
        "words": _words(flow, notes),
        "days": days,
        "shortened": logs.shortened,
        "said": said,
        "tiles": _tiles(flow, book, notes, url),
        "map": drawn_map(flow, notes),
        "culprit": flow.culprit.activity if flow.culprit else "",
        "waits": _waits(flow, book, notes, url),
        "activities": _activities(flow, link),
        "variants": [_variant(one, notes) for one in flow.ways[:VARIANTS]],
        "more_variants": max(len(flow.ways) - VARIANTS, 0),
        "weeks": _weeks(flow, notes),
        "refused": [figures.plain(text, book, notes) for text in sentences.refusals(flow)],
        "untimed": not flow.steps.timed.any(),
    }


def _words(flow: Flowing, notes: Notation) -> str:
    count = notes.count(len(flow.cases), "case")
    if flow.culprit is not None:
        return f"{_start(flow.name)}: {count}; they wait longest for {flow.culprit.activity}."
    return f"{_start(flow.name)}: {count}; no activity surely holds them up."


def _tiles(flow: Flowing, book: FactBook, notes: Notation, url: Any) -> list[dict[str, Any]]:
    found = []
    for part, name, note in (
        ("done", "Cases done", f"of {notes.count(len(flow.cases), 'case')}"),
        ("median", "A case in the middle", _days(flow, book, notes)),
        ("careful", "85 of 100 within", "from start to finish"),
        ("waits", "Spent waiting", "of waiting and work together"),
        ("main", "On the main way", f"{notes.count(len(flow.ways), 'way')} in all"),
        ("rework", "Did something again", "of the cases done"),
    ):
        one = book.get(f"{flow.key}.{part}")
        if one is None:
            words = "no starts in the log" if part == "waits" else "none is done"
            found.append({"name": name, "missing": {"text": words, **_log()}})
            continue
        value, unit = figures.parted(one, notes)
        found.append({"name": name, "value": value, "unit": unit, "url": url(one), "note": note})
    return found


def _log() -> dict[str, str]:
    return {"label": IMPORT["label"], "url": IMPORT["url"]}


def _days(flow: Flowing, book: FactBook, notes: Notation) -> str:
    one = book.get(f"{flow.key}.days")
    return f"{figures.words(one, notes)} by the calendar" if one else ""


def _waits(flow: Flowing, book: FactBook, notes: Notation, url: Any) -> Any:
    """Each activity's part of the waiting as bars with their intervals."""
    if not isinstance(flow.held, Bottleneck):
        return None
    rows = []
    for one in flow.held.waiting[:SHOWN_WAITS]:
        wait = figures.words(book[f"{flow.step_key(one.activity)}.wait"], notes)
        rows.append(
            charts.Bar(one.activity, one.share.estimate, one.share.low, one.share.high,
                       note=f"{wait} in the middle")
        )  # fmt: skip
    return charts.bars(
        rows,
        caption="Part of all waiting by the activity that was waited for",
        show=lambda value: notes.percent(value, 0),
        level="95% interval",
    )


def _activities(flow: Flowing, link: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "held": flow.culprit is not None and one.name == flow.culprit.activity,
            **{
                part: link(f"{flow.step_key(one.name)}.{part}")
                for part in ("count", "hours", "wait", "share", "again")
            },
        }
        for one in flow.flow.activities
    ]


def _variant(one: Variant, notes: Notation) -> dict[str, Any]:
    return {
        "steps": one.activities,
        "cases": notes.number(one.cases),
        "share": notes.percent(one.share, 0),
        "hours": "" if one.hours is None else notes.number(one.hours, 1),
    }


def _weeks(flow: Flowing, notes: Notation) -> Any:
    """The control chart of the weeks."""
    chart = flow.chart
    if not isinstance(chart, ControlChart):
        return None
    signals: dict[int, str] = {}
    for signal in chart.signals:
        for at in range(signal.first, signal.last + 1):
            beyond = f"{NAMED[signal.rule]}, {signal.side} the mean"
            signals[at] = f"{signals[at]}; {beyond}" if at in signals else beyond
    today = flow.window.last
    readings = [
        charts.Reading(day(week.first, today), week.hours, signals.get(at, ""))
        for at, week in enumerate(flow.weeks)
    ]
    finding = f"Weeks of {flow.name}: {notes.count(len(signals), 'week')} that chance seldom makes."
    return charts.control(
        readings,
        chart.mean,
        chart.lower,
        chart.upper,
        finding=finding,
        caption="Mean work hours from start to finish, by the week in which cases were done",
        name="mean work hours of a case",
        show=lambda value: notes.number(value, 1),
    )


def _start(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"
