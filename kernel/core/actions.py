"""Typed actions: what a recommendation would change, shown before, done, and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from kernel.core import registry
from kernel.core.facts import canonical_json
from kernel.core.faults import pointers
from kernel.errors import InvalidPayloadError, KernelError, KernelUsageError


class ActionArgs(BaseModel):
    """Base of an action's arguments; they are stored as JSON and hashed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as a person reads it."""

    resource: str
    id: UUID | str | None
    label: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying does, what it does not, and each field that changes."""

    does: str
    does_not: str
    changes: list[Change] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        data = asdict(self)
        for change in data["changes"]:
            change["id"] = None if change["id"] is None else str(change["id"])
        return data


@dataclass(frozen=True, slots=True)
class Images:
    """Plain JSON of the touched rows before and after, enough to undo."""

    before: list[dict[str, Any]] = field(default_factory=list)
    after: list[dict[str, Any]] = field(default_factory=list)


class Action:
    """Base of a typed action; an instance holds no state.

    ``preview`` reads, ``apply`` and ``undo`` write inside the caller's transaction.
    """

    kind: ClassVar[str]
    title: ClassVar[str] = ""
    Args: ClassVar[type[BaseModel]]

    def preview(self, args: Any) -> Preview:
        """What ``apply`` would do now."""
        raise NotImplementedError

    def apply(self, args: Any) -> Images:
        """Do it; raises ``ConflictError`` where the present state does not allow it."""
        raise NotImplementedError

    def undo(self, args: Any, images: Images) -> None:
        """Take it back; raises ``ConflictError`` listing the later work that depends on it."""
        raise NotImplementedError

    def parse(self, args: Mapping[str, Any] | BaseModel) -> Any:
        """Stored arguments as ``Args``; raises ``InvalidPayloadError``."""
        if isinstance(args, self.Args):
            return args
        try:
            return self.Args.model_validate(dict(args))
        except ValidationError as error:
            raise InvalidPayloadError(
                "The action's arguments do not fit.", errors=pointers(error)
            ) from error


def action_hash(kind: str, args: Mapping[str, Any] | BaseModel) -> str:
    """SHA-256 in hex of the kind and the arguments; what an approval binds.

    The same for the arguments as a model and for their JSON as read back from the database.
    """
    data = args.model_dump(mode="json") if isinstance(args, BaseModel) else dict(args)
    text = canonical_json({"kind": kind, "args": data})
    return hashlib.sha256(text.encode()).hexdigest()


def actions_of(role: str) -> tuple[Action, ...]:
    """The actions of one module, from ``{role}/actions.py``; none where there is no file."""
    name = f"{role}.actions"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return ()
        raise
    return tuple(item() if isinstance(item, type) else item for item in module.ACTIONS)


def action_for(kind: str) -> Action:
    """The action of that kind in any module that stands; raises 404 ``unknown_action``."""
    known: dict[str, Action] = {}
    for manifest in registry.get_all_modules():
        for action in actions_of(manifest.role):
            if action.kind in known:
                raise KernelUsageError(f"two actions have the kind {action.kind!r}")
            known[action.kind] = action
    if kind in known:
        return known[kind]
    raise KernelError(
        "unknown_action", 404, "Known actions: " + (", ".join(sorted(known)) or "none") + "."
    )
