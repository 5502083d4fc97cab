"""From a module and a mode, or from a function's name, to the code that does the work."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from kernel.core import registry
from kernel.core.contracts import AgentFunction
from kernel.core.manifest import AgentSpec, Manifest, ScheduleSpec
from kernel.errors import KernelError, KernelUsageError

Spec = AgentSpec | ScheduleSpec
AnyFunction = AgentFunction[Any, Any, Any]


def agent_for(manifest: Manifest, mode: str) -> AgentSpec:
    """The one agent of a mode; raises 404 ``unknown_mode`` with the known ones."""
    for agent in manifest.agents.values():
        if agent.mode == mode:
            return agent
    known = ", ".join(manifest.modes)
    raise KernelError("unknown_mode", 404, f"{manifest.name} has these modes: {known}.")


def module_path(function: str) -> str:
    """Where a function's code lives: ``cmo-brand-intake`` is ``cmo.functions.brand_intake``."""
    role, _, rest = function.partition("-")
    return f"{role}.functions.{rest.replace('-', '_')}"


def function_for(name: str) -> AnyFunction:
    """The function of that name; raises 404 ``unknown_function``, KernelUsageError without code.

    A module's file holds it as ``FUNCTION``. ``{role}-kernel`` is the module's orchestrator.
    """
    manifest, _ = spec_for(name)
    if name == manifest.kernel_function:
        from kernel.core.orchestrator import Orchestrator

        return Orchestrator(manifest)
    path = module_path(name)
    try:
        module = import_module(path)
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and path.startswith(error.name or "?")
        why = "is not there" if missing else f"cannot be imported: {error}"
        raise KernelUsageError(f"{manifest.id} names {name}, but {path} {why}") from error
    function = getattr(module, "FUNCTION", None)
    if isinstance(function, type):
        function = function()
    if not isinstance(function, AgentFunction):
        raise KernelUsageError(f"{path}.FUNCTION is no AgentFunction")
    return function


def spec_for(name: str) -> tuple[Manifest, Spec]:
    """The module and the manifest's entry of a function; raises 404 ``unknown_function``."""
    for manifest in registry.get_all_modules():
        if name == manifest.kernel_function:
            return manifest, kernel_spec(manifest)
        for agent in manifest.agents.values():
            if agent.function == name:
                return manifest, agent
        if name in manifest.schedules:
            return manifest, manifest.schedules[name]
    for module_id, reason in registry.unavailable().items():
        if module_id.removeprefix("ai_") == name.partition("-")[0]:
            raise KernelError("module_unavailable", 503, f"{module_id} cannot start: {reason}")
    known = ", ".join(function_names(registry.get_all_modules())) or "none"
    raise KernelError("unknown_function", 404, f"Known functions: {known}.")


def kernel_spec(manifest: Manifest) -> AgentSpec:
    """The orchestrator as an agent: it answers no mode of its own but ``kernel``."""
    return AgentSpec(
        key="kernel",
        prompt=manifest.orchestrator_prompt,
        function=manifest.kernel_function,
        mode="kernel",
    )


def find_function(name: str) -> tuple[Manifest, Spec, AnyFunction]:
    """Module, manifest entry and code of a function; raises 404 ``unknown_function``."""
    manifest, spec = spec_for(name)
    return manifest, spec, function_for(name)


def function_names(manifests: Iterable[Manifest]) -> list[str]:
    """Every function that can be called by name, orchestrators and schedules included."""
    return [
        name
        for manifest in manifests
        for name in (
            manifest.kernel_function,
            *(agent.function for agent in manifest.agents.values()),
            *manifest.schedules,
        )
    ]
