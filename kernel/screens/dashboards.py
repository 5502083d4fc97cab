"""The parts that every module's dashboard has: period, proposals, console, history, reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from kernel.core.facts import Fact
from kernel.core.registry import module_of_role
from kernel.core.windows import Window
from kernel.decisions.recommendation import Recommendation, waiting_in
from kernel.formats import Notation, when
from kernel.resources.addresses import list_path
from kernel.runs.models import AgentRun
from kernel.runs.states import UNFINISHED, RunStatus
from kernel.screens import figures, recommendations, runs
from kernel.screens.console import console
from kernel.screens.periods import COMPARISONS, PERIODS, Period, period_of
from kernel.screens.reach import SourceReach, source_rows

RECOMMENDED = 5
HISTORY = 6
NOTHING_URGENT = "Nothing urgent waits for a decision."
NOBODY_LOOKED = "No agent has looked at it yet."
CHOICES = ("period", "compare", "from", "to", "sort")
"""What a dashboard's address may hold; links on the page keep it."""


def asked_period(request: HttpRequest, last: date) -> Period:
    """The period of the address, ending with `last`; this month where it names none."""
    asked = request.GET
    return period_of(
        asked.get("period", "month"),
        asked.get("compare", "before"),
        last,
        asked.get("from", ""),
        asked.get("to", ""),
    )


def name_of(window: Window, period: Period, notes: Notation) -> str:
    """A month by its name, other days by their ends."""
    if period.by_month and window.first.day == 1 and window.days >= 27:
        return f"{window.first:%B %Y}"
    return notes.day_range(window.first, window.last)


def title_of(what: str, period: Period, notes: Notation) -> str:
    """ "Marketing in January 2026", "Marketing, 4 to 31 Jan"."""
    name = name_of(period.window, period, notes)
    return f"{what} in {name}" if name[0].isalpha() else f"{what}, {name}"


def label_of(period: Period, notes: Notation) -> str:
    """The period and what it is compared with, in words."""
    name = name_of(period.window, period, notes)
    if period.earlier is None:
        return name
    return f"{name} against {name_of(period.earlier, period, notes)}"


def opener(request: HttpRequest) -> Callable[[Fact], str]:
    """A figure's address: this page as it is, with the figure's rows opened."""
    kept = _kept(request)
    return lambda fact: "?" + urlencode([*kept, ("evidence", fact.key)])


def picker(request: HttpRequest, period: Period, notes: Notation) -> dict[str, Any]:
    """The context of components/period_picker.html."""
    names = [name_of(period.window, period, notes)]
    if period.earlier is not None:
        names.append(name_of(period.earlier, period, notes))
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


def own_first(currencies: Iterable[str], own: str) -> list[str]:
    """Currencies by their code, the workspace's own first."""
    return sorted(currencies, key=lambda code: (code != own, code))


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


def sort_of(request: HttpRequest, heads: Mapping[str, str], default: str) -> str:
    """The column that the address sorts a table by, with - for downwards."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in heads else default


def sorts(
    request: HttpRequest, heads: Mapping[str, str], sort: str, *, words: str, anchor: str
) -> list[dict[str, Any]]:
    """The heads of a table of figures; a sorted one turns round.

    `words` is the column that holds no number: it sorts upwards first.
    """
    kept = [pair for pair in _kept(request) if pair[0] != "sort"]
    shown = []
    for name, label in heads.items():
        down = f"-{name}" if sort != f"-{name}" and name != words else name
        if name == words and sort == name:
            down = f"-{name}"
        order = {f"-{name}": "descending", name: "ascending"}.get(sort, "")
        shown.append(
            {
                "name": name,
                "label": label,
                "num": name != words,
                "sorted": order,
                "url": "?" + urlencode([*kept, ("sort", down)]) + f"#{anchor}",
            }
        )
    return shown


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name in CHOICES if (value := request.GET.get(name))]


def proposals(request: HttpRequest, model: type[Recommendation]) -> dict[str, Any]:
    """The five proposals that matter, and a link to the rest with its count."""
    waiting = waiting_in(model)
    count = waiting.count()
    return {
        "recs": [recommendations.line(request, row) for row in waiting[:RECOMMENDED]],
        "rest": {
            "label": f"{count - RECOMMENDED} more of lower priority",
            "url": f"{list_path(model)}?status=pending",
        }
        if count > RECOMMENDED
        else None,
    }


def last_look(
    request: HttpRequest, role: str, mode: str, *, agent: str = ""
) -> dict[str, str] | None:
    """What the newest run of a mode found, for a page where no proposal waits; None before one.

    `agent` leaves out what other functions of the mode, as schedules, found.
    """
    looked = AgentRun.objects.filter(
        module=module_of_role(role).id, mode=mode, status=RunStatus.SUCCEEDED
    )
    if agent:
        looked = looked.filter(agent=agent)
    run = looked.order_by("-created_at").first()
    if run is None or (run.output or {}).get("needs"):
        return None
    return {
        "said": runs.story(request, run),
        "when": when(runs.local(request, run.created_at), runs.local(request, timezone.now())),
        "url": f"/runs/{run.pk}/",
    }


def first_to_decide(model: type[Recommendation], notes: Notation) -> str:
    """The two proposals of weight that come first, in a sentence; or that nobody has looked."""
    waiting = list(waiting_in(model).exclude(severity="low")[:2])
    if not waiting:
        module = module_of_role(model._meta.app_label).id
        looked = AgentRun.objects.filter(module=module, status=RunStatus.SUCCEEDED).exists()
        return NOTHING_URGENT if looked else NOBODY_LOOKED
    orders = [figures.plain(row.title, row.facts, notes) for row in waiting]
    return f"First to decide: {', and '.join(map(figures.within_a_sentence, orders))}."


def rail(
    request: HttpRequest, role: str, sources: Sequence[SourceReach], today: date, notes: Notation
) -> dict[str, Any]:
    """AgentConsole, AgentHistory and how far the data reaches."""
    manifest = module_of_role(role)
    latest = AgentRun.objects.filter(module=manifest.id, parent=None).order_by("-created_at")
    running = latest.filter(status__in=UNFINISHED).first()
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
        "sources": source_rows(sources, today, notes),
        "sources_meta": f"{late} late" if late else "last seven days",
    }
