"""`modules list` shows the modules; `modules check` holds manifests and disk together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.urls import Resolver404, resolve

from kernel.core import registry
from kernel.core.check import Disagreement, World, check
from kernel.core.manifest import Manifest
from kernel.screens import icons

WALLS = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       EXISTS (SELECT FROM pg_policy p
               WHERE p.polrelid = c.oid AND p.polname = 'tenant_isolation')
FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND c.relname = ANY(%s)
  AND c.relnamespace = ANY(SELECT oid FROM pg_namespace
                           WHERE nspname = ANY(current_schemas(false)))
"""


class Command(BaseCommand):
    """List modules, or report every disagreement of manifest and disk at once."""

    help = "List the modules, or check that manifests, files, tables and screens agree."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["list", "check"])
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "list":
            self._list(options["json"])
        else:
            self._check(options["json"])

    def _list(self, as_json: bool) -> None:
        rows = [_summary(manifest) for manifest in registry.get_all_modules()]
        lacking = registry.unavailable()
        if as_json:
            self.stdout.write(json.dumps({"modules": rows, "unavailable": lacking}, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['id']}  {row['version']}  {row['name']}")
            for part in ("modes", "agents", "schedules", "tables", "screens", "roles"):
                self.stdout.write(f"  {part:<10} {', '.join(row[part]) or 'none'}")
        for module, reason in lacking.items():
            self.stdout.write(f"{module}  unavailable: {reason}")

    def _check(self, as_json: bool) -> None:
        reachable = _reachable()
        world = World(
            tables={config.label: _tables(config) for config in apps.get_app_configs()},
            resolves=_resolves,
            is_drawn=icons.is_drawn,
            open_tables=_open_tables if reachable else None,
        )
        found = check(registry.current(), world)
        modules = [manifest.id for manifest in registry.get_all_modules()]
        if as_json:
            answer = {
                "ok": not found,
                "modules": modules,
                "database": reachable,
                "disagreements": [_as_json(item) for item in found],
            }
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            for item in found:
                self.stdout.write(str(item))
            if not reachable:
                self.stdout.write("No database is reachable: walls were read from migrations only.")
        if found:
            raise CommandError(f"{len(found)} disagreements of manifest and disk.", returncode=1)
        if not as_json:
            self.stdout.write(f"{', '.join(modules)}: manifest and disk agree.")


def _summary(manifest: Manifest) -> dict[str, Any]:
    return {
        "id": manifest.id,
        "name": manifest.name,
        "version": manifest.version,
        "root": str(manifest.root),
        "modes": list(manifest.modes),
        "agents": [agent.function for agent in manifest.agents.values()],
        "schedules": [f"{item.function} ({item.cron})" for item in manifest.schedules.values()],
        "tables": list(manifest.schemas),
        "screens": list(manifest.ui.primary_screens),
        "roles": list(manifest.permissions.role),
    }


def _as_json(item: Disagreement) -> dict[str, str]:
    return {"module": item.module, "where": item.where, "what": item.what}


def _tables(config: Any) -> frozenset[str]:
    models = config.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models if model._meta.managed)


def _resolves(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _reachable() -> bool:
    try:
        connection.ensure_connection()
    except (DatabaseError, OSError):
        return False
    return True


def _open_tables(tables: list[str]) -> Mapping[str, str]:
    """For tables that the database has: which walls are missing."""
    with connection.cursor() as cursor:
        cursor.execute(WALLS, [tables])
        rows = cursor.fetchall()
    found = {}
    for table, enabled, forced, policy in rows:
        lacks = [
            name
            for name, there in (
                ("row-level security is not enabled", enabled),
                ("row-level security is not forced", forced),
                ("the policy tenant_isolation is missing", policy),
            )
            if not there
        ]
        if lacks:
            found[table] = ", ".join(lacks)
    return found
