"""Every route of the product out of the resolver, and what each kind of person may get there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import ResolverMatch, URLPattern, get_resolver

from kernel.core.manifest import Manifest
from kernel.doors.marks import Mark, mark_of
from kernel.doors.modules import module_of_match

SAMPLES = {
    "name": "cmo-optimization-analyst",
    "token": "no-such-token",
    "role": "cmo",
    "module": "ai_cmo",
    "kind": "metrics",
    "content_type_id": "1",
    "app_label": "kernel",
    "url": "nothing",
}
MISSING = "00000000-0000-7000-8000-000000000009"
_PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_REGEX = re.compile(r"\(\?P<(?P<name>\w+)>[^()]*\)")


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver, with its whole path."""

    path: str
    namespaces: tuple[str, ...]
    callback: Any

    @property
    def mark(self) -> Mark:
        return mark_of(self.callback)

    @property
    def is_admin(self) -> bool:
        return self.namespaces[:1] == ("admin",)

    @property
    def is_machine(self) -> bool:
        return self.path.startswith(("/api/", "/webhooks/"))

    def takes(self, method: str) -> bool:
        """Whether the view answers a method; one that does not say is taken to."""
        actions = getattr(self.callback, "actions", None)
        if actions is not None:
            return method in actions
        view = getattr(self.callback, "view_class", None) or getattr(self.callback, "cls", None)
        return view is None or hasattr(view, method)

    @property
    def manifest(self) -> Manifest | None:
        match = ResolverMatch(self.callback, (), {}, namespaces=list(self.namespaces))
        return module_of_match(match)

    @property
    def model(self) -> type[models.Model] | None:
        """The table whose rows the path's id means."""
        parts = [part for part in self.path.split("/") if part and part not in ("api", "v1")]
        if not _PARAMETER.search(self.path) or len(parts) < 2:
            return None
        if parts[0] in ("runs", "agent-runs"):
            return apps.get_model("kernel", "AgentRun")
        table = f"{parts[0]}_{parts[1].replace('-', '_')}"
        return next((m for m in apps.get_models() if m._meta.db_table == table), None)

    def at(self, row: object, **named: object) -> str:
        """The path with sample values; ``row`` stands for ids."""
        values = {**SAMPLES, **named}

        def sample(match: re.Match[str]) -> str:
            name = match["name"]
            converter = match.groupdict().get("converter")
            if name in values and converter != "uuid":
                return str(values[name])
            if converter == "int":
                return "1"
            return str(row) if converter in ("uuid", "str", None, "path") else "name"

        path = _REGEX.sub(sample, _PARAMETER.sub(sample, self.path))
        return path.replace("^", "").replace("$", "")


def routes() -> list[Route]:
    """Every route, in the resolver's order."""
    return list(_walk(get_resolver().url_patterns, "/", ()))


def _walk(patterns: Any, base: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        path = base + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(path, namespaces, pattern.callback)
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, path, inner)
