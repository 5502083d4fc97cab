"""Rows against the table, in sets: what is new, changed or the same, and the writing of it.

Rows travel as one jsonb value and are given their types by ``jsonb_populate_record``; no table is
made for them. A row is matched by the columns of the kind's key, in the scope's tenant and
workspace.
"""

# ruff: noqa: S608 - identifiers are the model's own and quoted, conditions are the catalogue's

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import OperationalError, connections, models, transaction
from psycopg.types.json import Jsonb

from kernel.errors import ConflictError
from kernel.ids import uuid7
from kernel.resources.imports.columns import NewRow
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.violations import explain_constraint
from kernel.tenancy.scope import DATABASE, require_scope

CHUNK = 50_000
LOCK_NOT_AVAILABLE = "55P03"
SAME, CHANGED, NEW = "same", "changed", "new"
COMMON = ("id", "tenant_id", "workspace_id", "created_at", "updated_at", "created_by_id")


@dataclass
class Staged:
    """A good row on its way: its values by database column, and what the table says of it."""

    line: int
    values: dict[str, Any]
    mark: UUID = field(default_factory=uuid7)
    id: UUID | None = None
    outcome: str = NEW
    before: dict[str, Any] | None = None
    broken: tuple[str, ...] = ()
    _document: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """The row as JSON, with its mark for an id; made once no new row is waited for."""
        if self.waits:
            return {**plain_values(self.values), "id": str(self.mark)}
        if self._document is None:
            self._document = {**plain_values(self.values), "id": str(self.mark)}
        return self._document

    @property
    def waits(self) -> bool:
        return any(isinstance(v, NewRow) and v.id is None for v in self.values.values())


