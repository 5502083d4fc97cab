"""Rows that another system sends to a webhook: one batch a delivery, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.core.manifest import Manifest
from kernel.resources.imports.kinds import kind_for
from kernel.resources.imports.running import run_import


def deliver(manifest: Manifest, kind: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Import delivered rows inside the webhook's scope; answers the batch and its counts.

    Values are in the API's units: money as integer minor units, days as ISO text. Raises
    KernelError import_invalid that lists every bad row.
    """
    batch = run_import(kind_for(f"{manifest.role}/{kind}"), list(rows), door="webhook")
    counts = {
        "total": batch.rows_total,
        "new": batch.rows_new,
        "changed": batch.rows_changed,
        "same": batch.rows_same,
    }
    return {"import": str(batch.pk), "rows": counts}
