"""Tables of a manifest against the models, the migrations and, where one is up, the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kernel.core.manifest import Manifest

_WALL = re.compile(
    r"\b(?:workspace_table|tenant_table|recommendation_table)\(\s*[\"']([a-z0-9_]+)[\"']"
)
Fault = tuple[str, str]


def table_faults(
    manifest: Manifest,
    tables: frozenset[str] | None,
    open_tables: Callable[[list[str]], Mapping[str, str]] | None,
) -> Iterator[Fault]:
    """Every fault of a module's tables.

    ``tables`` are those of its models, None where Django knows no app of that label.
    """
    prefix = f"{manifest.role}_"
    for name in manifest.schemas:
        if not name.startswith(prefix):
            yield "schemas", f"{name} does not begin with {prefix}"
    if tables is None:
        yield manifest.role, "is no app that Django has loaded"
        return
    for name in manifest.schemas:
        if "*" not in name and name not in tables:
            yield "schemas", f"{name} is listed but no model has that table"
    walled = walled_tables(manifest.root / manifest.role / "migrations")
    for name in sorted(tables):
        if not manifest.owns_table(name):
            yield "schemas", f"a model has the table {name}, which is not listed"
        if name not in walled:
            yield name, "no migration puts row-level security on it"
    if open_tables is not None:
        for name, lack in sorted(open_tables(sorted(tables)).items()):
            yield name, f"in the database: {lack}"


def walled_tables(migrations: Path) -> frozenset[str]:
    """Tables for which a migration calls the kernel's row-level security, by literal name."""
    return frozenset(
        name
        for file in sorted(migrations.glob("*.py"))
        for name in _WALL.findall(file.read_text(encoding="utf-8"))
    )
