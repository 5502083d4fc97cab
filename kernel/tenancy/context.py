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
from psycopg.pq import TransactionStatus

if TYPE_CHECKING:
    from kernel.tenancy.scope import Scope

SETTING = "ubigrowth.context"
BLOCK = 64  # SHA-256's block size in bytes
_STAMP = "SELECT pg_backend_pid(), (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint"


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
    """Set, or clear, the context of the connection's open transaction.

    Bound on the server: an inlined literal would show in pg_stat_activity to the same login.
    """
    if connection.info.transaction_status == TransactionStatus.INERROR:
        return
    with psycopg.Cursor(connection) as cursor:
        token = ""
        if scope is not None:
            row = cursor.execute(_STAMP).fetchone()
            assert row is not None
            token = sign(scope, *row)
        cursor.execute("SELECT set_config(%s, %s, true)", (SETTING, token))
