"""What the marketing dashboard shows, from the selectors' facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cmo import selectors, tiles
from cmo.analysis.rows import MetricRows
from cmo.models import Recommendation
from cmo.models.columns import channel_label
from cmo.overview import FunnelNow, Overview, funnel_history, funnel_now, overview
from kernel.core.facts import Fact, FactBook
from kernel.core.registry import module_of_role
from kernel.core.windows import Window
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.runs.models import AgentRun
from kernel.runs.states import UNFINISHED
from kernel.screens import charts, evidence, figures, recommendations, runs
from kernel.screens.console import console
from kernel.screens.periods import COMPARISONS, PERIODS, Period, period_of
from kernel.tenancy import clock

RECOMMENDED = 5
HISTORY = 6
CHOICES = ("period", "compare", "from", "to", "sort")


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The whole page; `evidence` alone where only that was asked for."""
    today = clock.today()
    chosen = "period" in request.GET
    last = selectors.settled_day(today) if chosen else selectors.opening_day(today)
    old = last < today.replace(day=1) and not chosen
    period = _period(request, last)
    url = _opener(request)
    rows = selectors.metric_rows(_days(period))
    notes = notation(request)
    currencies = _currencies(rows, notes.currency)
    main = overview(rows, period, currencies[0] if currencies else notes.currency)
    others = [overview(rows, period, code) for code in currencies[1:]]
    funnels = _funnels(period, main.book)
    for other in others:
        for fact in other.book:
            main.book.add(fact)
    return {
        "title": _title(period, notes),
        "lede": _lede(main, notes, newest=last if old else None),
        "picker": _picker(request, period, notes),
        "span": _name(period.window, period, notes),
        "run_url": "#console",
        "empty": not len(rows) and not funnels,
        "label": _label(period, notes),
        **_report(main, others, funnels, notes, url, request),
        **_proposals(request),
        **_rail(request, today, notes),
        "evidence": evidence.asked(request, main.book),
    }


def _period(request: HttpRequest, today: date) -> Period:
    asked = request.GET
    return period_of(
        asked.get("period", "month"),
        asked.get("compare", "before"),
        today,
        asked.get("from", ""),
        asked.get("to", ""),
    )


def _days(period: Period) -> Window:
    first = min(window.first for window in (period.spark[0], period.earlier or period.window))
    return Window(first, period.window.last)


def _currencies(rows: MetricRows, own: str) -> list[str]:
    """The workspace's own currency first, where it has rows."""
    found = rows.currencies()
    return sorted(found, key=lambda code: (code != own, code))


def _funnels(period: Period, book: FactBook) -> list[FunnelNow]:
    counts = selectors.funnel_rows(funnel_history(period.window))
    found = (funnel_now(counts, one, period.window, book) for one in selectors.funnels())
    return [one for one in found if one is not None]


def _opener(request: HttpRequest) -> Callable[[Fact], str]:
    """A figure's address: this page as it is, with the figure's rows opened."""
    kept = [(name, value) for name in CHOICES if (value := request.GET.get(name))]
    return lambda fact: "?" + urlencode([*kept, ("evidence", fact.key)])


def _title(period: Period, notes: Notation) -> str:
    name = _name(period.window, period, notes)
    return f"Marketing in {name}" if name[0].isalpha() else f"Marketing, {name}"


def _name(window: Window, period: Period, notes: Notation) -> str:
    """A month by its name, other days by their ends."""
    if period.by_month and window.first.day == 1 and window.days >= 27:
        return f"{window.first:%B %Y}"
    return notes.day_range(window.first, window.last)


def _label(period: Period, notes: Notation) -> str:
    name = _name(period.window, period, notes)
    if period.earlier is None:
        return name
    return f"{name} against {_name(period.earlier, period, notes)}"


def _lede(found: Overview, notes: Notation, *, newest: date | None = None) -> SafeString | str:
    """What came of what was spent, and what waits for a decision.

    `newest` is the last day that has rows, where it is older than this month.
    """
    revenue, cost = found.fact("now", "revenue"), found.fact("now", "cost")
    if revenue is None or revenue.value is None:
        return "No revenue is stored for this period."
    notes = replace(notes, currency=found.currency)
    first: SafeString = format_html("<b>{}.</b>", figures.words(revenue, notes))
    if cost is not None and cost.value:
        first = format_html(
            "<b>{} from {} of spend.</b>",
            figures.words(revenue, notes),
            figures.words(cost, notes),
        )
    if newest is not None:
        first = format_html("{} No row is newer than {}.", first, notes.day(newest))
    waiting = list(waiting_in(Recommendation).exclude(severity="low")[:2])
    if not waiting:
        return format_html("{} Nothing urgent waits for a decision.", first)
    orders = [figures.plain(row.title, row.facts, notes) for row in waiting]
    return format_html(
        "{} First to decide: {}.", first, ", and ".join(map(figures.within_a_sentence, orders))
    )


