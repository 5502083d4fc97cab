"""Preview and import: the service behind screen, API, command and webhook.

Everything here needs an open scope of a workspace whose principal may write the kind's module.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.audit import record
from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob, blob
from kernel.resources.imports.carrying import Carrier, Progress
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.parsing import KEPT_REFUSALS, RowReader
from kernel.resources.imports.preparing import Source, prepare
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.staging import take_turns
from kernel.resources.models import BatchStatus, ImportBatch, ImportFile, ImportLayout
from kernel.tenancy.access import access
from kernel.tenancy.scope import DATABASE

AT_ONCE = 50_000
"""Rows that a request takes by itself; more are carried by a worker."""
MOST_ROWS = 1_000_000
LOOKED_AT = 5_000
"""Rows of a large file that a preview looks at."""
PATIENCE = "2s"
"""So long a preview waits for an import that writes the same table: rows of both at once could
lock each other out, and it would be the import that fails."""


def is_large(kind: ImportKind, source: Source) -> bool:
    """Whether a file may hold more rows than a request takes by itself."""
    if isinstance(source, bytes | Blob):
        return kind.rows_in(blob(source), AT_ONCE + 1) > AT_ONCE
    return False


def preview(
    kind: ImportKind,
    source: Source,
    *,
    name: str = "",
    mapping: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    limit: int = AT_ONCE,
    rehearse: bool = True,
) -> Preview:
    """What importing ``source`` would do; nothing of it stays written.

    ``source`` is a file's content, or JSON rows by column name. ``mapping`` is column name to
    header, as far as it differs from what is remembered or recognised. Of a source with more
    than ``limit`` rows the first are looked at, and the preview's ``more`` says so. To ``rehearse``
    is to write the rows and take them back, so that what the table's own rules refuse is told too;
    ``problem`` is what they say against the rows as a whole.
    Raises KernelError: import_invalid, file_type_not_allowed, too_large, role_not_allowed.
    """
    access().require_write(kind.manifest.id)
    found, reader = prepare(kind, source, name, mapping, options, limit)
    if reader is None:
        return found
    if not rehearse:
        Carrier(found, reader).carry()
        return found
    with transaction.atomic(using=DATABASE):
        if take_turns(kind.model._meta.db_table, patience=PATIENCE):
            _rehearse(found, reader)
        else:
            Carrier(found, reader).carry()
            found.notes.append(
                "Another import into this table is at work, so its rules were not tried; this "
                "import tries them."
            )
        transaction.set_rollback(True, using=DATABASE)
    return found


def _rehearse(found: Preview, reader: RowReader) -> None:
    """Write the rows, for the caller to take back, and note what the table's rules say."""
    carrier = Carrier(found, reader, at=timezone.now(), whole=False, rehearsal=True)
    carrier.carry()
    if found.ready and carrier.tried_all:
        problem = _problem_of(carrier)
        if problem and found.refused:
            found.cautions.append(f"The good rows alone cannot be imported. {problem}")
        else:
            found.problem = problem
    elif found.ready and not found.more:
        found.notes.append(
            f"The rules of the table were tried on {carrier.tried:,} rows; the import tries "
            "them on all."
        )


def _problem_of(carrier: Carrier) -> str:
    """What rules over all rows say against them, once all are written."""
    try:
        carrier.finish()
    except KernelError as refusal:
        if refusal.code != "import_invalid":
            raise
        return refusal.detail
    return ""


@transaction.atomic(using=DATABASE)
def run_import(
    kind: ImportKind,
    source: Source,
    *,
    accept_partial: bool = False,
    door: str = "python",
    name: str = "",
    mapping: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    batch: ImportBatch | None = None,
    limit: int = AT_ONCE,
    progress: Progress | None = None,
) -> ImportBatch:
    """Import ``source`` as one batch: all of it, in the caller's transaction, or nothing.

    With bad rows it raises KernelError import_invalid, listing them, unless
    ``accept_partial`` says to take the good ones. ``door`` is screen, api, command or webhook;
    ``batch`` is one that was uploaded before. Raises KernelError too_large over ``limit`` rows.
    """
    access().require_write(kind.manifest.id)
    take_turns(kind.model._meta.db_table)
    at = timezone.now()
    found, reader = prepare(kind, source, name, mapping, options, limit)
    refuse_unready(found)
    assert reader is not None
    batch = _batch(batch, found, door)
    carrier = Carrier(
        found, reader, batch=batch, at=at, whole=not accept_partial, progress=progress, door=door
    )
    carrier.carry()
    if found.more:
        detail = f"The file has more than {limit:,} rows. Split it into smaller files."
        raise KernelError("too_large", detail=detail)
    if found.refused and not accept_partial:
        raise refused_rows(found)
    carrier.finish()
    _settle(batch, found, at)
    _remember(found)
    if found.reading.hashes:
        ImportFile.objects.filter(batch=batch).delete()
    record(
        "import.done",
        subject=batch.pk,
        detail={
            "kind": kind.full_name,
            "file": batch.file_name,
            "new": batch.rows_new,
            "changed": batch.rows_changed,
            "same": batch.rows_same,
            "refused": batch.rows_refused,
        },
    )
    return batch


class RefusedRowsError(KernelError):
    """A file with bad rows was refused; ``found`` is what was found out about it."""

    found: Preview


def refused_rows(found: Preview) -> RefusedRowsError:
    """The refusal of a file with bad rows: each with its line and reason."""
    words = f"{found.refused} of {found.total} rows cannot be taken; nothing was imported."
    first = next((f" Line {one.line}: {one.reason}" for one in found.refusals), "")
    refusal = RefusedRowsError(
        "import_invalid",
        detail=f"{words}{first} Mend them, or say that the good rows are to be imported.",
        errors=[
            {
                "pointer": f"/rows/{refusal.line}/{refusal.column}".rstrip("/"),
                "code": "row_refused",
                "detail": f"Line {refusal.line}: {refusal.reason}",
            }
            for refusal in found.refusals[:KEPT_REFUSALS]
        ],
    )
    refusal.found = found
    return refusal


def refuse_unready(found: Preview) -> None:
    """Raise KernelError import_invalid where columns are missing or questions are open."""
    layout = found.recognised
    errors = [
        {
            "pointer": f"/mapping/{column.name}",
            "code": "required",
            "detail": (layout.advice.get(column.name, "") if layout else "")
            or f"The file has no column for {column.heading}.",
        }
        for column in found.missing
    ]
    errors += [
        {"pointer": f"/options/{question.option}", "code": "required", "detail": question.asks}
        for question in found.questions
    ]
    if errors:
        raise KernelError(
            "import_invalid", detail=" ".join(e["detail"] for e in errors), errors=errors
        )


def _batch(batch: ImportBatch | None, found: Preview, door: str) -> ImportBatch:
    """The uploaded batch, or a new one."""
    if batch is None:
        batch = ImportBatch(
            module=found.kind.manifest.id,
            kind=found.kind.name,
            door=door,
            file_name=found.name,
            file_hash=found.hash,
            file_size=found.size,
        )
        batch.save()
    elif batch.status != BatchStatus.RUNNING:
        # As it is now: a second click waited for its turn with what it had read before.
        held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if held.status != BatchStatus.UPLOADED:
            raise KernelError("already_finished", detail="This file has been imported already.")
    return batch


def _settle(batch: ImportBatch, found: Preview, at: dt.datetime) -> None:
    batch.status = BatchStatus.IMPORTED
    batch.imported_at, batch.problem, batch.rows_done = at, "", found.total
    batch.layout, batch.mapping, batch.options = found.layout, found.mapping, found.options
    batch.recognised = found.recognised.title if found.recognised else ""
    batch.notes = found.notes
    batch.rows_total, batch.rows_refused = found.total, found.refused
    batch.rows_new, batch.rows_changed, batch.rows_same = found.new, found.changed, found.same
    batch.refused = [refusal.as_json() for refusal in found.refusals[:KEPT_REFUSALS]]
    batch.totals = json.loads(json.dumps([total.as_json() for total in found.totals]))
    batch.first_day, batch.last_day = found.first_day, found.last_day
    batch.save()


def _remember(found: Preview) -> None:
    """Keep how this layout was read, for the next file with the same header.

    A column that was left out although a heading would give it is kept as "".
    """
    if not found.layout:
        return
    left_out = {name: "" for name in found.kind.guess(found.header) if name not in found.mapping}
    ImportLayout.objects.update_or_create(
        module=found.kind.manifest.id,
        kind=found.kind.name,
        layout=found.layout,
        defaults={
            "header": found.header,
            "mapping": {**left_out, **found.mapping},
            "options": found.options,
        },
    )


def batches(modules: Iterable[str]) -> Any:
    """Batches of these modules, newest first."""
    return ImportBatch.objects.filter(module__in=list(modules)).order_by("-created_at", "-id")
