"""/runs/: the list, by module, state and agent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from kernel.core.manifest import Manifest
from kernel.resources.rights import rights
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus
from kernel.screens import runs
from kernel.screens.run_states import agent_title
from kernel.screens.shell import readable

PAGE = 25


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

    agents = (
        {agent.function for m in modules for agent in m.agents.values()}
        | {m.kernel_function for m in modules}
        | {name for m in modules for name in m.schedules}
    )
    return [
        select("module", "Module", [(m.id, m.title) for m in modules]),
        select("status", "State", [(s.value, str(s.label)) for s in RunStatus]),
        select(
            "agent",
            "Agent",
            sorted(((name, agent_title(name)) for name in agents), key=lambda one: one[1]),
        ),
    ]


def _pager(page: Any, query: str) -> dict[str, Any]:
    def url(number: int) -> str:
        return f"?{query}&page={number}" if query else f"?page={number}"

    return {
        "said": f"{page.start_index()} to {page.end_index()} of {page.paginator.count}",
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }
