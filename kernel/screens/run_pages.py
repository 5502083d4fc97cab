"""/runs/{id}/: one run, its result first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views import View

from kernel.core.facts import FactBook
from kernel.core.manifest import Manifest, label
from kernel.decisions.overview import recommendation_models
from kernel.formats import count, when
from kernel.resources import addresses
from kernel.resources.rights import notation, rights
from kernel.runs import failures, telling
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.screens import chain_steps, evidence, figures, nouns, recommendations, run_needs, runs
from kernel.screens.run_acts import mine
from kernel.screens.run_states import agent_title, is_over, time_words
from kernel.screens.run_states import state as state_of
from kernel.screens.shell import short_name

NAMED = 6


class RunPage(View):
    """One run: result first, then proposals, how it went, what it wrote, JSON last."""

    def get(self, request: HttpRequest, id: UUID) -> HttpResponse:
        run, manifest = mine(request, id)
        book = runs.book_of(request, run)
        opened = evidence.asked(request, book)
        if request.htmx and "evidence" in request.GET:  # type: ignore[attr-defined]
            return render(request, "components/evidence_drawer.html", {"evidence": opened})
        proposals = _proposals(run, manifest)
        waiting = sum(row.state in ("pending", "approved") for row in proposals)
        state = state_of(run, waiting)
        children = chain_steps.children_of([run]).get(run.pk, [])
        part_of = chain_steps.part_of(run)
        context = {
            "role": manifest.role,
            "module_name": short_name(manifest),
            "title": f"{runs.title(run)}, {_moment(request, run)}",
            "lede": _lede(run, state, waiting),
            "badge": _badge(state),
            "crumbs": _crumbs(part_of),
            "part_of": part_of,
            "chain": chain_steps.lines(request, run, children) if is_over(run) else [],
            "state": state,
            "tools": _tools(request, run),
            "run": runs.console_run(request, run) if not is_over(run) else None,
            "failed": _failed(run) if state == "failed" else None,
            "found": _found(request, run, book),
            "figures": _figures(len(book)),
            "choices": run_needs.choices(request, run),
            "needs": run_needs.shown(request, run, book),
            "questions": run_needs.shown(request, run, book, "questions"),
            "proposals": [recommendations.proposal(request, row) for row in proposals],
            "steps": [] if children or not is_over(run) else runs.timeline(run),
            "time": time_words(run),
            "wrote": _wrote(request, run, book, children),
            "engine": _engine(run),
            "facts": _about(request, run),
            "evidence": opened,
            "wide_rail": opened is not None,
            "json": _as_json({"input": run.input, "output": run.output, "facts": book.as_json()}),
        }
        return render(request, "kernel/run.html", context)


def _failed(run: AgentRun) -> dict[str, str]:
    """Why it did not finish and what to do; ``detail`` is for those who look after the product."""
    said = f"{telling.happened(run)} {failures.remedy(run.code)}"
    return {"said": said, "detail": _as_json(telling.details(run))}


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _figures(number: int) -> str:
    """How many figures there are to open, in words; empty without one."""
    return f"{count(number, 'figure')}, each opens where it comes from" if number else ""


def _moment(request: HttpRequest, run: AgentRun) -> str:
    from django.utils import timezone

    return when(runs.local(request, run.created_at), runs.local(request, timezone.now()))


def _crumbs(part_of: dict[str, Any] | None) -> list[dict[str, str]]:
    """The list of runs, and the chain that the run is a step of."""
    above = [{"label": part_of["title"], "url": part_of["url"]}] if part_of else []
    return [{"label": "Runs", "url": "/runs/"}, *above]


def _lede(run: AgentRun, state: str, waiting: int) -> str:
    if state == "awaiting":
        proposals = "One proposal waits" if waiting == 1 else f"{waiting} proposals wait"
        return f"Finished in {time_words(run)}. {proposals} for a decision."
    left = telling.kept(run)
    return {
        "done": f"Finished in {time_words(run)}.",
        "needs": f"Something is missing first. {left}",
        "failed": f"It did not finish. {left} Its input is kept.",
        "cancelled": f"Cancelled after {time_words(run)}. {left}",
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
    if not is_over(run):
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
        ("Duration", time_words(run)),
        ("Started by", runs.who(request, run)),
        ("Agent", f"{agent_title(run.agent)}, version {run.function_version or '?'}"),
        ("Attempts", str(run.attempts)),
    ]
    facts: list[dict[str, Any]] = [{"name": n, "value": v} for n, v in rows if v]
    if run.prompt_hash:
        facts.append({"name": "Prompt", "value": run.prompt_hash[:12], "mono": True})
    return [*facts, {"name": "Run", "value": str(run.pk), "mono": True}]
