"""/runs/: the list, one run, and what may be done with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views import View

from kernel.core.facts import FactBook
from kernel.core.manifest import Manifest, label
from kernel.core.registry import get_module
from kernel.decisions.overview import recommendation_models
from kernel.doors.door import door_of
from kernel.doors.marks import limited, own_transactions
from kernel.errors import KernelError, NotFoundError
from kernel.formats import when
from kernel.resources import addresses
from kernel.resources.rights import notation, rights
from kernel.runs.api import get_run, run_kernel
from kernel.runs.cancellation import cancel_run
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.screens import chain_steps, evidence, figures, nouns, recommendations, runs
from kernel.screens.shell import readable, short_name

PAGE = 25
NAMED = 6


def _mine(request: HttpRequest, id: UUID) -> tuple[AgentRun, Manifest]:
    """A run of the scope whose module the person may read; 404 or 403 otherwise."""
    run = get_run(id)
    manifest = get_module(run.module)
    rights(request).require_read(manifest.id)
    return run, manifest


class RunList(View):
    """The runs of the modules that the person may read, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        modules = readable(rights(request))
        rows = AgentRun.objects.filter(module__in=[m.id for m in modules]).order_by("-created_at")
        chosen = {name: request.GET.get(name, "") for name in ("module", "status", "agent")}
        for name, value in chosen.items():
            if value:
                rows = rows.filter(**{name: value})
        if not chosen["status"] and not chosen["agent"]:
            rows = rows.filter(parent__isnull=True)  # steps stand under their chain
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        context = {
            "title": "Runs",
            "lede": "Every agent run of this workspace, from every door.",
            "runs": runs.history(request, list(page)),
            "filters": _filters(modules, chosen),
            "filtered": any(chosen.values()),
            "pager": _pager(page, query.urlencode()),
        }
        return render(request, "kernel/runs.html", context)


def _filters(modules: list[Manifest], chosen: dict[str, str]) -> list[dict[str, Any]]:
    def select(name: str, label: str, options: list[tuple[str, str]]) -> dict[str, Any]:
        return {
            "kind": "select",
            "name": name,
            "label": label,
            "blank": "All",
            "options": [
                {"value": value, "label": text, "selected": value == chosen[name]}
                for value, text in options
            ],
        }

    agents = sorted(
        {agent.function for m in modules for agent in m.agents.values()}
        | {m.kernel_function for m in modules}
        | {name for m in modules for name in m.schedules}
    )
    return [
        select("module", "Module", [(m.id, m.title) for m in modules]),
        select("status", "State", [(s.value, str(s.label)) for s in RunStatus]),
        select("agent", "Agent", [(name, name) for name in agents]),
    ]


