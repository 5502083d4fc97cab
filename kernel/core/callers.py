"""Which agent functions and screens reach a public function, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

DOORS = ("functions", "api", "views", "imports", "selectors", "briefing", "actions")
NO_USERS = frozenset({"demo", "tests", "management", "migrations"})

Node = tuple[str, str]
Sources = Mapping[str, "_Source"]


@dataclass(frozen=True, slots=True)
class _Source:
    """A parsed file: what its names mean, and which names each of its definitions uses.

    ``names`` maps a local name to (module's whole name, name there); an empty name means the
    module itself. ``uses`` maps a definition to what it refers to; what stands outside of any
    definition is under the empty name.
    """

    names: Mapping[str, Node]
    uses: Mapping[str, frozenset[Node]]


def callers_of(
    folder: Path, public: Iterable[str], modules: Iterable[Path]
) -> dict[str, tuple[str, ...]]:
    """For each public function the files of the modules' doors that reach it, through any others.

    ``folder`` is the package that names the functions, ``modules`` the folders of the modules that
    may call them. Doors are what people and schedules come in by: agent functions, API, views,
    imports, selectors, briefing and actions. Tests, the demo and commands are none, and nothing is
    followed through them.
    """
    package = f"{folder.parent.name}.{folder.name}"
    files = _files(folder, package)
    for module in modules:
        files |= _files(module, module.name)
    roles = {name.partition(".")[0] for name in files}
    sources = {name: _read(path, name, roles, files) for name, path in files.items()}
    homes = {name: _home(sources, (package, name)) for name in public}
    reached: dict[str, list[str]] = {name: [] for name in homes}
    for door, path in files.items():
        if _part(door) not in DOORS:
            continue
        nodes = _reach(sources, ((door, name) for name in sources[door].uses))
        shown = door.replace(".", "/") + ("/__init__.py" if path.stem == "__init__" else ".py")
        for name, home in homes.items():
            if home in nodes:
                reached[name].append(shown)
    return {name: tuple(found) for name, found in reached.items()}


def _files(folder: Path, package: str) -> dict[str, Path]:
    """Every file of a package by its whole name, without tests, demo and the like."""
    paths = sorted(folder.rglob("*.py"))
    kept = [
        path
        for path in paths
        if path.relative_to(folder).parts[0].removesuffix(".py") not in NO_USERS
    ]
    return {_dotted(path, folder, package): path for path in kept}


def _dotted(path: Path, folder: Path, package: str) -> str:
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join([package, *(parts[:-1] if parts[-1] == "__init__" else parts)])


def _part(dotted: str) -> str:
    """Which part of its module a file stands in: ``functions``, ``views``."""
    return dotted.split(".")[1] if "." in dotted else ""


def _read(path: Path, name: str, roles: Set[str], files: Mapping[str, Path]) -> _Source:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    names: dict[str, Node] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in roles:
            module = node.module or ""
            for alias in node.names:
                whole = f"{module}.{alias.name}"
                target = (whole, "") if whole in files else (module, alias.name)
                names[alias.asname or alias.name] = target
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname and alias.name.partition(".")[0] in roles:
                    names[alias.asname] = (alias.name, "")
    bodies = dict(_definitions(tree))
    names |= {defined: (name, defined) for defined in bodies if defined}
    return _Source(names, {defined: _used(body, names) for defined, body in bodies.items()})


def _definitions(tree: ast.Module) -> Iterator[tuple[str, list[ast.AST]]]:
    rest: list[ast.AST] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, [node]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and (target := _assigned(node)):
            yield target, [node]
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            rest.append(node)
    yield "", rest


def _assigned(node: ast.Assign | ast.AnnAssign) -> str:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


def _used(bodies: list[ast.AST], names: Mapping[str, Node]) -> frozenset[Node]:
    used: set[Node] = set()
    for node in (inner for body in bodies for inner in ast.walk(body)):
        if isinstance(node, ast.Name) and node.id in names:
            used.add(names[node.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, name = names.get(node.value.id, ("", "?"))
            if not name:
                used.add((module, node.attr))
    return frozenset(used)


def _home(sources: Sources, node: Node) -> Node:
    """Where a name is defined, following what packages take over from their files."""
    seen: set[Node] = set()
    while node not in seen and node[1] and node[0] in sources:
        seen.add(node)
        node = sources[node[0]].names.get(node[1], node)
    return node


def _reach(sources: Sources, start: Iterable[Node]) -> set[Node]:
    reached: set[Node] = set()
    waiting = list(start)
    while waiting:
        node = _home(sources, waiting.pop())
        if node in reached:
            continue
        reached.add(node)
        module, name = node
        if module in sources:
            waiting += sources[module].uses.get(name, ())
    return reached
