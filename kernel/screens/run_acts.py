"""What may be done with a run: follow it, cancel it, start it again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from kernel.core.manifest import Manifest
from kernel.core.registry import get_module
from kernel.doors.door import door_of
from kernel.doors.marks import limited, own_transactions
from kernel.errors import KernelError, NotFoundError
from kernel.resources.rights import rights
from kernel.runs import telling
from kernel.runs.api import get_run, run_kernel
from kernel.runs.cancellation import cancel_run
from kernel.runs.chains import steps_of
from kernel.runs.models import AgentRun
from kernel.screens import runs
from kernel.screens.run_states import is_over


def mine(request: HttpRequest, id: UUID) -> tuple[AgentRun, Manifest]:
    """A run of the scope whose module the person may read; 404 or 403 otherwise."""
    run = get_run(id)
    manifest = get_module(run.module)
    rights(request).require_read(manifest.id)
    return run, manifest


class RunConsole(View):
    """The run as the console follows it: polled each second until its end.

    Then it tells the page ``run-ended``, whose parts may ask for themselves anew, and the run's own
    page is loaded anew: it has the result to show.
    """

    def get(self, request: HttpRequest, id: UUID) -> HttpResponse:
        run, _ = mine(request, id)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"/runs/{run.pk}/")
        shown = {"run": runs.console_run(request, run)}
        response = render(request, "components/agent_run.html", shown)
        watched = urlsplit(request.htmx.current_url or "").path  # type: ignore[attr-defined]
        if is_over(run):
            response["HX-Trigger"] = "run-ended"
            if watched == f"/runs/{run.pk}/":
                response["HX-Refresh"] = "true"
        return response


class RunCancellation(View):
    """POST cancels: at once while it waits, at its next step while it works."""

    def post(self, request: HttpRequest, id: UUID) -> HttpResponse:
        run, _ = mine(request, id)
        try:
            with transaction.atomic():
                cancel_run(run.pk)
        except KernelError as error:
            if error.status != 409:
                raise
            messages.error(request, error.detail)
        else:
            messages.success(request, f"Cancelled. {telling.kept(run)}")
        return redirect(f"/runs/{run.pk}/")


@own_transactions
@limited("runs")
class RunAgain(View):
    """POST starts the same agent with the same input."""

    def post(self, request: HttpRequest, id: UUID) -> HttpResponse:
        door = door_of(request)
        with door.scope():
            run, manifest = mine(request, id)
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
            again_of(run, request.POST.get("from", "")),
            actor=door.user,
        )
        return redirect(f"/runs/{result.run_id}/")


def again_of(run: AgentRun, first: str) -> dict[str, Any]:
    """The run's input; of a chain, the steps from ``first`` on."""
    modes = [step["mode"] for step in steps_of(run)]
    if first not in modes:
        return dict(run.input)
    payloads = {step["mode"]: step["payload"] for step in steps_of(run)}
    rest = modes[modes.index(first) :]
    return {"chain": rest, "payloads": {mode: payloads[mode] for mode in rest}}
