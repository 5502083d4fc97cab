"""AgentConsole: modes, a form out of the input contract, starting a run and following it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views import View

from kernel.core import routing
from kernel.core.choosing import in_order
from kernel.core.contracts import AgentFunction
from kernel.core.manifest import Manifest, label
from kernel.core.registry import module_of_role
from kernel.core.schemas import form_fields
from kernel.doors.door import door_of
from kernel.doors.marks import limited, own_transactions
from kernel.errors import InvalidPayloadError, KernelError
from kernel.gateway import available
from kernel.resources.rights import rights
from kernel.runs.api import get_run, run_kernel
from kernel.screens import runs
from kernel.screens.shell import short_name

LONG_TEXT = 10_000
"""A field that takes as much is pasted into; it shows more lines."""
KINDS = {
    "textarea": "textarea",
    "integer": "number",
    "decimal": "number",
    "boolean": "check",
    "date": "date",
    "datetime": "datetime-local",
    "choice": "select",
    "choices": "checks",
    "lines": "textarea",
    "json": "textarea",
}
ASK = "ask"
"""The console's choice without a mode."""
NOTHING_ASKED = {
    "pointer": "/request",
    "code": "missing",
    "detail": "Write what you want to have done.",
}


def engine() -> dict[str, str]:
    """Who writes the text of the next run, for engine.html."""
    found = available()
    return {"kind": found.kind, "name": found.name if found.kind == "model" else ""}


