"""What a run lacks or asks, each with the button that gives it: an agent, an import, an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from kernel.core.facts import FactBook
from kernel.core.manifest import Manifest, label
from kernel.core.registry import get_module
from kernel.resources import addresses
from kernel.resources.imports.kinds import kinds
from kernel.resources.rights import notation, rights
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.screens import figures, nouns
from kernel.screens.run_states import agent_title

MOST_CHOICES = 3
"""So many choices are buttons of the console; the run's page has them all."""


def shown(
    request: HttpRequest, run: AgentRun, book: FactBook, key: str = "needs"
) -> list[dict[str, Any]]:
    """What is missing first, or with ``questions`` what is asked beside the work that was done.

    Each with the buttons that give it; who may not write the module sees none.
    """
    notes, rows = notation(request), []
    asker = _asker(run) if key == "needs" else run
    for place, need in enumerate((run.output or {}).get(key, [])):
        words = {
            name: figures.plain(need.get(name) or "", book, notes)
            for name in ("what", "why", "question")
        }
        found = _buttons(request, asker, need, f"{key}-{place}", words["what"])
        button, link = [*found, None, None][:2]
        rows.append(words | {"button": button, "link": link})
    return rows


def acts(request: HttpRequest, run: AgentRun) -> list[dict[str, Any]]:
    """The console's buttons for what a run lacks first; the first of them is the primary one."""
    found = choices(request, run)[:MOST_CHOICES]
    if not found and (needs := (run.output or {}).get("needs")):
        asker = _asker(run)
        found = _buttons(request, asker, needs[0], "needs-0", needs[0]["what"])
    return [act | {"primary": place == 0} for place, act in enumerate(found)]


def choices(request: HttpRequest, run: AgentRun) -> list[dict[str, Any]]:
    """A button for each agent or chain that a request could have meant."""
    output = run.output or {}
    if not output.get("needs") or not rights(request).writes(run.module):
        return []
    manifest = get_module(run.module)
    asked = [{"name": "mode", "value": "ask"}]
    if request_words := output.get("asked", {}).get("request"):
        asked.append({"name": "request", "value": request_words})
    return [
        {
            "label": _name(manifest, name),
            "url": _console(manifest),
            "post": True,
            "hidden": [*asked, {"name": "chain", "value": name}],
        }
        for name in output.get("close", [])
    ]


def asked_of(run: AgentRun, reference: str) -> Mapping[str, Any] | None:
    """The need or question that ``needs-0`` or ``questions-2`` refers to, or None."""
    key, _, place = reference.partition("-")
    found = (run.output or {}).get(key, []) if key in ("needs", "questions") else []
    return found[int(place)] if place.isdecimal() and int(place) < len(found) else None


def _buttons(
    request: HttpRequest, run: AgentRun, need: Mapping[str, Any], reference: str, what: str
) -> list[dict[str, Any]]:
    manifest = get_module(run.module)
    if not rights(request).writes(manifest.id):
        return []
    made = [_start_of(manifest, need.get("agent") or ""), _rows_of(run, need.get("rows"), what)]
    if need.get("question") and run.mode and not need.get("rows") and not _is_choice(run):
        url = f"{_console(manifest)}?again={run.pk}&asked={reference}"
        made.append({"label": "Answer", "url": url})
    return [one for one in made if one]


def _start_of(manifest: Manifest, agent: str) -> dict[str, Any] | None:
    """A link to the form of the agent that a need names, by its function, key or mode."""
    for spec in manifest.agents.values():
        if agent in (spec.function, spec.key, spec.mode):
            url = f"{_console(manifest)}?mode={spec.mode}"
            return {"label": agent_title(spec.function), "url": url}
    return None


def _rows_of(run: AgentRun, resource: str | None, what: str) -> dict[str, Any] | None:
    """Where rows come from: their import, the row that the run wrote and speaks of, or the list."""
    model = nouns.model_of(nouns.table_of(resource)) if resource else None
    if model is None:
        return None
    plural = str(model._meta.verbose_name_plural)
    written = [row for row in run.entities if row["table"] == model._meta.db_table]
    for row in written:
        if row["label"] in what:
            page = addresses.row_path(model, row["id"], "edit")
            return {"label": f"Edit {row['label']}", "url": f"{page}?next=/runs/{run.pk}/"}
    for kind in () if written else kinds():
        if kind.model is model and kind.manifest.id == run.module:
            return {"label": f"Import {plural}", "url": f"/imports/new/?kind={kind.name}"}
    return {"label": f"Open {plural}", "url": addresses.list_path(model)}


def _asker(run: AgentRun) -> AgentRun:
    """The run that lacks it: of a chain, the step at which it stopped."""
    stopped = [step["run_id"] for step in steps_of(run) if step["run_id"]]
    found = AgentRun.objects.filter(pk=stopped[-1]).first() if stopped else None
    return found or run


def _is_choice(run: AgentRun) -> bool:
    return bool((run.output or {}).get("close"))


def _name(manifest: Manifest, name: str) -> str:
    return manifest.chains[name].title if name in manifest.chains else label(name)


def _console(manifest: Manifest) -> str:
    return f"/runs/console/{manifest.role}/"
