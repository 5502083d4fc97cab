"""A small whole module written into a folder laid out like the repository."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kernel.core import registry

FUNCTION = """
from kernel.core.contracts import AgentFunction, AgentInput, AgentOutput


class Input(AgentInput):
    weeks: int = 4


class Look(AgentFunction):
    name = "{name}"
    title = "{title}"
    reads = "Reads {subject}."
    writes = "Writes proposals."
    Input = Input
    Output = AgentOutput


FUNCTION = Look()
"""


def manifest_of(role: str) -> dict[str, Any]:
    """The manifest of a module with two modes."""
    return {
        "id": f"ai_{role}",
        "name": f"AI {role.upper()} Module",
        "version": "2.0.0",
        "description": "A module of the tests, with all its parts.",
        "entry_agent": f"{role.upper()} Orchestrator",
        "orchestrator_prompt": f"/agents/{role}/orchestrator.system.prompt.txt",
        "modes": ["setup", "analysis"],
        "requires": ["supabase", "kernel", "ai_gateway"],
        "docs": [f"/knowledge/{role}/module.md"],
        "schemas": [f"{role}_parcels"],
        "ui": {"basePath": f"/{role}", "primaryScreens": ["Dashboard", "Late Parcels"]},
        "permissions": {"tenant": True, "role": ["admin", "courier"]},
        "agents": {
            "intake": {
                "prompt": f"/agents/{role}/setup/intake.prompt.txt",
                "function": f"{role}-intake",
                "mode": "setup",
            },
            "delay-analyst": {
                "prompt": f"/agents/{role}/analytics/delay-analyst.prompt.txt",
                "function": f"{role}-delay-analyst",
                "mode": "analysis",
                "sources": [f"{role}/parcels"],
            },
        },
        "schedules": {f"{role}-cron-delay-watch": {"cron": "0 6 * * 1-5", "mode": "analysis"}},
        "imports": {"parcels": f"{role}.imports.ParcelsImport"},
        "webhooks": {f"{role}.parcels": "parcels"},
    }


def write_module(root: Path, role: str, **changes: Any) -> Path:
    """Write the whole module below ``root``; ``changes`` replace keys of the manifest."""
    head = "---\nvariables: workspace, today, currency, request, facts, answer_schema\n---\n"
    body = "{{ workspace }}{{ today }}{{ currency }}{{ request }}{{ facts }}{{ answer_schema }}\n"
    system = "---\nvariables: charter, modes, chains, request, answer_schema\n---\n"
    files = {
        f"registry/modules/ai_{role}.manifest.json": json.dumps(manifest_of(role) | changes),
        f"agents/{role}/orchestrator.prompt.txt": "---\nvariables:\n---\nYou lead.\n",
        f"agents/{role}/orchestrator.system.prompt.txt": system
        + "{{ charter }}{{ modes }}{{ chains }}{{ request }}{{ answer_schema }}\n",
        f"agents/{role}/setup/intake.prompt.txt": head + body,
        f"agents/{role}/analytics/delay-analyst.prompt.txt": head + body,
        f"knowledge/{role}/module.md": "What this module is for. " * 20,
        f"{role}/__init__.py": "",
        f"{role}/apps.py": "",
        f"{role}/briefing.py": "def lines(scope):\n    return []\n",
        f"{role}/imports.py": "class ParcelsImport:\n    pass\n",
        f"{role}/migrations/0002_walls.py": f'rls.workspace_table("{role}_parcels"),\n',
        f"{role}/management/commands/{role}_cron_delay_watch.py": "",
        f"{role}/functions/__init__.py": "",
        f"{role}/functions/intake.py": FUNCTION.format(
            name=f"{role}-intake", title="Parcel intake", subject="addresses and invoices"
        ),
        f"{role}/functions/delay_analyst.py": FUNCTION.format(
            name=f"{role}-delay-analyst", title="Delay analysis", subject="parcels and vans"
        ),
        f"{role}/functions/cron_delay_watch.py": FUNCTION.format(
            name=f"{role}-cron-delay-watch", title="Delay watch", subject="parcels"
        ),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@contextmanager
def discovered(*roots: Path) -> Iterator[registry.Registry]:
    """This process's registry with further roots; the former one and sys.path come back."""
    before, path, loaded = registry.current(), list(sys.path), set(sys.modules)
    try:
        yield registry.discover(roots)
    finally:
        registry._registry = before
        sys.path[:] = path
        for name in set(sys.modules) - loaded:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if any(file.startswith(str(root)) for root in roots):
                del sys.modules[name]