def console(
    request: HttpRequest,
    manifest: Manifest,
    *,
    mode: str = "",
    run: dict[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    error: KernelError | None = None,
) -> dict[str, Any]:
    """Context of components/agent_console.html for one module; reads no row.

    A module with several agents is asked in free words first; the orchestrator chooses.
    """
    known = modes_of(manifest)
    chosen = mode if mode in known else known[0]
    function, inputs = form_of(manifest, chosen)
    faults = _faults(error)
    fields = [_field(field, values or {}, faults) for field in inputs]
    may = rights(request).writes(manifest.id)
    url = f"/runs/console/{manifest.role}/"
    return {
        "engine": engine(),
        "modes": [
            {"value": name, "label": label(name), "selected": name == chosen} for name in known
        ],
        "url": url,
        "action": url,
        "say": _say(manifest, chosen, function),
        "fields": fields,
        "errors": len(faults),
        "problem": _problem(error, faults),
        "off": "" if may else _who_may(manifest),
        "run": run,
    }


def modes_of(manifest: Manifest) -> list[str]:
    """What the console offers: to ask, where there is a choice, and each mode."""
    return [ASK, *manifest.modes] if len(manifest.modes) > 1 else list(manifest.modes)


def form_of(
    manifest: Manifest, mode: str
) -> tuple[AgentFunction[Any, Any, Any], list[dict[str, Any]]]:
    """The function behind a choice of the console, and the fields of its form."""
    if mode != ASK:
        function = routing.function_for(routing.agent_for(manifest, mode).function)
        return function, form_fields(function.Input)
    function = routing.function_for(manifest.kernel_function)
    fields = {field["name"]: field for field in form_fields(function.Input)}
    asked = [fields["request"] | {"label": "What do you want to have done?", "help": ""}]
    if manifest.chains:
        titles = [
            (chain.name, f"{chain.title}: {in_order(chain.modes)}")
            for chain in manifest.chains.values()
        ]
        chain = fields["chain"] | {"type": "choice", "choices": titles, "max_length": None}
        asked.append(chain | {"hint": "", "help": "", "blank": "As my words say"})
    return function, asked


def _say(manifest: Manifest, mode: str, function: AgentFunction[Any, Any, Any]) -> str:
    if mode == ASK:
        return "Say it in your own words. The agent that fits is chosen, and you see which and why."
    return f"{function.reads} {function.writes}".strip()


def _who_may(manifest: Manifest) -> str:
    roles = ", ".join(f"{role}s" for role in manifest.permissions.role if role != "admin")
    return f"Owners, admins and {roles} may run it." if roles else "Owners and admins may run it."


def _faults(error: KernelError | None) -> dict[str, str]:
    if not isinstance(error, InvalidPayloadError):
        return {}
    return {fault["pointer"].split("/")[1]: fault["detail"] for fault in error.errors}


def _problem(error: KernelError | None, faults: Mapping[str, str]) -> str:
    return "" if error is None or faults else f"{error.detail} Nothing was started."


def _field(
    field: Mapping[str, Any], values: Mapping[str, Any], faults: Mapping[str, str]
) -> dict[str, Any]:
    """A contract's field as components/field.html takes it; typed values stay."""
    name = field["name"]
    typed = values.get(name, "")
    many = field["type"] == "choices"
    chosen = {str(v) for v in (typed if many else [typed])}
    return {
        "kind": KINDS.get(field["type"], "text"),
        "name": name,
        "id": f"console-{name}",
        "label": field["label"],
        "value": "\n".join(typed) if isinstance(typed, list) else typed,
        "unit": field["unit"],
        "hint": " ".join(part for part in (field["help"], field["hint"]) if part),
        "error": faults.get(name, ""),
        "required": field["required"],
        "blank": field.get("blank", "" if field["required"] else "As by default"),
        "min": field["min"],
        "max": field["max"],
        "maxlength": field["max_length"],
        "rows": 12 if (field["max_length"] or 0) >= LONG_TEXT else 2,
        "options": [
            {"value": value, "label": label, "selected": str(value) in chosen}
            for value, label in field["choices"]
        ],
    }


def payload_of(data: QueryDict, fields: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The form as a payload: what was left empty is left out, so that defaults hold."""
    payload: dict[str, Any] = {}
    for field in fields:
        name = field["name"]
        texts = [text.strip() for text in data.getlist(name) if text.strip()]
        if not texts:
            continue
        payload[name] = _value(field["type"], texts)
    return payload


def _value(kind: str, texts: list[str]) -> Any:
    if kind == "choices":
        return texts
    if kind == "lines":
        return [line.strip() for line in "\n".join(texts).splitlines() if line.strip()]
    if kind == "boolean":
        return texts[0] in ("on", "true", "1", "yes")
    if kind == "json":
        try:
            return json.loads(texts[0])
        except ValueError:
            return texts[0]
    return texts[0]


@own_transactions
@limited("runs")
class Console(View):
    """``/runs/console/{role}/``: GET shows a mode's form, POST starts it."""

    template: ClassVar[str] = "components/agent_console.html"

    def get(self, request: HttpRequest, role: str) -> HttpResponse:
        manifest = module_of_role(role)
        rights(request).require_read(manifest.id)
        return self._answer(
            request, manifest, console(request, manifest, mode=request.GET.get("mode", ""))
        )

    def post(self, request: HttpRequest, role: str) -> HttpResponse:
        manifest = module_of_role(role)
        rights(request).require_write(manifest.id)
        mode = request.POST.get("mode") or modes_of(manifest)[0]
        payload = payload_of(request.POST, form_of(manifest, mode)[1])
        door = door_of(request)
        assert door.tenant is not None
        assert door.workspace is not None
        asked = None if mode == ASK else mode
        try:
            if mode == ASK and not payload:
                raise InvalidPayloadError(errors=[NOTHING_ASKED])
            result = run_kernel(
                manifest.id, asked, door.tenant.pk, door.workspace.pk, payload, actor=door.user
            )
        except InvalidPayloadError as error:
            shown = console(request, manifest, mode=mode, values=payload, error=error)
            return self._answer(request, manifest, shown, status=422)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"/runs/{result.run_id}/")
        with door.scope():
            started = runs.console_run(request, get_run(result.run_id))
        shown = console(request, manifest, mode=mode, values=payload, run=started)
        return self._answer(request, manifest, shown)

    def _answer(
        self,
        request: HttpRequest,
        manifest: Manifest,
        shown: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        """The component for htmx, a page around it for everybody else."""
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, self.template, {"console": shown}, status=status)
        context = {
            "console": shown,
            "role": manifest.role,
            "module_name": short_name(manifest),
            "title": "Run an agent",
            "crumbs": [{"label": manifest.title, "url": f"{manifest.ui.base_path}/"}],
        }
        return render(request, "kernel/console.html", context, status=status)
