"""Taking an import back: what it made goes, what it changed is as before, unless work followed."""

# ruff: noqa: S608 - identifiers are the model's own and quoted

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, transaction
from django.db.models import Count
from django.utils import timezone

from kernel.audit import record
from kernel.core.registry import get_all_modules
from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.resources import changes
from kernel.resources.imports.kinds import ImportKind, kind_for
from kernel.resources.imports.staging import hash_joins, take_turns
from kernel.resources.models import BatchStatus, ImportBatch, ImportRow, RowOutcome
from kernel.resources.violations import ViolationError, told
from kernel.tenancy.access import access
from kernel.tenancy.scope import DATABASE, require_scope

NAMED = 20
MUCH = 50_000
"""Written rows that a request takes back by itself; more are taken back by a worker."""


def is_much(batch: ImportBatch) -> bool:
    """Whether undoing the batch is a worker's work."""
    return batch.rows_new + batch.rows_changed > MUCH


@transaction.atomic(using=DATABASE)
def undo(batch_id: UUID) -> ImportBatch:
    """Take a batch back; answers it. All of it, or nothing.

    Raises ConflictError undo_blocked listing the later work that depends on it, KernelError
    already_finished for a batch that is not there to be undone.
    """
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFoundError("There is no such import in this workspace.")
    access().require_write(batch.module)
    if batch.status != BatchStatus.UNDOING:  # a worker that undoes it has claimed it by now
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.status not in (BatchStatus.IMPORTED, BatchStatus.UNDOING):
        raise KernelError("already_finished", detail=f"It is {batch.get_status_display().lower()}.")
    tables = _tables(batch)
    for table in sorted(tables):
        take_turns(table)
    if blocked := later_work(batch, tables):
        raise ConflictError(
            "This import cannot be undone, because later work depends on it.",
            code="undo_blocked",
            errors=[{"pointer": "", "code": "depends", "detail": words} for words in blocked],
        )
    for table in reversed(tables):
        _take_back(batch, table)
    for table in tables:
        with _in_use(_model(table)), told(_model(table)):
            pass  # rules over rows of several tables, now that all of them are taken back
    batch.status = BatchStatus.UNDONE
    batch.undone_at = timezone.now()
    batch.undone_by_id = require_scope().user_id
    batch.save(update_fields=["status", "undone_at", "undone_by", "updated_at"])
    record("import.undone", subject=batch.pk, detail={"kind": batch.kind, "file": batch.file_name})
    return batch


def later_work(batch: ImportBatch, tables: Iterable[str] | None = None) -> list[str]:
    """What stands in the way of undoing a batch, in words; empty where nothing does."""
    found = _later_batches(batch)
    if not found:
        for table in tables if tables is not None else _tables(batch):
            found += _edited(batch, table)
    return found + kind_for_batch(batch).later_work(batch)


def kind_for_batch(batch: ImportBatch) -> ImportKind:
    """The kind that a batch was imported as."""
    return kind_for(full_name(batch))


def full_name(batch: ImportBatch) -> str:
    """``cmo/metrics``, by the id of the module that the batch names."""
    roles = {manifest.id: manifest.role for manifest in get_all_modules()}
    return f"{roles.get(batch.module, batch.module)}/{batch.kind}"


def _tables(batch: ImportBatch) -> list[str]:
    """Tables that the batch wrote, in the order of writing."""
    names = ImportRow.objects.filter(batch=batch).order_by("seq").values_list("table", flat=True)
    return list(dict.fromkeys(names))


def _later_batches(batch: ImportBatch) -> list[str]:
    rows = ImportRow.objects.filter(batch=batch).values("row_id")
    later = (
        ImportBatch.objects.filter(
            status=BatchStatus.IMPORTED,
            imported_at__gt=batch.imported_at,
            rows__row_id__in=rows,
        )
        .annotate(touched=Count("rows__row_id", distinct=True))
        .order_by("imported_at")[:NAMED]
    )
    return [
        f"The import “{other}” of {other.imported_at:%Y-%m-%d %H:%M} UTC wrote the same rows; "
        "undo it first."
        for other in later
    ]