@dataclass
class Stage:
    """The rows of one import, and the SQL for their table."""

    kind: ImportKind
    rows: list[Staged] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.model: Any = self.kind.model
        self.table: str = self.model._meta.db_table
        self.key = [self.kind.fields[name] for name in self.kind.key]

    @property
    def columns(self) -> list[str]:
        """Database columns that the file gives."""
        return [
            f.column
            for f in self.kind.fields.values()
            if self.rows and f.column in self.rows[0].values
        ]

    def classify(self) -> None:
        """Set outcome, id and former values of every row from the table as it is now.

        A row that needs a row of another table which is not made yet is new.
        """
        known = [row for row in self.rows if not row.waits]
        for start in range(0, len(known), CHUNK):
            chunk = known[start : start + CHUNK]
            parameters = [_documents(chunk), *_scope(), *self._reach(chunk)]
            with hash_joins():
                found = _fetch(self._match_sql(), parameters)
            marked = {row.mark: row for row in chunk}
            for mark, id_, same, before in found:
                row = marked[mark]
                row.id = id_
                row.outcome = NEW if id_ is None else SAME if same else CHANGED
                row.before = json.loads(before) if row.outcome == CHANGED else None

    def find_broken(self) -> None:
        """Note the CHECK constraints that rows would break, before anything is written."""
        checks = _checks(self.table)
        if not checks:
            return
        tests = ", ".join(f"({condition}) IS NOT FALSE" for _, condition in checks)
        sql = f"SELECT id, {tests} FROM jsonb_populate_recordset(NULL::{_q(self.table)}, %s)"
        for start in range(0, len(self.rows), CHUNK):
            chunk = {row.mark: row for row in self.rows[start : start + CHUNK]}
            documents = [self._whole(row) for row in chunk.values()]
            for mark, *holds in _fetch(sql, [Jsonb(documents, dumps=_dumps)]):
                chunk[mark].broken = tuple(
                    name for (name, _), held in zip(checks, holds, strict=True) if not held
                )

    def words(self, row: Staged) -> str:
        """Why a row breaks the table's constraints."""
        return " ".join(
            explain_constraint(self.model, name, unique=False).detail for name in row.broken
        )

    def write(self, at: dt.datetime) -> None:
        """Insert what is new and update what changed, with ``at`` as their time of change.

        Raises ConflictError where somebody else wrote one of the new rows in the meantime.
        """
        new = [row for row in self.rows if row.outcome == NEW]
        for row in new:
            row.id = row.mark
        for start in range(0, len(new), CHUNK):
            self._insert(new[start : start + CHUNK], at)
        changed = [row for row in self.rows if row.outcome == CHANGED]
        for start in range(0, len(changed), CHUNK):
            self._update(changed[start : start + CHUNK], at)

    def stored_sums(self, columns: Sequence[str], by: str | None) -> dict[str, dict[str, Any]]:
        """The stored sums of columns over these rows, by the values of column ``by``."""
        ids = [row.id for row in self.rows if row.id is not None]
        if not ids or not columns:
            return {}
        group = f"t.{_q(by)}" if by else "''"
        sums = ", ".join(f"sum(t.{_q(column)})" for column in columns)
        sql = (
            f"SELECT {group}, {sums} FROM {_q(self.table)} t "
            "WHERE t.tenant_id = %s AND t.workspace_id = %s AND t.id = ANY(%s) GROUP BY 1"
        )
        return {
            str(name): dict(zip(columns, found, strict=True))
            for name, *found in _fetch(sql, [*_scope(), ids])
        }

    @property
    def compared(self) -> list[str]:
        """Columns that the file gives beside the key, where a stored row may be changed."""
        if self.kind.keeps:
            return []
        key = {f.column for f in self.key}
        return [column for column in self.columns if column not in key]

    def _match_sql(self) -> str:
        joined = [
            f"t.{_q(f.column)} {'IS NOT DISTINCT FROM' if f.null else '='} s.{_q(f.column)}"
            for f in self.key
        ]
        same = [f"t.{_q(c)} IS NOT DISTINCT FROM s.{_q(c)}" for c in self.compared]
        before = ", ".join(f"'{c}', t.{_q(c)}" for c in [*self.compared, "updated_at"])
        return (
            f"SELECT s.id, t.id, {' AND '.join(same) or 'true'}, jsonb_build_object({before}) "
            f"FROM jsonb_populate_recordset(NULL::{_q(self.table)}, %s) s "
            f"LEFT JOIN {_q(self.table)} t ON t.tenant_id = %s AND t.workspace_id = %s "
            f"AND {' AND '.join(joined)}{self._within()}"
        )

    def _within(self) -> str:
        """Only stored rows of the file's days are looked at, where the key has a day."""
        day = self.kind.day
        return (
            f" AND t.{_q(self.kind.fields[day].column)} BETWEEN %s AND %s"
            if day in self.kind.key
            else ""
        )

    def _reach(self, rows: Sequence[Staged]) -> list[Any]:
        if self.kind.day not in self.kind.key:
            return []
        days = [row.values[self.kind.fields[self.kind.day].column] for row in rows]
        return [min(days), max(days)]

    def _whole(self, row: Staged) -> dict[str, Any]:
        """A row with the defaults of what the file does not give."""
        return {**self._defaults, **row.document()}

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        """What Django would fill in, since the database has no defaults of its own."""
        found: dict[str, Any] = {}
        target: Any
        for target in self.model._meta.concrete_fields:
            column = str(target.column)
            if column in COMMON:
                continue
            if target.has_default():
                found[column] = _json(target.get_default())
            elif not target.null and isinstance(target, models.CharField | models.TextField):
                found[column] = ""
        return found

    def _insert(self, rows: Sequence[Staged], at: dt.datetime) -> None:
        columns = ["id", *dict.fromkeys([*self._defaults, *self.columns])]
        documents = [self._whole(row) for row in rows]
        tenant, workspace = _scope()
        sql = (
            f"INSERT INTO {_q(self.table)} ({_listed(columns)}, tenant_id, workspace_id, "
            "created_by_id, created_at, updated_at) "
            f"SELECT {_listed(columns, 's')}, %s, %s, %s, %s, %s {self._documents_as('s')} "
            f"{self._conflict()}"
        )
        author = require_scope().user_id
        packed = Jsonb(documents, dumps=_dumps)
        if _execute(sql, [tenant, workspace, author, at, at, packed]) != len(rows):
            raise ConflictError(
                "Somebody else wrote some of these rows just now. Nothing was imported; try again."
            )

    def _conflict(self) -> str:
        """What to do where a new row is there by now: needs a unique constraint of the key.

        A table may hold a key twice where it has none; imports take turns all the same.
        """
        names = {"tenant", "workspace", *self.kind.key}
        held = any(
            isinstance(one, models.UniqueConstraint)
            and set(one.fields) == names
            and one.condition is None
            for one in self.model._meta.constraints
        )
        columns = _listed([f.column for f in self.key])
        return f"ON CONFLICT (tenant_id, workspace_id, {columns}) DO NOTHING" if held else ""

    def _update(self, rows: Sequence[Staged], at: dt.datetime) -> None:
        documents = [{**row.document(), "id": str(row.id)} for row in rows]
        sets = ", ".join(f"{_q(c)} = s.{_q(c)}" for c in self.compared)
        sql = (
            f"UPDATE {_q(self.table)} t SET {sets}, updated_at = %s {self._documents_as('s')} "
            "WHERE t.tenant_id = %s AND t.workspace_id = %s AND t.id = s.id"
        )
        with hash_joins():
            _execute(sql, [at, Jsonb(documents, dumps=_dumps), *_scope()])

    def _documents_as(self, alias: str) -> str:
        return f"FROM jsonb_populate_recordset(NULL::{_q(self.table)}, %s) {alias}"


