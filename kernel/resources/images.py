"""Rows that an action touches: locked, pictured before and after, written, and brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from kernel.core.actions import Change, Images
from kernel.errors import ConflictError
from kernel.resources.addresses import resource_key
from kernel.resources.violations import ViolationError, told
from kernel.tenancy.rows import WorkspaceRow

RowT = TypeVar("RowT", bound=WorkspaceRow)
NAMED = 5
"""How many rows a refusal names."""


def change(row: WorkspaceRow, label: str, field: str, before: str, after: str) -> Change:
    """A line of a preview: which field of which row goes from what to what, in words."""
    return Change(resource_key(type(row)), row.pk, label, field, before, after)


def by_id(rows: QuerySet[RowT], ids: Iterable[UUID], *, lock: bool) -> dict[UUID, RowT]:
    """The rows of these ids, locked in the order of their ids so that two writers take turns."""
    found = rows.filter(pk__in=list(ids)).order_by("pk")
    return {row.pk: row for row in (found.select_for_update(of=("self",)) if lock else found)}


def images_of(rows: Iterable[WorkspaceRow], fields: Sequence[str]) -> list[dict[str, Any]]:
    """The fields of rows as JSON, to be held against later ones."""
    return [
        {"id": str(row.pk), **{name: _plain(getattr(row, name)) for name in fields}} for row in rows
    ]


def write(rows: Sequence[WorkspaceRow], **values: Any) -> None:
    """Give every row these values, in the database and in hand.

    Raises ConflictError with the constraint's own words where it does not hold.
    """
    now, model = timezone.now(), type(rows[0])
    try:
        with told(model):
            found = model.objects.filter(pk__in=[row.pk for row in rows])
            found.update(updated_at=now, **values)
    except ViolationError as refusal:
        raise ConflictError(refusal.violation.detail) from refusal
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)


def restore(
    model: type[WorkspaceRow], made: Images, fields: Sequence[str], *, reverse: bool = False
) -> None:
    """Write the earlier values; raises ConflictError naming every row that was changed since."""
    wanted = {image["id"]: image for image in made.after}
    found = by_id(model.objects.all(), [UUID(key) for key in wanted], lock=True)
    errors = []
    for key, after in wanted.items():
        row = found.get(UUID(key))
        if row is None or any(_plain(getattr(row, name)) != after[name] for name in fields):
            what = "is gone" if row is None else "was changed since"
            errors.append(
                {"pointer": f"/{key}", "code": "undo_blocked", "detail": f"{row or key} {what}."}
            )
    if errors:
        raise ConflictError(
            " ".join(error["detail"] for error in errors[:NAMED]),
            code="undo_blocked",
            errors=errors,
        )
    for before in reversed(made.before) if reverse else made.before:
        row = found[UUID(before["id"])]
        write([row], **{name: _parsed(row, name, before[name]) for name in fields})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def _parsed(row: WorkspaceRow, name: str, value: Any) -> Any:
    field: Any = row._meta.get_field(name)
    return None if value is None else field.to_python(value)
