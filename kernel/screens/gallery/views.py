"""The gallery's one view: `/styleguide/` and `/styleguide/PAGE/`."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from . import dashboard, lists, runs, shell, states

PAGES = {
    "": ("states", states.context, ""),
    "dashboard": ("dashboard", dashboard.context, "cmo"),
    "list": ("list", lists.context, "coo"),
    "run": ("run", runs.context, "cfo"),
    "briefing": ("briefing", runs.briefing, ""),
    "door": ("door", lambda: {}, ""),
}


def gallery(request: HttpRequest, page: str = "") -> HttpResponse:
    """One page of the gallery; `?evidence=` shows the drawer, with htmx as a fragment."""
    if page not in PAGES:
        raise Http404(f"the gallery has {', '.join(filter(None, PAGES))}")
    name, build, role = PAGES[page]
    context = {"shell": shell.shell(page, role), "role": role or ("cmo" if not page else "")}
    context |= build()
    if request.GET.get("evidence"):
        context["evidence"] = states.EVIDENCE
    if request.headers.get("HX-Request") and request.GET.get("evidence"):
        return render(request, "components/evidence_drawer.html", context)
    return render(request, f"kernel/gallery/{name}.html", context)
