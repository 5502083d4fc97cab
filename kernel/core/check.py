"""Holding each manifest and the disk together: every disagreement, all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from kernel.core import actions
from kernel.core.check_agents import agent_faults
from kernel.core.check_shape import shape_faults
from kernel.core.check_tables import table_faults
from kernel.core.cron import cron_fault
from kernel.core.manifest import Manifest, screen_path
from kernel.core.registry import Registry
from kernel.errors import KernelError


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that manifest and disk do not say alike."""

    module: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.module}  {self.where}: {self.what}"


@dataclass(frozen=True)
class World:
    """What only a started Django knows, handed in so that this package needs none.

    ``tables`` gives each app label's tables; ``resolves`` tells whether an address leads to
    a view, ``is_drawn`` whether there is an icon of a name; ``open_tables`` names, for tables
    that exist in a reachable database, the walls that each lacks, or is None where no database
    is reachable.
    """

    tables: Mapping[str, frozenset[str]] = field(default_factory=dict)
    resolves: Callable[[str], bool] = lambda _: True
    is_drawn: Callable[[str], bool] = lambda _: True
    open_tables: Callable[[list[str]], Mapping[str, str]] | None = None


def check(
    registry: Registry, world: World, only: Collection[str] | None = None
) -> list[Disagreement]:
    """Every disagreement of every module in the registry; of those in ``only``, where given.

    What no module has to itself is looked at in either case.
    """
    found = [
        Disagreement(module, "manifest", reason) for module, reason in registry.unavailable.items()
    ]
    for manifest in registry.modules.values():
        if only is not None and manifest.id not in only:
            continue
        found += [
            Disagreement(manifest.id, where, what) for where, what in _faults(manifest, world)
        ]
    found += [Disagreement("-", where, what) for where, what in _strays(registry)]
    found += [Disagreement("-", "actions", what) for what in _action_clashes(registry)]
    return found


Fault = tuple[str, str]


def _faults(manifest: Manifest, world: World) -> Iterator[Fault]:
    yield from _names(manifest)
    yield from _docs(manifest)
    yield from agent_faults(manifest)
    yield from table_faults(manifest, world.tables.get(manifest.role), world.open_tables)
    yield from _screens(manifest, world)
    yield from _schedules(manifest)
    yield from _imports(manifest)
    yield from _briefing(manifest)
    yield from shape_faults(manifest)


def _names(manifest: Manifest) -> Iterator[Fault]:
    role, title = manifest.role, manifest.role.upper()
    expected = {
        "name": (manifest.name, f"AI {title} Module"),
        "entry_agent": (manifest.entry_agent, f"{title} Orchestrator"),
        "orchestrator_prompt": (
            manifest.orchestrator_prompt,
            f"/agents/{role}/orchestrator.system.prompt.txt",
        ),
        "ui.basePath": (manifest.ui.base_path, f"/{role}"),
    }
    for where, (got, wanted) in expected.items():
        if got != wanted:
            yield where, f"is {got!r}, the role {role!r} makes it {wanted!r}"
    if "admin" not in manifest.permissions.role:
        yield "permissions.role", "admin is missing"
    if not (manifest.root / role / "apps.py").is_file():
        yield f"{role}/apps.py", "is not there"


def _docs(manifest: Manifest) -> Iterator[Fault]:
    folder = manifest.root / "knowledge" / manifest.role
    for doc in manifest.docs:
        if not doc.startswith(f"/knowledge/{manifest.role}/"):
            yield doc, f"lies outside /knowledge/{manifest.role}/"
        elif not manifest.file(doc).is_file():
            yield doc, "is listed in docs but not there"
        elif len(manifest.file(doc).read_text(encoding="utf-8").strip()) < 200:
            yield doc, "says next to nothing"
    for file in sorted(folder.rglob("*.md")):
        path = "/" + file.relative_to(manifest.root).as_posix()
        if path not in manifest.docs:
            yield path, "is there but not listed in docs"


