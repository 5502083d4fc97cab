"""From a module and a mode, or from a function's name, to the code that does the work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
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
    """The function of that name; raises 404 ``unknown_function``.

    A module's file holds it as ``FUNCTION``. ``{role}-kernel`` is the module's orchestrator.
    """
    manifest, _ = spec_for(name)
    if name == manifest.kernel_function:
        from kernel.core.orchestrator import Orchestrator

        return Orchestrator(manifest)
    path = module_path(name)
    try:
        module = import_module(path)
    except ModuleNotFoundError as error:
        if error.name and path.startswith(error.name):
            raise KernelUsageError(
                f"{manifest.id} names {name}, but {path} is not there"
            ) from error
        raise
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


@dataclass(frozen=True, slots=True)
class Route:
    """What the orchestrator chose. ``mode`` is None where the request fits no mode."""

    mode: str | None
    agent: str | None
    why: str
    matched: tuple[str, ...] = ()


def route(manifest: Manifest, text: str) -> Route:
    """Choose a mode for a request in words, by the words of each agent's own description.

    Words of the mode, the agent's key and its function's title weigh three, those of what
    it reads and writes weigh one; the mode with the greatest weight wins. A module with
    one mode takes it without being asked; a tie or no match chooses nothing, since a guess
    would start the wrong work.
    """
    agents = list(manifest.agents.values())
    if len(agents) == 1:
        return Route(agents[0].mode, agents[0].function, "It is the only mode of this module.")
    asked = _words(text)
    weights: list[tuple[int, tuple[str, ...], AgentSpec]] = []
    for agent in agents:
        function = function_for(agent.function)
        strong = asked & _words(f"{agent.mode} {agent.key} {function.title}")
        weak = asked & _words(f"{function.reads} {function.writes}") - strong
        matched = tuple(sorted(strong | weak))
        weights.append((3 * len(strong) + len(weak), matched, agent))
    weights.sort(key=lambda item: -item[0])
    best = weights[0]
    if best[0] == 0:
        return Route(None, None, "No word of the request belongs to a mode.")
    if weights[1][0] == best[0]:
        both = f"{best[2].mode} and {weights[1][2].mode}"
        return Route(None, None, f"The request fits {both} alike.")
    return Route(best[2].mode, best[2].function, "Its words fit this mode.", best[1])


_STOP_TEXT = (
    "a all an and are as at be by can do every for from give has have how i in into is it its "
    "last let make me my new no not of on one or our please run see show some start tell that "
    "the their them then there these they this to up us want we what when where which who why "
    "will with you your"
)
_STOP_WORDS = frozenset(_STOP_TEXT.split())


def _words(text: str) -> set[str]:
    found = re.findall(r"[^\W\d_]+", text.lower())
    return {_stem(word) for word in found if word not in _STOP_WORDS and len(word) > 1}


def _stem(word: str) -> str:
    for ending in ("isations", "isation", "ization", "ising", "izing", "ise", "ize", "ing", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
