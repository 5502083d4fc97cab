"""The rows of a new tenant and of an agent run, written by hand: what nobody can do without."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from kernel.ids import uuid7
from kernel.tenancy import context
from kernel.tenancy.scope import Kind, Scope

JSONB = 3802  # pg_type's number
TENANT_TABLES = ("tenants", "workspaces", "user_tenants", "tenant_modules", "audit_events")
ENDED = (
    "status", "output", "facts", "entities", "code", "error", "fence", "engine", "engine_name",
    "prompt_hash", "prompt_text_hash", "tokens", "cost_micros", "finished_at", "duration_ms",
    "updated_at",
)  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """A finished run to write again: its row, its events, and the workspace that is read."""

    row: Row
    events: list[Row]


@cache
def _connection(queue: bool = False) -> psycopg.Connection[Any]:
    if queue:
        address = settings.CELERY_BROKER_TRANSPORT_OPTIONS["conn_string"]
        return psycopg.connect(address, autocommit=True)
    connection.ensure_connection()
    return psycopg.connect(
        **{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor, "context": None},
        autocommit=True,
    )


def new_tenant(plan: dict[str, Any]) -> Callable[[int], list[tuple[str, Row]]]:
    """Makes the rows of a tenant like the first one, under new ids."""

    def prepare(_: int) -> list[tuple[str, Row]]:
        tenant, made = uuid7(), []
        for table in TENANT_TABLES:
            column = "id" if table == "tenants" else "tenant_id"
            row = _like(table, column, plan["large"]["tenant"])
            own: Row = {"id": tenant if table == "tenants" else uuid7()}
            if table == "tenants":
                own["slug"] = f"bare-{tenant.hex}"
            else:
                own["tenant_id"] = tenant
            made.append((table, {**row, **own}))
        return made

    return prepare


def create_tenant(rows: list[tuple[str, Row]]) -> None:
    """Five rows in one transaction."""
    with _connection().transaction():
        for table, row in rows:
            _insert(table, row)


def new_run(plan: dict[str, Any]) -> Callable[[int], Run]:
    """Makes the rows of a run like the plan's finished one, under new ids."""

    def prepare(_: int) -> Run:
        row = {**_like("agent_runs", "id", plan["finished run"]), "id": uuid7()}
        events = [
            {**event, "id": uuid7(), "run_id": row["id"]} for event in _events(plan["finished run"])
        ]
        return Run(row, events)

    return prepare


def write_run(run: Run) -> None:
    """Submit, claim, read and complete: four transactions, and the doorbell's message."""
    db, row, events = _connection(), run.row, run.events
    key = row["id"]
    with db.transaction():
        # The database lets nobody begin a run without a signed context, not even this login.
        place = (row["tenant_id"], row["workspace_id"])
        context.send(db, Scope(Kind(row["kind"]), row["principal"], *place))
        queued = {"status": "queued", "output": None, "facts": Jsonb([]), "entities": Jsonb([])}
        _insert("agent_runs", {**row, **queued, "fence": 0, "attempts": 0})
        db.execute(
            "INSERT INTO run_queue (run_id, tenant_id, queue, available_at, fence, attempts) "
            "VALUES (%s, %s, 'runs', now(), 0, 0)",
            [key, row["tenant_id"]],
        )
        _insert("agent_run_events", events[0])
    _connection(queue=True).execute(
        "SELECT pgmq.send(queue_name => 'runs', msg => %s)", [Jsonb({"run": str(key)})]
    )
    with db.transaction():
        db.execute(
            "UPDATE run_queue SET lease_until = now() + interval '30s', fence = 1, attempts = 1 "
            "WHERE run_id = %s",
            [key],
        )
        db.execute(
            "UPDATE agent_runs SET status = 'running', fence = 1, attempts = 1, started_at = now() "
            "WHERE id = %s",
            [key],
        )
        _insert("agent_run_events", events[1])
    with db.transaction():
        db.execute("SELECT * FROM workspaces WHERE id = %s", [row["workspace_id"]]).fetchone()
    with db.transaction():
        db.execute("SELECT * FROM agent_runs WHERE id = %s FOR UPDATE", [key]).fetchone()
        changes = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in ENDED
        )
        db.execute(sql.SQL("UPDATE agent_runs SET {} WHERE id = %(id)s").format(changes), row)
        for event in events[2:]:
            _insert("agent_run_events", event)
        db.execute("DELETE FROM run_queue WHERE run_id = %s", [key])


def _insert(table: str, row: Row) -> None:
    _connection().execute(_insertion(table, tuple(row)), row)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(map(sql.Placeholder, columns)),
    )


@cache
def _like(table: str, column: str, value: str) -> Row:
    return _read(table, column, value, "1")[0]


@cache
def _events(run_id: str) -> list[Row]:
    return _read("agent_run_events", "run_id", run_id, "seq")


def _read(table: str, column: str, value: str, order: str) -> list[Row]:
    with _connection().cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            sql.SQL("SELECT * FROM {} WHERE {} = %s ORDER BY {}").format(
                sql.Identifier(table), sql.Identifier(column), sql.SQL(order)
            ),
            [uuid.UUID(value)],
        )
        json_columns = {c.name for c in cursor.description or () if c.type_code == JSONB}
        return [
            {k: Jsonb(v) if k in json_columns and v is not None else v for k, v in row.items()}
            for row in cursor
        ]
