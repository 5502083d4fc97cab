"""Rows that agents draft: written again by a later run, and left alone once a person changed them.

A drafted row remembers which of its fields the agent wrote and a hash of what stood in them then.
As long as they still hold that, the row is the agent's to update or remove; from the first change
by a person on it is the person's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from kernel.core.contracts import Entity
from kernel.errors import KernelUsageError
from kernel.runs.context import current_run
from kernel.tenancy.scope import require_scope

Outcome = Literal["created", "updated", "same", "kept"]
ACTIONS = {"created": "created", "updated": "updated", "same": "confirmed"}
LONGEST_LABEL = 200


class DraftedRow(models.Model):
    """A row that an agent may write: ``class Plan(DraftedRow, WorkspaceRow)``."""

    draft_hash = models.CharField(max_length=64, blank=True, editable=False)
    draft_fields = ArrayField(
        models.CharField(max_length=63), default=list, blank=True, editable=False
    )

    class Meta:
        abstract = True


R = TypeVar("R", bound=DraftedRow)


@dataclass(frozen=True, slots=True)
class Written(Generic[R]):
    """What became of a draft; a ``kept`` row is as a person left it."""

    row: R
    outcome: Outcome

    def entity(self) -> Entity | None:
        """The row as the run's effect; None where a person's row was kept."""
        action = ACTIONS.get(self.outcome)
        return _entity(self.row, action) if action else None


def write_draft(
    model: type[R], *, find: Mapping[str, Any], values: Mapping[str, Any]
) -> Written[R]:
    """Create the row that ``find`` names with ``values``, or bring the agent's own up to date.

    Runs inside a scope of one workspace. A row without a draft's hash, and one that a person
    changed since, is kept as it is. A status belongs into ``values`` where a person's decision
    is to count as a change. The row's run is ``current_run``; a row that needs no change keeps
    the run that wrote it. Raises what the database raises where a constraint does not hold.
    """
    rows = _here(model).select_for_update(of=("self",))
    row = rows.filter(**find).first()
    if row is None:
        row = model(**find, **values)
        _write(row, [*find, *values], new=True)
        return Written(row, "created")
    if not untouched(row):
        return Written(row, "kept")
    before, written = row.draft_hash, set(row.draft_fields)
    for name, value in values.items():
        setattr(row, name, value)
    names = sorted({_field(model, name) for name in (*find, *values)})
    if written == set(names) and _hash(row, names) == before:
        return Written(row, "same")
    run = row.run_id
    _write(row, names)
    if row.draft_hash == before:
        model._default_manager.filter(pk=row.pk).update(run_id=run)
        row.run_id = run
        return Written(row, "same")
    return Written(row, "updated")


def write_drafts(
    model: type[R], rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], **within: Any
) -> list[Written[R]]:
    """``write_draft`` for many rows, each its ``find`` and ``values``, in a few queries for all.

    ``within`` narrows the stored rows to those among which they are found. All rows name the same
    fields, and hold their values as the database gives them back.
    """
    if not rows:
        return []
    found, named = [*rows[0][0]], [*rows[0][0], *rows[0][1]]
    names = sorted({_field(model, name) for name in named})
    keys = [model._meta.get_field(name).name for name in found if _is_key(model, name)]
    stored = _here(model).filter(**within).select_related(*keys).select_for_update(of=("self",))
    known = {_found_by(row, found): row for row in stored}
    done: list[Written[R]] = []
    for find, values in rows:
        row = model(**find, **values)
        held = known.get(_found_by(row, found))
        done.append(_drafted(row, names) if held is None else _redrafted(held, values, names))
    model._default_manager.bulk_create([one.row for one in done if one.outcome == "created"])
    changed = [one.row for one in done if one.outcome == "updated"]
    if changed:
        further = ["run_id", "draft_hash", "draft_fields", "updated_at"]
        model._default_manager.bulk_update(changed, [*rows[0][1], *further])
    return done


def _drafted(row: R, names: list[str]) -> Written[R]:
    row.run_id = current_run.get()  # type: ignore[attr-defined]
    row.draft_fields, row.draft_hash = names, _hash(row, names)
    return Written(row, "created")


def _redrafted(row: R, values: Mapping[str, Any], names: list[str]) -> Written[R]:
    if not untouched(row):
        return Written(row, "kept")
    before, written = row.draft_hash, row.draft_fields
    for name, value in values.items():
        setattr(row, name, value)
    row.draft_fields, row.draft_hash = names, _hash(row, names)
    if row.draft_hash == before and written == names:
        return Written(row, "same")
    row.run_id, row.updated_at = current_run.get(), timezone.now()  # type: ignore[attr-defined]
    return Written(row, "updated")


def _is_key(model: type[models.Model], name: str) -> bool:
    return bool(model._meta.get_field(name).is_relation)


def _found_by(row: models.Model, names: Sequence[str]) -> tuple[Any, ...]:
    """The row's values of these fields, keys to other rows by their ids."""
    held = []
    for name in names:
        field: Any = row._meta.get_field(name)
        held.append(field.to_python(getattr(row, field.attname)))
    return tuple(held)


