"""The images of what an import writes, and the rows of other tables that it makes on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import connections
from django.db.models import Model
from psycopg.types.json import Jsonb

from kernel.ids import uuid7
from kernel.resources.imports.columns import NewRow, short
from kernel.resources.imports.plans import Row
from kernel.resources.imports.staging import NEW, SAME, Stage, plain_values
from kernel.resources.models import ImportBatch
from kernel.resources.violations import ViolationError, told
from kernel.tenancy.scope import DATABASE, require_scope

AT_ONCE = 20_000
MADE_AT_ONCE = 1000
_INSERT = """
INSERT INTO import_rows (id, tenant_id, workspace_id, created_by_id, batch_id, seq, line, "table",
                         row_id, outcome, before, after, created_at, updated_at)
SELECT r.id, %s, %s, %s, %s, r.seq, r.line, r."table", r.row_id, r.outcome,
       nullif(r.before, 'null'), r.after, now(), now()
FROM jsonb_to_recordset(%s) r(id uuid, seq integer, line integer, "table" text, row_id uuid,
                              outcome text, before jsonb, after jsonb)
"""


def make_rows(made: Sequence[NewRow], at: dt.datetime) -> list[tuple[NewRow, str]]:
    """Write the rows of other tables that good rows refer to, with ``at`` as time of change.

    A row may name one that stands before it, as a new stage names its new funnel. Rules over rows
    of several tables are asked when the import is finished. Answers those that break a rule of
    their table, in its words; they stay without an id.
    """
    refused: list[tuple[NewRow, str]] = []
    for model, run in groupby(made, key=lambda new: new.column.to):
        assert model is not None
        rows = list(run)
        refers = any(isinstance(value, NewRow) for new in rows for value in new.values.values())
        if refers or not _made_together(model, rows, at):
            for new in rows:
                words = _make_one(model, new, at)
                if words:
                    refused.append((new, words))
    return refused


def _made_together(model: type[Model], rows: Sequence[NewRow], at: dt.datetime) -> bool:
    """Whether all were written at once; none is where one of them breaks a rule."""
    if len(rows) == 1:
        return False
    try:
        with told(model):
            model._default_manager.bulk_create(
                [model(pk=new.key, **new.values) for new in rows], batch_size=MADE_AT_ONCE
            )
            written = model._default_manager.filter(pk__in=[new.key for new in rows])
            written.update(updated_at=at)
    except ViolationError:
        return False
    for new in rows:
        new.id = new.key
    return True


def _make_one(model: type[Model], new: NewRow, at: dt.datetime) -> str:
    """Write one; answers why it cannot be, or nothing."""
    named = {name: value for name, value in new.values.items() if isinstance(value, NewRow)}
    above = next((one for one in named.values() if one.id is None), None)
    if above is not None:
        return f"{above.column.heading} “{short(above.words)}” cannot be made."
    try:
        with told(model, whole=False):
            values = {**new.values, **{name: one.id for name, one in named.items()}}
            new.id = model._default_manager.create(pk=new.key, **values).pk
            model._default_manager.filter(pk=new.id).update(updated_at=at)
    except ViolationError as refusal:
        return f"{new.column.heading} “{short(new.words)}”: {refusal.violation.detail}"
    return ""


def keep_needed(made: Sequence[NewRow], rows: Sequence[Row]) -> list[NewRow]:
    """Take away what was made for rows that are refused; answers what other rows need.

    Those need what they name, and what that names in its turn, which stands before it.
    """
    needed = {id(value) for _, values in rows for value in values.values()}
    for new in reversed(made):
        model = new.column.to
        if id(new) in needed:
            needed |= {id(value) for value in new.values.values()}
        elif model is not None:
            model._default_manager.filter(pk=new.id).delete()
            new.id = None
    return [new for new in made if new.id is not None]


def keep_images(batch: ImportBatch, stage: Stage, made: Sequence[NewRow], first: int) -> int:
    """Keep every written row before and after, in the order of writing, numbered from ``first``.

    Answers how many there are.
    """
    images = [_of_made(new) for new in made]
    images += [
        {
            "line": row.line,
            "table": stage.table,
            "row_id": str(row.id),
            "outcome": row.outcome,
            "before": row.before,
            "after": plain_values(row.values),
        }
        for row in stage.rows
        if row.outcome != SAME
    ]
    for seq, image in enumerate(images, start=first):
        image |= {"id": str(uuid7()), "seq": seq}
    scope = require_scope()
    with connections[DATABASE].cursor() as cursor:
        for start in range(0, len(images), AT_ONCE):
            packed: Any = Jsonb(images[start : start + AT_ONCE])
            cursor.execute(
                _INSERT,
                [scope.tenant_id, scope.workspace_id, scope.user_id, batch.pk, packed],
            )
    return len(images)


def _of_made(new: NewRow) -> dict[str, Any]:
    model: Any = new.column.to
    fields = {name: model._meta.get_field(name) for name in new.values}
    return {
        "line": new.line,
        "table": model._meta.db_table,
        "row_id": str(new.id),
        "outcome": NEW,
        "before": None,
        "after": plain_values({field.column: new.values[name] for name, field in fields.items()}),
    }