def _screens(manifest: Manifest, world: World) -> Iterator[Fault]:
    base = manifest.ui.base_path
    if not world.is_drawn(manifest.icon):
        yield "icon", f"templates/icons holds no {manifest.icon}.svg"
    if "Dashboard" not in manifest.ui.primary_screens:
        yield "ui.primaryScreens", "Dashboard is missing"
    for screen in manifest.ui.primary_screens:
        path = f"{base}/" if screen == "Dashboard" else f"{base}/{screen_path(screen)}/"
        if not world.resolves(path):
            yield "ui.primaryScreens", f"{screen}: {path} leads nowhere"
    for agent in manifest.agents.values():
        for source in agent.sources:
            role, _, resource = source.partition("/")
            table = f"{role}_{resource.replace('-', '_')}"
            if role != manifest.role or not manifest.owns_table(table):
                yield f"agents.{agent.key}.sources", f"{source} is no table of the module"
            elif not world.resolves(f"/{source}/"):
                yield f"agents.{agent.key}.sources", f"/{source}/ leads nowhere"


def _schedules(manifest: Manifest) -> Iterator[Fault]:
    commands = manifest.root / manifest.role / "management" / "commands"
    for name, schedule in manifest.schedules.items():
        where = f"schedules.{name}"
        if not name.startswith(f"{manifest.role}-cron-"):
            yield where, f"its name begins with {manifest.role}-cron-"
        if schedule.mode not in manifest.modes:
            yield where, f"mode {schedule.mode!r} is not among the modes"
        fault = cron_fault(schedule.cron)
        if fault:
            yield where, fault
        command = commands / f"{name.replace('-', '_')}.py"
        if not command.is_file():
            yield where, f"its command {command.relative_to(manifest.root)} is not there"
    listed = {name.replace("-", "_") for name in manifest.schedules}
    for file in sorted(commands.glob(f"{manifest.role}_cron_*.py")):
        if file.stem not in listed:
            yield str(file.relative_to(manifest.root)), "is there but not listed in schedules"


def _imports(manifest: Manifest) -> Iterator[Fault]:
    for kind, path in manifest.imports.items():
        module, _, name = path.rpartition(".")
        if not path.startswith(f"{manifest.role}."):
            yield f"imports.{kind}", f"{path} is not of this module"
            continue
        try:
            found = getattr(import_module(module), name, None)
        except ImportError as error:
            yield f"imports.{kind}", f"{path} cannot be imported: {error}"
            continue
        if not isinstance(found, type):
            yield f"imports.{kind}", f"{path} is no class"
    for event, kind in manifest.webhooks.items():
        if not event.startswith(f"{manifest.role}."):
            yield f"webhooks.{event}", f"an event of this module begins with {manifest.role}."
        if kind not in manifest.imports:
            yield f"webhooks.{event}", f"names the import {kind!r}, which is not listed"


def _briefing(manifest: Manifest) -> Iterator[Fault]:
    where = f"{manifest.role}/briefing.py"
    if not (manifest.root / where).is_file():
        yield where, "is not there"
        return
    try:
        lines = getattr(import_module(f"{manifest.role}.briefing"), "lines", None)
    except ImportError as error:
        yield where, f"cannot be imported: {error}"
        return
    if not callable(lines):
        yield where, "has no function lines(scope)"


def _strays(registry: Registry) -> Iterator[Fault]:
    """Folders of prompts and docs that belong to no manifest."""
    known = {manifest.role for manifest in registry.modules.values()}
    known |= {module.removeprefix("ai_") for module in registry.unavailable}
    for root in registry.roots:
        for kind in ("agents", "knowledge"):
            folder = root / kind
            for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
                if entry.is_dir() and entry.name not in known:
                    yield _shown(entry, root), "belongs to no module's manifest"


def _shown(path: Path, root: Path) -> str:
    return "/" + path.relative_to(root).as_posix()


def _action_clashes(registry: Registry) -> Iterator[str]:
    owners: dict[str, str] = {}
    for manifest in registry.modules.values():
        try:
            found = actions.actions_of(manifest.role)
        except (ImportError, AttributeError, KernelError) as error:
            yield f"{manifest.role}/actions.py cannot be read: {error}"
            continue
        for action in found:
            if action.kind in owners:
                yield f"{action.kind} stands in {owners[action.kind]} and in {manifest.role}"
            owners[action.kind] = manifest.role
