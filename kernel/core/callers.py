"""Which agent functions and screens reach a public analysis function, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CALLING = ("functions", "api", "views")
CALLING_FILES = (
    "selectors.py",
    "services.py",
    "views.py",
    "briefing.py",
    "actions.py",
    "tables.py",
)

Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Source:
    """A parsed file: what its names mean, and which names each of its definitions uses.

    ``names`` maps a local name to (module of the analysis package, name there); an empty name
    means the module itself. ``uses`` maps a definition to what it refers to.
    """

    names: Mapping[str, Node]
    uses: Mapping[str, frozenset[Node]]


def callers_of(analysis: Path, public: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each public function the files of its module that reach it, directly or through others.

    ``analysis`` is the package's folder. Counted are the module's agent functions, API, views,
    selectors and the like; tests, the demo and the analysis package itself are not.
    """
    package = f"{analysis.parent.name}.analysis"
    sources = {path.stem: _read(path, package) for path in sorted(analysis.glob("*.py"))}
    homes = {name: _home(sources, ("__init__", name)) for name in public}
    reached: dict[str, list[str]] = {name: [] for name in homes}
    for path in _calling_files(analysis.parent):
        source = _read(path, package)
        start = {node for uses in source.uses.values() for node in uses}
        nodes = _reach(sources, start)
        for name, home in homes.items():
            if home in nodes:
                reached[name].append(path.relative_to(analysis.parent.parent).as_posix())
    return {name: tuple(files) for name, files in reached.items()}


def _calling_files(module: Path) -> Iterator[Path]:
    for name in CALLING:
        yield from sorted((module / name).rglob("*.py"))
    for name in CALLING_FILES:
        if (module / name).is_file():
            yield module / name


def _read(path: Path, package: str) -> _Source:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    names: dict[str, Node] = {}
    inside = path.parent.name == "analysis"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            names.update(_imported_from(node, package))
        elif isinstance(node, ast.Import):
            names.update(
                {
                    alias.asname: (alias.name.removeprefix(f"{package}."), "")
                    for alias in node.names
                    if alias.asname and alias.name.startswith(f"{package}.")
                }
            )
    if inside:
        names.update({name: (path.stem, name) for name in _defined(tree)})
    uses = {name: _used(body, names) for name, body in _definitions(tree)}
    return _Source(names, uses)


def _imported_from(node: ast.ImportFrom, package: str) -> Iterator[tuple[str, Node]]:
    module = node.module or ""
    parent, _, leaf = package.rpartition(".")
    for alias in node.names:
        local = alias.asname or alias.name
        if module == parent and alias.name == leaf:
            yield local, ("__init__", "")
        elif module == package:
            yield local, ("__init__", alias.name)
        elif module.startswith(f"{package}."):
            yield local, (module.removeprefix(f"{package}."), alias.name)


def _defined(tree: ast.Module) -> Iterator[str]:
    for name, _ in _definitions(tree):
        if name:
            yield name


def _definitions(tree: ast.Module) -> Iterator[tuple[str, list[ast.AST]]]:
    """(name, its code) of each function and class; under the empty name, everything else."""
    rest: list[ast.AST] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, [node]
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            rest.append(node)
    yield "", rest


def _used(bodies: list[ast.AST], names: Mapping[str, Node]) -> frozenset[Node]:
    used: set[Node] = set()
    for node in (inner for body in bodies for inner in ast.walk(body)):
        if isinstance(node, ast.Name) and node.id in names:
            used.add(names[node.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, name = names.get(node.value.id, ("", "?"))
            if module and not name:
                used.add((module, node.attr))
    return frozenset(used)


def _home(sources: Mapping[str, _Source], node: Node) -> Node:
    """Where a name is defined, following what ``__init__`` takes over from its files."""
    module, name = node
    if module == "__init__":
        if name in sources:
            return name, ""
        return sources[module].names.get(name, node)
    return node


def _reach(sources: Mapping[str, _Source], start: Iterable[Node]) -> set[Node]:
    reached: set[Node] = set()
    waiting = [_home(sources, node) for node in start]
    while waiting:
        node = waiting.pop()
        if node in reached:
            continue
        reached.add(node)
        module, name = node
        if module in sources:
            waiting += [_home(sources, used) for used in sources[module].uses.get(name, ())]
    return reached