def _picker(request: HttpRequest, period: Period, notes: Notation) -> dict[str, Any]:
    """The context of components/period_picker.html."""
    names = [_name(period.window, period, notes)]
    if period.earlier is not None:
        names.append(_name(period.earlier, period, notes))
    sort = request.GET.get("sort", "")
    return {
        "label": " vs ".join(names),
        "hidden": [{"name": "sort", "value": sort}] if sort else [],
        "fields": [
            _select("period", "Period", {**PERIODS, "custom": "From and to below"}, period.key),
            {"kind": "date", "name": "from", "label": "From", "value": request.GET.get("from", "")},
            {"kind": "date", "name": "to", "label": "To", "value": request.GET.get("to", "")},
            _select("compare", "Compared with", COMPARISONS, period.comparison),
        ],
    }


def _select(name: str, label: str, options: dict[str, str], chosen: str) -> dict[str, Any]:
    return {
        "kind": "select",
        "name": name,
        "label": label,
        "options": [
            {"value": value, "label": words, "selected": value == chosen}
            for value, words in options.items()
        ],
    }


def _report(
    main: Overview,
    others: list[Overview],
    funnels: list[FunnelNow],
    notes: Notation,
    url: Callable[[Fact], str],
    request: HttpRequest,
) -> dict[str, Any]:
    """Tiles, trend, funnels and channels."""
    period = main.period
    own = replace(notes, currency=main.currency)
    earlier = _name(period.earlier, period, notes) if period.earlier else ""
    sort = _sort(request)
    return {
        "tiles": tiles.tiles(main, own, url),
        "trend": tiles.trend(main, own, _name(period.window, period, notes), earlier, _events()),
        "funnels": [
            {
                "name": one.funnel.name,
                "url": f"/cmo/funnels/{one.funnel.id}/",
                "steps": tiles.funnel_steps(one, notes, url),
            }
            for one in funnels
        ],
        "tables": [_table(one, notes, url, sort) for one in (main, *others) if one.now],
        "sorts": _sorts(request, sort),
        "late": _late_words(main, notes),
    }


EVENTS = {"leak": "{subject} changed", "broken_tracking": "Tracking broken"}


def _events() -> list[charts.Event]:
    """What open proposals know of certain days, for the trend."""
    found = []
    for row in waiting_in(Recommendation).filter(kind__in=EVENTS):
        for fact in row.facts:
            if fact.key.endswith(".since") and isinstance(fact.value, date):
                name = row.headline.label.rpartition(", ")[2]
                words = EVENTS[row.kind].format(subject=name)
                found.append(charts.Event(fact.value, words))
    return found


def _table(
    found: Overview, notes: Notation, url: Callable[[Fact], str], sort: str
) -> dict[str, Any]:
    own = replace(notes, currency=found.currency)
    rows, total = tiles.channel_rows(found, own, url, sort)
    return {"currency": found.currency, "rows": rows, "total": total}


def _sort(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in tiles.SORTS else "-revenue"


def _sorts(request: HttpRequest, sort: str) -> list[dict[str, Any]]:
    """The heads of the channels' table; a sorted one turns round."""
    kept = [(n, v) for n in CHOICES if n != "sort" and (v := request.GET.get(n))]
    heads = []
    for name, label in tiles.SORTS.items():
        down = f"-{name}" if sort != f"-{name}" and name != "channel" else name
        if name == "channel" and sort == name:
            down = f"-{name}"
        order = {f"-{name}": "descending", name: "ascending"}.get(sort, "")
        heads.append(
            {
                "name": name,
                "label": label,
                "num": name != "channel",
                "sorted": order,
                "url": "?" + urlencode([*kept, ("sort", down)]) + "#h-channels",
            }
        )
    return heads


def _late_words(found: Overview, notes: Notation) -> str:
    """Which channels and days make the comparison uneven, in a sentence."""
    said = [
        f"{channel_label(name)} reaches {notes.day(cut.last)} and is set against the same "
        "days of the earlier period"
        for name, cut in found.late.items()
    ]
    if out := tiles.left_out_words(found, notes):
        said.append(f"{', '.join(out)}; the earlier period is shown with all of its days")
    return f"{'. '.join(said)}." if said else ""


def _proposals(request: HttpRequest) -> dict[str, Any]:
    waiting = waiting_in(Recommendation)
    count = waiting.count()
    return {
        "recs": [recommendations.line(request, row) for row in waiting[:RECOMMENDED]],
        "rest": {
            "label": f"{count - RECOMMENDED} more of lower priority",
            "url": "/cmo/recommendations/?status=pending",
        }
        if count > RECOMMENDED
        else None,
    }


def _rail(request: HttpRequest, today: date, notes: Notation) -> dict[str, Any]:
    manifest = module_of_role("cmo")
    latest = AgentRun.objects.filter(module=manifest.id).order_by("-created_at")
    running = latest.filter(status__in=UNFINISHED).first()
    sources = selectors.reaches(today)
    late = sum(source.late for source in sources)
    count = latest.count()
    return {
        "console": console(
            request, manifest, run=runs.console_run(request, running) if running else None
        ),
        "history": runs.history(request, list(latest[:HISTORY])),
        "all_runs": {"label": f"All {count}", "url": f"/runs/?module={manifest.id}"}
        if count > HISTORY
        else None,
        "sources": tiles.source_rows(sources, today, notes),
        "sources_meta": f"{late} late" if late else "last seven days",
    }
