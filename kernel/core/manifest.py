"""A module's manifest as typed data, read from JSON and held against the registry's schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from kernel.errors import KernelUsageError

REPOSITORY = Path(__file__).resolve().parents[2]
MANIFEST_FOLDER = Path("registry/modules")
SCHEMA_PATH = REPOSITORY / MANIFEST_FOLDER / "manifest.schema.json"
REQUIREMENT_ALIASES = {"supabase": "postgres"}


class ManifestError(KernelUsageError):
    """A manifest cannot be read; ``faults`` lists every reason at once."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        self.path = path
        self.faults = faults
        super().__init__(f"{path.name}: " + "; ".join(faults))


@dataclass(frozen=True, slots=True)
class Ui:
    """Where the module's screens hang, and the ones that navigation names."""

    base_path: str
    primary_screens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Permissions:
    """Roles that read and write the module; owner and admin always may."""

    tenant: bool
    role: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgentSpec:
    """One agent: the mode that it answers, its prompt and its function.

    ``asks`` are words and phrases by which people ask for it, ``answers`` the kinds of question
    that are for it; the orchestrator goes by them.
    """

    key: str
    prompt: str
    function: str
    mode: str
    sources: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainSpec:
    """Agents that run one after another as one run: the modes in their order."""

    name: str
    title: str
    modes: tuple[str, ...]
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleSpec:
    """A function that runs by itself: a cron line in the workspace's local time."""

    function: str
    cron: str
    mode: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that the kernel knows about a module.

    ``role`` is the folder, the app label, the table prefix and the first part of every
    address; ``root`` is the folder laid out like the repository in which it was found.
    Paths in ``docs``, ``orchestrator_prompt`` and agents' prompts begin with ``/`` and are
    relative to ``root``.
    """

    id: str
    role: str
    name: str
    short: str
    title: str
    icon: str
    version: str
    description: str
    entry_agent: str
    orchestrator_prompt: str
    modes: tuple[str, ...]
    requires: tuple[str, ...]
    docs: tuple[str, ...]
    schemas: tuple[str, ...]
    ui: Ui
    permissions: Permissions
    agents: Mapping[str, AgentSpec]
    schedules: Mapping[str, ScheduleSpec]
    imports: Mapping[str, str]
    webhooks: Mapping[str, str]
    chains: Mapping[str, ChainSpec] = field(default_factory=dict)
    root: Path = field(default=REPOSITORY)

    @property
    def path(self) -> Path:
        """The file that this manifest was, or would be, read from."""
        return self.root / MANIFEST_FOLDER / f"{self.id}.manifest.json"

    @property
    def kernel_function(self) -> str:
        """The name under which the module's orchestrator runs: ``{role}-kernel``."""
        return f"{self.role}-kernel"

    def file(self, path: str) -> Path:
        """A path of the manifest on this disk."""
        return self.root / path.lstrip("/")

    def owns_table(self, table: str) -> bool:
        """Whether ``schemas`` names the table, literally or by a pattern as ``cmo_*``."""
        return any(fnmatchcase(table, pattern) for pattern in self.schemas)


def label(name: str) -> str:
    """A mode or a chain as people read it: "funnel_review" is "Funnel review"."""
    return name.replace("_", " ").replace("-", " ").capitalize()


def screen_path(screen: str) -> str:
    """The last part of a primary screen's address: lower case with hyphens."""
    return "-".join(screen.lower().split())


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def schema_faults(data: object) -> list[str]:
    """Every disagreement of parsed JSON with the manifest schema, as ``pointer: reason``."""
    faults = sorted(_validator().iter_errors(data), key=lambda fault: list(map(str, fault.path)))
    return ["/" + "/".join(map(str, fault.path)) + ": " + fault.message for fault in faults]


def parse(data: Mapping[str, Any], root: Path = REPOSITORY) -> Manifest:
    """Typed manifest of parsed JSON; raises ``ManifestError`` with every fault."""
    name = str(data.get("id", "manifest")) if isinstance(data, Mapping) else "manifest"
    faults = schema_faults(data)
    if faults:
        raise ManifestError(root / MANIFEST_FOLDER / f"{name}.manifest.json", faults)
    role = data["id"].removeprefix("ai_")
    short = data.get("short", role.upper())
    return Manifest(
        id=data["id"],
        role=role,
        name=data["name"],
        short=short,
        title=data.get("title", short),
        icon=data.get("icon", "box"),
        version=data["version"],
        description=data["description"],
        entry_agent=data["entry_agent"],
        orchestrator_prompt=data["orchestrator_prompt"],
        modes=tuple(data["modes"]),
        requires=tuple(REQUIREMENT_ALIASES.get(item, item) for item in data["requires"]),
        docs=tuple(data["docs"]),
        schemas=tuple(data["schemas"]),
        ui=Ui(data["ui"]["basePath"], tuple(data["ui"]["primaryScreens"])),
        permissions=Permissions(
            bool(data["permissions"]["tenant"]), tuple(data["permissions"]["role"])
        ),
        agents={
            key: AgentSpec(
                key=key,
                prompt=agent["prompt"],
                function=agent["function"],
                mode=agent["mode"],
                sources=tuple(agent.get("sources", ())),
                asks=tuple(agent.get("asks", ())),
                answers=tuple(agent.get("answers", ())),
            )
            for key, agent in data["agents"].items()
        },
        schedules={
            function: ScheduleSpec(function, schedule["cron"], schedule["mode"])
            for function, schedule in data.get("schedules", {}).items()
        },
        imports=dict(data.get("imports", {})),
        webhooks=dict(data.get("webhooks", {})),
        chains={
            name: ChainSpec(
                name=name,
                title=chain.get("title", label(name)),
                modes=tuple(chain["modes"]),
                asks=tuple(chain.get("asks", ())),
            )
            for name, chain in data.get("chains", {}).items()
        },
        root=root,
    )


def read(path: Path, root: Path | None = None) -> Manifest:
    """Read one ``{id}.manifest.json``; raises ``ManifestError`` with every fault."""
    root = path.parents[2] if root is None else root
    try:
        data = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_duplicates)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise ManifestError(path, [f"cannot be read: {error}"]) from error
    if not isinstance(data, dict):
        raise ManifestError(path, ["the top of the file is no JSON object"])
    manifest = parse(data, root)
    if path.name != f"{manifest.id}.manifest.json":
        raise ManifestError(path, [f"the file's name does not fit its id {manifest.id!r}"])
    return manifest


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError("keys stand twice: " + ", ".join(twice))
    return dict(pairs)