def _pager(page: Any, query: str) -> dict[str, Any]:
    def url(number: int) -> str:
        return f"?{query}&page={number}" if query else f"?page={number}"

    return {
        "said": f"{page.start_index()} to {page.end_index()} of {page.paginator.count}",
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


class RunPage(View):
    """One run: result first, then proposals, how it went, what it wrote, JSON last."""

    def get(self, request: HttpRequest, id: UUID) -> HttpResponse:
        run, manifest = _mine(request, id)
        book = runs.book_of(request, run)
        opened = evidence.asked(request, book)
        if request.htmx and "evidence" in request.GET:  # type: ignore[attr-defined]
            return render(request, "components/evidence_drawer.html", {"evidence": opened})
        proposals = _proposals(run, manifest)
        waiting = sum(row.state in ("pending", "approved") for row in proposals)
        state = runs.state(run, waiting)
        children = chain_steps.children_of([run]).get(run.pk, [])
        part_of = chain_steps.part_of(run)
        context = {
            "role": manifest.role,
            "module_name": short_name(manifest),
            "title": f"{runs.title(run)}, {_moment(request, run)}",
            "lede": _lede(run, state, waiting, children),
            "badge": _badge(state),
            "crumbs": _crumbs(part_of),
            "part_of": part_of,
            "chain": chain_steps.lines(request, run, children) if runs.is_over(run) else [],
            "state": state,
            "tools": _tools(request, run),
            "run": runs.console_run(request, run) if not runs.is_over(run) else None,
            "failed": run.error if state == "failed" else "",
            "found": _found(request, run, book),
            "figures": len(book),
            "needs": chain_steps.needs(request, run, manifest, book),
            "questions": chain_steps.needs(request, run, manifest, book, "questions"),
            "proposals": [recommendations.proposal(request, row) for row in proposals],
            "steps": [] if children else runs.timeline(run),
            "time": runs.time_words(run),
            "wrote": _wrote(request, run, book, children),
            "engine": _engine(run),
            "facts": _about(request, run),
            "evidence": opened,
            "wide_rail": opened is not None,
            "json": json.dumps(
                {"input": run.input, "output": run.output, "facts": book.as_json()},
                indent=2,
                ensure_ascii=False,
            ),
        }
        return render(request, "kernel/run.html", context)


def _moment(request: HttpRequest, run: AgentRun) -> str:
    from django.utils import timezone

    return when(runs.local(request, run.created_at), runs.local(request, timezone.now()))


def _crumbs(part_of: dict[str, Any] | None) -> list[dict[str, str]]:
    """The list of runs, and the chain that the run is a step of."""
    above = [{"label": part_of["title"], "url": part_of["url"]}] if part_of else []
    return [{"label": "Runs", "url": "/runs/"}, *above]


def _lede(run: AgentRun, state: str, waiting: int, children: Sequence[AgentRun]) -> str:
    if state == "awaiting":
        proposals = "One proposal waits" if waiting == 1 else f"{waiting} proposals wait"
        return f"Finished in {runs.time_words(run)}. {proposals} for a decision."
    earlier = [child for child in children if child.entities and child.status == "succeeded"]
    kept = "What the steps before wrote stays." if earlier else "Nothing was written."
    return {
        "done": f"Finished in {runs.time_words(run)}.",
        "needs": f"Something is missing first. {kept}",
        "failed": f"It broke off. {kept} Its input is kept.",
        "cancelled": f"Cancelled after {runs.time_words(run)}. {kept}",
    }.get(state, "It is under way; this page follows it.")


def _badge(state: str) -> dict[str, str] | None:
    """An end state that asks something of the reader."""
    return {
        "awaiting": {"text": "awaiting approval", "tone": "warn", "icon": "hourglass"},
        "needs": {"text": "needs something first", "tone": "warn", "icon": "circle-help"},
        "failed": {"text": "failed", "tone": "bad", "icon": "circle-x"},
        "cancelled": {"text": "cancelled", "tone": "", "icon": "circle-slash"},
    }.get(state)


def _wrote(
    request: HttpRequest, run: AgentRun, book: FactBook, children: Sequence[AgentRun]
) -> list[dict[str, Any]]:
    """The rows that it or its steps wrote, a line a table, the first few by name."""
    notes = notation(request)
    written = [(entity, book) for entity in ([] if children else run.entities)]
    for child in children:
        own = runs.book_of(request, child)
        written += [(entity, own) for entity in child.entities]
    by_table: dict[str, list[tuple[dict[str, str], FactBook]]] = {}
    for entity, own in written:
        by_table.setdefault(entity["table"], []).append((entity, own))
    return [
        {
            "table": table,
            "name": nouns.counted(table, len(rows)),
            "state": ", ".join(
                f"{n} {action}" for action, n in Counter(row["action"] for row, _ in rows).items()
            ),
            "rows": [
                {
                    "label": figures.plain(row["label"], own, notes),
                    "url": _page_of(table, row["id"]),
                }
                for row, own in rows[:NAMED]
            ],
            "more": max(0, len(rows) - NAMED),
        }
        for table, rows in by_table.items()
    ]


def _page_of(table: str, id: str) -> str:
    model = nouns.model_of(table)
    path = addresses.row_path(model, id) if model else ""
    return path if path and addresses.is_served(path) else ""


def _tools(request: HttpRequest, run: AgentRun) -> list[dict[str, Any]]:
    if not rights(request).writes(run.module) or not run.mode:
        return []
    url = f"/runs/{run.pk}/"
    if not runs.is_over(run):
        return [{"label": "Cancel", "url": f"{url}cancellation/", "icon": "x", "post": True}]
    again = {"label": "Run again", "url": f"{url}again/", "icon": "rotate-ccw", "post": True}
    return [*_go_on(run, url), again]


def _go_on(run: AgentRun, url: str) -> list[dict[str, Any]]:
    """Of a chain that stopped on its way: the rest of it, from the step that did not finish."""
    chosen = steps_of(run)
    stopped = next(
        (one["mode"] for one in chosen if one["status"] != "succeeded" or one["needs"]), None
    )
    if stopped is None or stopped == chosen[0]["mode"]:
        return []
    hidden = [{"name": "from", "value": stopped}]
    words = f"Go on from {label(stopped)}"
    return [{"label": words, "url": f"{url}again/", "icon": "play", "post": True, "hidden": hidden}]


def _found(request: HttpRequest, run: AgentRun, book: FactBook) -> dict[str, Any]:
    """Summary and findings with their figures as links."""
    output, notes = run.output or {}, notation(request)

    def linked(text: str) -> SafeString:
        return figures.linked(text, book, notes)

    return {
        "summary": linked(output.get("summary", "")),
        "steps": [
            {"title": label(step["mode"]), "text": linked(step["summary"])}
            for step in steps_of(run)
            if step.get("summary")
        ],
        "findings": [
            {
                "title": linked(finding["title"]),
                "text": linked(finding["text"]),
                "severity": finding["severity"],
            }
            for finding in output.get("findings", [])
        ],
    }


def _proposals(run: AgentRun, manifest: Manifest) -> list[Any]:
    return [
        row
        for model in recommendation_models()
        if model._meta.app_label == manifest.role
        for row in model.objects.filter(Q(run_id=run.pk) | Q(run__parent_id=run.pk)).order_by(
            "-priority", "id"
        )
    ]


def _engine(run: AgentRun) -> dict[str, str]:
    """Figures are always the built-in analyst's; a model may have written the text."""
    if run.engine == "builtin":
        return {"kind": "builtin", "name": ""}
    return {"kind": "both", "name": run.engine_name, "cost": _cost(run)}


def _cost(run: AgentRun) -> str:
    return f"${run.cost_micros / 1_000_000:.4f}" if run.cost_micros else ""


def _about(request: HttpRequest, run: AgentRun) -> list[dict[str, Any]]:
    rows = [
        ("Engine", "built-in analyst" if run.engine == "builtin" else f"model: {run.engine_name}"),
        ("Cost", _cost(run) or "none"),
        ("Tokens", str(run.tokens) if run.tokens else ""),
        ("Duration", runs.time_words(run)),
        ("Started by", runs.who(request, run)),
        ("Agent", f"{run.agent}, version {run.function_version or '?'}"),
        ("Attempts", str(run.attempts)),
    ]
    facts: list[dict[str, Any]] = [{"name": n, "value": v} for n, v in rows if v]
    if run.prompt_hash:
        facts.append({"name": "Prompt", "value": run.prompt_hash[:12], "mono": True})
    return [*facts, {"name": "Run", "value": str(run.pk), "mono": True}]


class RunConsole(View):
    """The run as the console follows it: polled each second until its end.

    Then it tells the page ``run-ended``, whose parts may ask for themselves anew, and the run's own
    page is loaded anew: it has the result to show.
    """

    def get(self, request: HttpRequest, id: UUID) -> HttpResponse:
        run, _ = _mine(request, id)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"/runs/{run.pk}/")
        shown = {"run": runs.console_run(request, run)}
        response = render(request, "components/agent_run.html", shown)
        watched = urlsplit(request.htmx.current_url or "").path  # type: ignore[attr-defined]
        if runs.is_over(run):
            response["HX-Trigger"] = "run-ended"
            if watched == f"/runs/{run.pk}/":
                response["HX-Refresh"] = "true"
        return response