@contextmanager
def hash_joins() -> Iterator[None]:
    """Match sets by hashing, for the statements inside.

    Right after many rows came in the planner's statistics are stale; a nested loop that it then
    prefers compares every row with every other.
    """
    _execute("SELECT set_config('enable_nestloop', 'off', true)", [])
    yield
    _execute("SELECT set_config('enable_nestloop', 'on', true)", [])


def take_turns(table: str, *, patience: str = "") -> bool:
    """Imports into one table of one workspace go one after another, until the transaction ends.

    Answers whether it is this one's turn; it is not where the one before takes longer than
    ``patience``, a time such as "2s". Without it, it waits as long as that takes.
    """
    scope = require_scope()
    turn = [f"import {scope.workspace_id} {table}"]
    try:
        with transaction.atomic(using=DATABASE):
            _execute("SELECT set_config('lock_timeout', %s, true)", [patience or "0"])
            _execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", turn)
            _execute("SET LOCAL lock_timeout TO DEFAULT", [])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _checks(table: str) -> list[tuple[str, str]]:
    """Name and condition of the table's CHECK constraints, as the catalogue has them."""
    sql = (
        "SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype = 'c' ORDER BY conname"
    )
    return [(name, condition) for name, condition in _fetch(sql, [table])]


def _q(name: str) -> str:
    return connections[DATABASE].ops.quote_name(name)


def _listed(columns: Sequence[str], table: str = "") -> str:
    return ", ".join(f"{table}.{_q(column)}" if table else _q(column) for column in columns)


def _documents(rows: Sequence[Staged]) -> Jsonb:
    return Jsonb([row.document() for row in rows], dumps=_dumps)


def plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values by column as JSON."""
    return {name: _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, NewRow):
        return None if value.id is None else str(value.id)
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)


def _dumps(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _scope() -> tuple[UUID | None, UUID | None]:
    scope = require_scope()
    return scope.tenant_id, scope.workspace_id


def _fetch(sql: str, parameters: list[Any]) -> list[Any]:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _execute(sql: str, parameters: list[Any]) -> int:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)