def _edited(batch: ImportBatch, table: str) -> list[str]:
    """Rows that are no longer as the batch left them."""
    worked_on = _worked_on(batch, table)
    columns = [column for column in _columns(batch, table) if column not in worked_on]
    same = [f"t.{_q(c)} IS NOT DISTINCT FROM (w.image).{_q(c)}" for c in columns]
    touched = "" if worked_on else "t.updated_at = %s AND "
    sql = (
        _written(table, "after")
        + f"SELECT w.row_id, t.id IS NULL, count(*) OVER () FROM written w "
        f"LEFT JOIN {_q(table)} t ON t.id = w.row_id "
        "WHERE (t.id IS NULL AND w.outcome = 'changed') OR (t.id IS NOT NULL "
        f"AND NOT ({touched}{' AND '.join(same) or 'true'})) ORDER BY w.seq "
        f"LIMIT {NAMED}"
    )
    times = [] if worked_on else [batch.imported_at]
    with hash_joins():
        found = _fetch(sql, [*_keys(batch, table), *times])
    words = [_said(table, row_id, gone) for row_id, gone, _ in found]
    if found and found[0][2] > NAMED:
        words.append(f"{found[0][2] - NAMED:,} more rows were changed since.")
    return words


def worked_on_since(batch: ImportBatch) -> int:
    """Rows whose later work an undo would take along, see `ImportKind.goes_along`."""
    model = kind_for_batch(batch).model
    table = model._meta.db_table
    if not _worked_on(batch, table):
        return 0
    sql = (
        _written(table, "after")
        + f"SELECT count(*) FROM written w JOIN {_q(table)} t ON t.id = w.row_id "
        "WHERE w.outcome = 'new' AND t.updated_at <> %s"
    )
    with hash_joins():
        return int(_fetch(sql, [*_keys(batch, table), batch.imported_at])[0][0])


def _worked_on(batch: ImportBatch, table: str) -> set[str]:
    kind = kind_for_batch(batch)
    if kind.model._meta.db_table != table:
        return set()
    fields: list[Any] = [kind.model._meta.get_field(name) for name in kind.goes_along]
    return {field.column for field in fields}


def _said(table: str, row_id: UUID, gone: bool) -> str:
    model = _model(table)
    noun = str(model._meta.verbose_name)
    if gone:
        return f"A {noun} that it changed was deleted since."
    row = model._default_manager.filter(pk=row_id).first()
    last = changes.last_change(row) if row is not None else None
    by = f" by {last.who}" if last else ""
    return f"The {noun} “{row}” was changed since{by}."


def _take_back(batch: ImportBatch, table: str) -> None:
    """Put changed rows back and delete new ones; raises ConflictError where they are in use."""
    changed = ImportRow.objects.filter(batch=batch, table=table, outcome=RowOutcome.CHANGED).first()
    model = _model(table)
    keys = _keys(batch, table)
    with _in_use(model), told(model, whole=False), hash_joins():
        if changed is not None:
            sets = ", ".join(f"{_q(c)} = (w.image).{_q(c)}" for c in changed.before or {})
            _execute(
                _written(table, "before") + f"UPDATE {_q(table)} t SET {sets} FROM written w "
                "WHERE w.outcome = 'changed' AND t.id = w.row_id",
                keys,
            )
        _execute(
            _written(table, "after") + f"DELETE FROM {_q(table)} t USING written w "
            "WHERE w.outcome = 'new' AND t.id = w.row_id",
            keys,
        )


@contextmanager
def _in_use(model: Any) -> Iterator[None]:
    """Say what stands in the way where rows of the model cannot go."""
    try:
        yield
    except ViolationError as refusal:
        noun = str(model._meta.verbose_name_plural)
        words = f"The {noun} that it made are used by now. {refusal.violation.detail}"
        raise ConflictError(
            "This import cannot be undone, because later work depends on it.",
            code="undo_blocked",
            errors=[{"pointer": "", "code": "depends", "detail": words}],
        ) from refusal


def _written(table: str, image: str) -> str:
    """A query's head: what the batch wrote into a table, each image with the table's types."""
    return (
        "WITH written AS MATERIALIZED (SELECT r.row_id, r.outcome, r.seq, "
        f"jsonb_populate_record(NULL::{_q(table)}, r.{image}) AS image FROM import_rows r "
        'WHERE r.tenant_id = %s AND r.workspace_id = %s AND r.batch_id = %s AND r."table" = %s) '
    )


def _keys(batch: ImportBatch, table: str) -> list[Any]:
    scope = require_scope()
    return [scope.tenant_id, scope.workspace_id, batch.pk, table]


def _columns(batch: ImportBatch, table: str) -> list[str]:
    first = ImportRow.objects.filter(batch=batch, table=table).order_by("seq").first()
    return list(first.after) if first else []


def _model(table: str) -> Any:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _q(name: str) -> str:
    return connections[DATABASE].ops.quote_name(name)


def _fetch(sql: str, parameters: list[Any]) -> list[Any]:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _execute(sql: str, parameters: list[Any]) -> None:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(sql, parameters)
