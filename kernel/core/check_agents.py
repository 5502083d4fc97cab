"""Modes, agents, prompts and functions of a manifest against the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from kernel.core import choosing, prompts, routing
from kernel.core.contracts import AgentFunction
from kernel.core.manifest import AgentSpec, Manifest
from kernel.errors import KernelError

ANALYSING_MODES = frozenset({"optimization", "analysis"})
RESERVED = frozenset({"ask", "kernel", "none"})
Fault = tuple[str, str]


def prompt_folder(mode: str) -> str:
    """Where prompts of a mode lie below ``agents/{role}/``: the one rule."""
    return "analytics" if mode in ANALYSING_MODES else mode


def agent_faults(manifest: Manifest) -> Iterator[Fault]:
    """Every fault of a manifest's modes, agents, prompts and functions."""
    yield from _modes(manifest)
    for agent in manifest.agents.values():
        yield from _agent(manifest, agent)
    yield from _chains(manifest)
    for name in manifest.schedules:
        _, faults = _function(f"schedules.{name}", name)
        yield from faults
    yield from _orchestrator(manifest)
    yield from _unlisted(manifest)


def _modes(manifest: Manifest) -> Iterator[Fault]:
    counts = Counter(agent.mode for agent in manifest.agents.values())
    for mode in manifest.modes:
        if counts[mode] != 1:
            yield "modes", f"{mode} belongs to {counts[mode]} agents, not to one"
    for mode in counts:
        if mode not in manifest.modes:
            yield "modes", f"{mode} is named by an agent but not listed"
    for mode in RESERVED & {*manifest.modes, *manifest.chains}:
        yield "modes", f"{mode} is the kernel's own word"
    names = Counter(routing.function_names([manifest]))
    for name, count in names.items():
        if count > 1:
            yield "agents", f"the function {name} is named {count} times"


def _chains(manifest: Manifest) -> Iterator[Fault]:
    """Chains run through modes that are there, and phrases lead where they are written."""
    for chain in manifest.chains.values():
        where = f"chains.{chain.name}"
        if chain.name in manifest.modes:
            yield where, "a mode is called so"
        for mode in chain.modes:
            if mode not in manifest.modes:
                yield where, f"{mode} is no mode of the module"
    if len(manifest.modes) > 1:
        yield from _misleading(manifest)


def _misleading(manifest: Manifest) -> Iterator[Fault]:
    """Phrases of one agent or chain by which another one, or none, would be chosen."""
    written: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
    written = [(f"agents.{one.key}", (one.mode,), one.asks) for one in manifest.agents.values()]
    written += [(f"chains.{one.name}", one.modes, one.asks) for one in manifest.chains.values()]
    try:
        for where, modes, asks in written:
            for ask in asks:
                chosen = choosing.route(manifest, ask)
                if chosen.modes != modes:
                    led = choosing.in_order(chosen.modes) or "nobody: " + chosen.why
                    yield where, f"{ask!r} leads to {led}"
    except (KernelError, ImportError, SyntaxError):
        return  # a function that cannot be loaded is told of by itself


def _agent(manifest: Manifest, agent: AgentSpec) -> Iterator[Fault]:
    where = f"agents.{agent.key}"
    folder = prompt_folder(agent.mode)
    wanted = f"/agents/{manifest.role}/{folder}/{agent.key}.prompt.txt"
    if agent.prompt != wanted:
        yield where, f"its prompt is {agent.prompt}, its mode and name make it {wanted}"
    if agent.function != f"{manifest.role}-{agent.key}":
        yield where, f"its function is {agent.function}, not {manifest.role}-{agent.key}"
        return
    function, faults = _function(where, agent.function)
    yield from faults
    yield from _prompt(manifest, agent.prompt, function)


def _function(where: str, name: str) -> tuple[AgentFunction[Any, Any, Any] | None, list[Fault]]:
    try:
        function = routing.function_for(name)
    except (KernelError, ImportError, SyntaxError) as error:
        return None, [(where, str(getattr(error, "detail", error)))]
    faults = [(where, fault) for fault in _contract(name, function)]
    return function, faults


def _contract(name: str, function: AgentFunction[Any, Any, Any]) -> Iterator[str]:
    if getattr(function, "name", None) != name:
        yield f"the function calls itself {getattr(function, 'name', None)!r}"
    for part in ("title", "reads", "writes"):
        if not str(getattr(function, part, "")).strip():
            yield f"the function says nothing in {part!r}"
    try:
        function.Input.model_validate({})
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        yield f"its input does not accept an empty payload: {fields}"
    if function.Draft is not None:
        for path in unbounded_strings(function.Draft):
            yield f"its draft lets {path} grow without a max_length"


def unbounded_strings(contract: type[BaseModel]) -> list[str]:
    """Places of a contract's JSON schema where a model could write text or lists without end."""
    schema = contract.model_json_schema()
    definitions = schema.get("$defs", {})
    found: list[str] = []

    def walk(node: dict[str, Any], path: str, seen: tuple[str, ...]) -> None:
        name = node.get("$ref", "").rpartition("/")[2]
        if name:
            if name not in seen:
                walk(definitions[name], path, (*seen, name))
            return
        kind = node.get("type")
        closed = any(key in node for key in ("maxLength", "enum", "const", "format"))
        if kind == "string" and not closed:
            found.append(path)
        if kind == "array":
            if "maxItems" not in node:
                found.append(path)
            walk(node.get("items", {}), f"{path}[]", seen)
        for key, below in node.get("properties", {}).items():
            walk(below, f"{path}.{key}".lstrip("."), seen)
        if isinstance(node.get("additionalProperties"), dict):
            walk(node["additionalProperties"], f"{path}.*", seen)
        for option in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
            walk(option, path, seen)

    walk(schema, "", ())
    return sorted(set(found))


def _prompt(
    manifest: Manifest, path: str, function: AgentFunction[Any, Any, Any] | None
) -> Iterator[Fault]:
    try:
        prompt = prompts.load(path, manifest.root)
    except KernelError as error:
        yield path, error.detail
        return
    if function is not None:
        for fault in prompts.disagreements(prompt, function.prompt_variables):
            yield path, fault


def _orchestrator(manifest: Manifest) -> Iterator[Fault]:
    from kernel.core.orchestrator import Orchestrator, charter

    yield from _prompt(manifest, manifest.orchestrator_prompt, Orchestrator(manifest))
    try:
        if charter(manifest).variables:
            yield manifest.orchestrator_prompt, "the high-level prompt takes no variables"
    except KernelError as error:
        yield "orchestrator", error.detail


def _unlisted(manifest: Manifest) -> Iterator[Fault]:
    """Prompts and functions on disk that the manifest does not name."""
    root, role = manifest.root, manifest.role
    listed = {agent.prompt for agent in manifest.agents.values()}
    listed |= {manifest.orchestrator_prompt, f"/agents/{role}/orchestrator.prompt.txt"}
    for file in sorted((root / "agents" / role).rglob("*")):
        path = "/" + file.relative_to(root).as_posix()
        if file.is_file() and path not in listed:
            yield path, "is there but no agent names it"
    functions = {routing.module_path(name) for name in routing.function_names([manifest])}
    for file in sorted((root / role / "functions").glob("*.py")):
        path = f"{role}.functions.{file.stem}"
        if not file.stem.startswith("_") and path not in functions:
            yield f"{role}/functions/{file.name}", "is there but the manifest does not name it"