def remove_drafts(model: type[R], *, keep_ids: Collection[UUID], **which: Any) -> list[Entity]:
    """Delete the agent's own untouched drafts among ``which`` that are not in ``keep_ids``.

    A draft stays where a row of a person, or one that is no draft, stands below it or refers to
    it. Answers what was removed.
    """
    rows = _here(model).filter(**which).exclude(pk__in=list(keep_ids)).exclude(draft_hash="")
    removed = []
    for row in rows.select_for_update(of=("self",)):
        if untouched(row) and not _leaned_on(row):
            removed.append(_entity(row, "removed"))
            row.delete()
    return removed


def untouched(row: DraftedRow) -> bool:
    """Whether the row is a draft whose fields still hold what the agent wrote."""
    return bool(row.draft_hash) and row.draft_hash == _hash(row, row.draft_fields)


def _here(model: type[R]) -> Any:
    scope = require_scope()
    if scope.workspace_id is None:
        raise KernelUsageError("Drafts are written in the scope of one workspace.")
    return model._default_manager.filter(workspace_id=scope.workspace_id)


def _write(row: Any, names: Iterable[str], *, new: bool = False) -> None:
    """Store the row, then the hash of what the database holds for ``names``."""
    row.run_id = current_run.get()
    row.draft_fields = sorted({_field(type(row), name) for name in names})
    row.save(force_insert=new)
    row.refresh_from_db(fields=row.draft_fields)
    row.draft_hash = _hash(row, row.draft_fields)
    type(row)._default_manager.filter(pk=row.pk).update(draft_hash=row.draft_hash)


def _leaned_on(row: Any) -> bool:
    """Whether any row that refers to this one is more than an untouched draft itself."""
    for relation in row._meta.related_objects:
        others = relation.related_model._default_manager.filter(**{relation.field.name: row})
        if not issubclass(relation.related_model, DraftedRow):
            if others.exists():
                return True
            continue
        cascades = relation.on_delete is models.CASCADE
        if any(not untouched(other) or (cascades and _leaned_on(other)) for other in others):
            return True
    return False


def _field(model: type[models.Model], name: str) -> str:
    """The field's own name for a name or its column's (``plan`` for ``plan_id``)."""
    return str(model._meta.get_field(name).name)


def _hash(row: models.Model, names: Iterable[str]) -> str:
    """SHA-256 in hex of the fields' values, the same for equal values of any Python type."""
    held = {}
    for name in names:
        field: Any = row._meta.get_field(name)
        held[name] = _plain(field.to_python(getattr(row, field.attname)))
    text = json.dumps(held, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)


def _entity(row: Any, action: str) -> Entity:
    return Entity(row._meta.db_table, row.pk, str(row)[:LONGEST_LABEL], action)
