"""The signed, transaction-bound context that row-level security verifies.

A token is ``key id | kind | principal | tenant | workspace | wide | mac``. The mac is HMAC-SHA256
(RFC 2104) over the five claims and the backend's pid and transaction timestamp, so a token that is
seen in another transaction is worth nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

import psycopg
from django.conf import settings
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

if TYPE_CHECKING:
    from kernel.tenancy.scope import Scope

SETTING = "ubigrowth.context"
BLOCK = 64  # SHA-256's block size in bytes
_BEGIN = b"BEGIN; "
_STAMP = b"SELECT pg_backend_pid(), (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint"
_SET = b"SELECT set_config($1, $2, true)"


def signing_keys() -> list[bytes]:
    """The keys of CONTEXT_KEY, the signing one first; a second one stays valid while rotating."""
    return [part.strip().encode() for part in settings.CONTEXT_KEY.split(",") if part.strip()]


def key_id(key: bytes) -> str:
    """A name for a key that tells nothing of it."""
    return hashlib.sha256(b"ubigrowth context key " + key).hexdigest()[:16]


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The key's inner and outer HMAC blocks (RFC 2104), which are what the database stores."""
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def claims(scope: Scope) -> str:
    """The part of a token that a scope determines."""
    return "|".join(
        (
            scope.kind.value,
            scope.principal,
            str(scope.tenant_id or ""),
            str(scope.workspace_id or ""),
            "t" if scope.wide else "f",
        )
    )


def sign(scope: Scope, pid: int, stamp: int) -> str:
    """A token for one scope in one transaction of one backend."""
    key = signing_keys()[0]
    body = claims(scope)
    mac = hmac.new(key, f"{body}|{pid}|{stamp}".encode(), hashlib.sha256).hexdigest()
    return f"{key_id(key)}|{body}|{mac}"


def send(connection: psycopg.Connection[Any], scope: Scope | None) -> None:
    """Set, or clear, the context of the connection's transaction, beginning it if need be.

    Bound on the server: an inlined literal would show in pg_stat_activity to the same login.
    Every transaction of the product passes here, so it goes by libpq itself, and BEGIN goes with
    the first question: a cursor of psycopg takes longer than the database does.
    """
    status = connection.info.transaction_status
    if status == TransactionStatus.INERROR:
        return
    begins = status == TransactionStatus.IDLE and not connection.autocommit
    token = ""
    if scope is not None:
        if begins and _is_of_own_kind(connection):
            connection.execute("SELECT")
            begins = False
        stamp = _row(connection, connection.pgconn.exec_(_BEGIN + _STAMP if begins else _STAMP))
        token = sign(scope, int(stamp[0]), int(stamp[1]))
    elif begins:
        return
    _row(connection, connection.pgconn.exec_params(_SET, [SETTING.encode(), token.encode()]))


def _is_of_own_kind(connection: psycopg.Connection[Any]) -> bool:
    """Whether psycopg was told how to begin: with an isolation level, or for reading only."""
    kind = (connection.isolation_level, connection.read_only, connection.deferrable)
    return any(part is not None for part in kind)


def _row(connection: psycopg.Connection[Any], result: PGresult) -> list[bytes]:
    """The one row of a result, as text; raises psycopg's error for a refusal or a lost server."""
    if connection.pgconn.status != ConnStatus.OK:
        raise psycopg.OperationalError(result.get_error_message())
    if result.status != ExecStatus.TUPLES_OK:
        raise error_from_result(result)
    return [result.get_value(0, column) or b"" for column in range(result.nfields)]
