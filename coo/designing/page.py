"""The Workflows screen and the page of one workflow: drawn, timed, held against its cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from coo.analysis.estimates import Estimate
from coo.dashboard import Now, moment
from coo.designing.book import add_design
from coo.designing.drawing import drawn
from coo.designing.ground import Design, Ground, PlannedStep
from coo.designing.reading import designs_of, looked_at
from coo.models import Recommendation, Workflow
from coo.models.workflow import WorkflowStatus
from kernel.core.computed import fact
from kernel.core.facts import FactBook
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation
from kernel.resources import addresses
from kernel.screens import figures, recommendations

PATH = "/coo/workflows/"
CONSOLE = "/runs/console/coo/?mode=strategy"
IMPORT = {"label": "Import workflows", "url": "/imports/new/?kind=coo/workflows",
          "icon": "upload"}  # fmt: skip
TONES = {"draft": "line", "active": "good", "retired": "line"}
SHOWN = 12
PICTURES = 4
STEPS = 100
NAMED = 6


def page(
    request: HttpRequest, notes: Notation, book: FactBook, *, may_write: bool
) -> dict[str, Any]:
    """Everything above the list."""
    recs = waiting_in(Recommendation).filter(kind="workflow_version")
    context: dict[str, Any] = {
        "recs": [recommendations.line(request, row) for row in recs[:5]],
        "workflows": [],
        "pictures": [],
        "start": _start(may_write),
    }
    by_name: dict[str, list[Workflow]] = {}
    for one in Workflow.objects.order_by("name", "version"):
        by_name.setdefault(one.name, []).append(one)
    kept = [(row, versions) for versions in by_name.values()
            if (row := looked_at(versions)) is not None]  # fmt: skip
    if not kept:
        return context
    now = moment()
    found = designs_of(kept[:SHOWN], now.at.date(), now.hours)
    designs = [(row, one) for (row, _), one in zip(kept, found, strict=False)]
    designs.sort(key=lambda one: (-len(one[1].history.lengths), one[1].name))
    _fill(book, [one for _, one in designs], now)
    return {
        **context,
        "workflows": [_line(row, one, book, notes) for row, one in designs],
        "more": max(len(kept) - SHOWN, 0),
        "pictures": [_picture(row, one, notes) for row, one in designs[:PICTURES]],
        "words": _words([one for _, one in designs], notes),
    }


def _picture(row: Workflow, one: Design, notes: Notation) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": addresses.row_path(Workflow, row.pk),
        "fault": _fault(one),
        "drawing": None if one.fault else drawn(one, notes),
        "meta": _meta(one, notes),
    }


def lede(context: dict[str, Any]) -> str:
    """One sentence of state."""
    return str(context.get("words", ""))


def _fill(book: FactBook, designs: Sequence[Design], now: Now) -> None:
    ground = Ground(tuple(designs), now.at.date(), now.hours)
    book.add(fact("plan.start", "Begins on", ground.start, "date", "Today.", "coo.designing"))
    for one in designs:
        add_design(book, ground, one)


def _words(designs: Sequence[Design], notes: Notation) -> str:
    broken = [one.name for one in designs if one.fault]
    if broken:
        return f"{', '.join(broken)} cannot be laid out."
    kept = [one for one in designs if one.kept is not None]
    if kept:
        worst = min(kept, key=lambda one: one.kept or 0.0)
        share = notes.percent(worst.kept, 0)
        return f"{worst.name} kept its promise in {share} of the cases of the last year."
    return f"{notes.count(len(designs), 'workflow')}, none with enough cases to judge its promise."


def _fault(one: Design) -> str:
    return f"{one.fault[:1].upper()}{one.fault[1:]}." if one.fault else ""


def _meta(one: Design, notes: Notation) -> str:
    """What the picture shows."""
    if len(one.steps) <= 60:
        steps = notes.count(len(one.steps), "step")
        return f"version {one.version}, {steps}; those that decide are tinted"
    return f"{notes.number(len(one.steps))} steps are too many to draw: those that decide"


def _line(row: Workflow, one: Design, book: FactBook, notes: Notation) -> dict[str, Any]:
    link = _links(book, notes)
    return {
        "name": one.name,
        "url": addresses.row_path(Workflow, row.pk),
        "badge": {"text": row.get_status_display(), "tone": TONES[row.status]},
        "version": one.version,
        "steps": notes.number(len(one.steps)),
        "fault": one.fault,
        **{
            part: link(f"{one.key}.{part}")
            for part in ("mean", "sure", "promise", "chance", "seen", "kept")
        },
    }


def _links(book: FactBook, notes: Notation) -> Any:
    """Figures as links that open their rows, "" where there is none."""

    def link(key: str) -> Any:
        return figures.linked(f"{{fact:{key}}}", book, notes) if key in book else ""

    return link


def _start(may_write: bool) -> list[dict[str, Any]]:
    if not may_write:
        return []
    log = {"label": "Import an event log", "url": "/imports/new/?kind=coo/event-log"}
    return [
        {**log, "icon": "upload", "primary": True},
        IMPORT,
        {"label": "Write one by hand", "url": f"{PATH}new/", "icon": "plus"},
    ]


def detail(
    request: HttpRequest, row: Workflow, notes: Notation, book: FactBook, *, may_write: bool
) -> dict[str, Any]:
    """What the page of one version holds besides its row."""
    versions = list(Workflow.objects.filter(name=row.name).order_by("version"))
    now = moment()
    one = designs_of([(row, versions)], now.at.date(), now.hours)[0]
    _fill(book, [one], now)
    link = _links(book, notes)
    recs = waiting_in(Recommendation).filter(subject__startswith=f"workflow_version:{row.name}:")
    shown = {
        "recs": [recommendations.line(request, rec) for rec in recs],
        "versions": [_version(other, row, notes) for other in versions] if versions[1:] else [],
        "fault": _fault(one),
        "cases": f"{'/coo/processes/'}?{urlencode({'workflow__in': ','.join(map(str, one.ids))})}",
        "may_start": may_write and row.status == WorkflowStatus.ACTIVE,
        "path": addresses.row_path(Workflow, row.pk),
    }
    if one.fault:
        return {**shown, "picture": None, "tiles": [], "steps": []}
    order = {step.key: step for step in one.steps}
    listed = [order[times.key] for times in one.schedule.steps][:STEPS]
    beside = [step for step in one.near if not one.times[step.key].critical]
    return {
        **shown,
        "picture": drawn(one, notes),
        "meta": _meta(one, notes),
        "tiles": _tiles(one, book, notes),
        "steps": [_step(one, step, notes, link) for step in listed],
        "more_steps": max(len(one.steps) - STEPS, 0),
        "as_long": ", ".join(step.name for step in one.as_long[:NAMED]),
        "near": ", ".join(step.name for step in beside[:NAMED]),
    }


def _tiles(one: Design, book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    found = []
    for part, name, note in (
        ("mean", "Work that decides", f"{notes.count(len(one.path), 'step')} in a chain"),
        ("sure", "Nearly sure within", "85 of 100, if nothing waits"),
        ("sure_day", "Begun today, done by", "85 of 100, if nothing waits"),
        ("chance", "Promise, by estimates", _promise(one, notes)),
        ("seen", "A case in the middle", "waiting included"),
        ("kept", "Promise kept", f"of {notes.count(len(one.history.lengths), 'case')} done"),
    ):
        known = book.get(f"{one.key}.{part}")
        if known is None:
            promise = part in ("chance", "kept") and one.promise is None
            text = "nothing promised" if promise else "too few cases done"
            mend = {"label": "Import a log", "url": "/imports/new/?kind=coo/event-log"}
            if promise:
                mend = {"label": "Settings", "url": "/coo/settings/"}
            found.append({"name": name, "missing": {"text": text, **mend}})
            continue
        value, unit = figures.parted(known, notes)
        url = f"?{urlencode({'evidence': known.key})}" if known.rows else ""
        found.append(
            {
                "name": name,
                "value": value,
                "unit": unit,
                "url": url,
                "note": note,
            }
        )
    return found


def _promise(one: Design, notes: Notation) -> str:
    if one.promise is None:
        return ""
    return f"of {notes.number(float(one.promise), 0)} work hours, without waiting"


def _step(one: Design, step: PlannedStep, notes: Notation, link: Any) -> dict[str, Any]:
    times, seen = one.times[step.key], one.history.steps.get(step.key)
    names = {other.key: other.name for other in one.steps}
    estimate = Estimate(step.key, step.optimistic, step.likely, step.pessimistic)
    hours = (notes.number(value, 1) for value in (step.optimistic, step.likely, step.pessimistic))
    return {
        "name": step.name,
        "role": step.role,
        "after": ", ".join(names[key] for key in step.after),
        "estimates": " / ".join(hours),
        "mean": notes.number(estimate.mean, 1),
        "start": notes.number(times.earliest_start, 1),
        "slack": notes.number(times.slack, 1),
        "critical": times.critical,
        "seen": f"{notes.number(seen.middle, 1)} in {notes.count(seen.count, 'time')}"
        if seen
        else "",
        "off": any(step.key == other.key for other in one.off),
    }


def _version(other: Workflow, row: Workflow, notes: Notation) -> dict[str, Any]:
    return {
        "name": f"Version {other.version}",
        "url": addresses.row_path(Workflow, other.pk),
        "here": other.pk == row.pk,
        "badge": {"text": other.get_status_display(), "tone": TONES[other.status]},
        "steps": notes.count(len(other.steps), "step"),
    }