class RunCancellation(View):
    """POST cancels: at once while it waits, at its next step while it works."""

    def post(self, request: HttpRequest, id: UUID) -> HttpResponse:
        run, _ = _mine(request, id)
        try:
            with transaction.atomic():
                cancel_run(run.pk)
        except KernelError as error:
            if error.status != 409:
                raise
            messages.error(request, error.detail)
        else:
            messages.success(request, "Cancelled. Nothing was written.")
        return redirect(f"/runs/{run.pk}/")


@own_transactions
@limited("runs")
class RunAgain(View):
    """POST starts the same agent with the same input."""

    def post(self, request: HttpRequest, id: UUID) -> HttpResponse:
        door = door_of(request)
        with door.scope():
            run, manifest = _mine(request, id)
            rights(request).require_write(manifest.id)
        if not run.mode:
            raise NotFoundError("A schedule's run is started by its schedule.")
        assert door.tenant is not None
        assert door.workspace is not None
        result = run_kernel(
            run.module,
            None if run.mode == "kernel" else run.mode,
            door.tenant.pk,
            door.workspace.pk,
            _again(run, request.POST.get("from", "")),
            actor=door.user,
        )
        return redirect(f"/runs/{result.run_id}/")


def _again(run: AgentRun, first: str) -> dict[str, Any]:
    """The run's input; of a chain, the steps from ``first`` on."""
    modes = [step["mode"] for step in steps_of(run)]
    if first not in modes:
        return dict(run.input)
    payloads = {step["mode"]: step["payload"] for step in steps_of(run)}
    rest = modes[modes.index(first) :]
    return {"chain": rest, "payloads": {mode: payloads[mode] for mode in rest}}
