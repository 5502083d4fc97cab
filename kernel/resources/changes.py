"""Writing one row on behalf of a person: conflicts are seen, changes are on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, ProtectedError, RestrictedError
from django.utils.dateparse import parse_datetime

from kernel.audit import record
from kernel.audit.models import AuditEvent
from kernel.errors import ConflictError, NotFoundError
from kernel.resources.addresses import resource_key
from kernel.resources.violations import Violation, ViolationError, in_use, told
from kernel.tenancy.models import User
from kernel.tenancy.scope import scope_tenant_id

CREATED, CHANGED, DELETED = "resource.created", "resource.changed", "resource.deleted"
LONGEST_VALUE = 200

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class LastChange:
    """The latest change of a row: by whom, when, and which fields (before, after)."""

    who: str
    at: dt.datetime
    fields: dict[str, list[Any]]


class SeenError(ConflictError):
    """The row is not as the person saw it; ``last`` is who changed it, where that is known."""

    def __init__(self, row: Model, last: LastChange | None) -> None:
        self.row = row
        self.last = last
        who = last.who if last else "Somebody else"
        super().__init__(f"“{row}” was not saved: {who} changed it in the meantime.")


def one(model: type[M], id: UUID, *, lock: bool = False, related: tuple[str, ...] = ()) -> M:
    """The scope's row of that id; raises NotFoundError, the same for foreign and missing ones."""
    rows = model._default_manager.all()
    if lock:
        rows = rows.select_for_update(of=("self",))
    elif related:
        rows = rows.select_related(*related)
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFoundError("There is no such row in this workspace.")
    return found


def check_seen(row: Any, seen: str, fields: tuple[str, ...] = ()) -> None:
    """Raise SeenError where the row changed since ``seen`` (its ISO ``updated_at``).

    With ``fields`` a change of other fields only is no conflict. No ``seen`` asks nothing.
    """
    if not seen:
        return
    try:
        known = parse_datetime(seen)
    except ValueError:
        known = None
    if known is not None and row.updated_at == known:
        return
    last = last_change(row, since=known)
    if last and fields and not set(fields) & set(last.fields):
        return
    raise SeenError(row, last)


def last_change(row: Any, since: dt.datetime | None = None) -> LastChange | None:
    """Who changed the row last, and every field that changed after ``since``."""
    events = AuditEvent.objects.filter(
        tenant_id=scope_tenant_id(),
        subject=_subject(row),
        event=CHANGED,
        **({"at__gte": since} if since else {}),
    ).order_by("-at")[:20]
    found = list(events)
    if not found:
        return None
    fields: dict[str, list[Any]] = {}
    for event in reversed(found):
        for name, pair in event.detail.get("fields", {}).items():
            fields[name] = [fields.get(name, pair)[0], pair[1]]
    return LastChange(_who(found[0]), found[0].at, fields)


def created(row: Any) -> None:
    """Put a new row on record."""
    record(CREATED, subject=_subject(row), detail={"label": str(row)[:LONGEST_VALUE]})


def save(row: Any, before: dict[str, Any]) -> list[str]:
    """Write the fields that differ from ``before``; answers their names.

    Raises ViolationError where a constraint does not hold.
    """
    changed = [name for name, value in before.items() if value != getattr(row, _attname(row, name))]
    if not changed:
        return []
    with told(type(row)):
        row.save(update_fields=[*changed, "updated_at"])
    record(
        CHANGED,
        subject=_subject(row),
        detail={
            "label": str(row)[:LONGEST_VALUE],
            "fields": {
                name: [_plain(before[name]), _plain(getattr(row, _attname(row, name)))]
                for name in changed
            },
        },
    )
    return changed


def state(row: Any, fields: list[str]) -> dict[str, Any]:
    """The present values of fields, keys as ids, to compare with after a change."""
    return {name: getattr(row, _attname(row, name)) for name in fields}


def delete(row: Any) -> None:
    """Delete a row; raises ViolationError where others still refer to it."""
    subject, label = _subject(row), str(row)[:LONGEST_VALUE]
    try:
        with told(type(row)):
            row.delete()
    except (ProtectedError, RestrictedError) as refusal:
        raise ViolationError(_in_use(refusal)) from refusal
    record(DELETED, subject=subject, detail={"label": label})


def _in_use(refusal: ProtectedError | RestrictedError) -> Violation:
    held: Any = getattr(refusal, "protected_objects", None) or getattr(
        refusal, "restricted_objects", []
    )
    return in_use([str(other._meta.verbose_name_plural) for other in held])


def _subject(row: Any) -> str:
    return f"{resource_key(type(row))}/{row.pk}"


def _attname(row: Any, name: str) -> str:
    return str(row._meta.get_field(name).attname)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value][:50]
    if isinstance(value, dict):
        return " | ".join(str(item) for item in value.values() if item != "")[:LONGEST_VALUE]
    return (value.isoformat() if hasattr(value, "isoformat") else str(value))[:LONGEST_VALUE]


def _who(event: AuditEvent) -> str:
    if event.kind == "user":
        person = User.objects.filter(pk=event.principal).first()
        return str(person) if person else "A former member"
    return f"{event.kind} {event.principal}"
