"""Rows that a webhook delivers, as an import batch in the transaction of the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.core.manifest import Manifest
from kernel.resources.imports.kinds import kind_for
from kernel.resources.imports.running import run_import


def deliver(manifest: Manifest, kind: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Import all rows or none; raises KernelError import_invalid listing the bad ones."""
    batch = run_import(kind_for(f"{manifest.role}/{kind}"), rows, door="webhook")
    return {
        "batch": str(batch.pk),
        "rows": {
            "total": batch.rows_total,
            "new": batch.rows_new,
            "changed": batch.rows_changed,
            "same": batch.rows_same,
        },
    }
