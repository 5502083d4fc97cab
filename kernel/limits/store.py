"""Counters in PostgreSQL that every process shares, each change one atomic statement.

They live on the ``cache`` alias in autocommit: a request that is rolled back must not give its
count back. The connection goes back to the pool after each statement, so a few of them serve
all threads. The table is unlogged: after a crash everybody starts at zero.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any, cast

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connections
from psycopg_pool import ConnectionPool

FAR = 10 * 365 * 24 * 3600  # seconds; what a timeout of None means here
SWEEP_ONE_IN = 500

_ADD = """
INSERT INTO counters AS c (key, count, expires_at)
VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (key) DO UPDATE SET count = excluded.count, expires_at = excluded.expires_at
WHERE c.expires_at <= clock_timestamp() RETURNING c.count
"""
_SET = """
INSERT INTO counters AS c (key, count, expires_at)
VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (key) DO UPDATE SET count = excluded.count, expires_at = excluded.expires_at
RETURNING c.count
"""
_INCREMENT = """
UPDATE counters SET count = count + %s
WHERE key = %s AND expires_at > clock_timestamp() RETURNING count
"""
_GET = "SELECT count FROM counters WHERE key = %s AND expires_at > clock_timestamp()"
_TOUCH = """
UPDATE counters SET expires_at = clock_timestamp() + make_interval(secs => %s)
WHERE key = %s AND expires_at > clock_timestamp() RETURNING count
"""
_DELETE = "DELETE FROM counters WHERE key = %s RETURNING count"
_SWEEP = """
DELETE FROM counters WHERE key IN (
    SELECT key FROM counters WHERE expires_at <= clock_timestamp() LIMIT 1000
    FOR UPDATE SKIP LOCKED)
"""


class CounterCache(BaseCache):
    """A Django cache of whole numbers; any other value raises TypeError."""

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.alias = alias

    def _run(self, sql: str, arguments: Iterable[Any] = ()) -> int | None:
        pool = cast("ConnectionPool[Any]", connections[self.alias].pool)  # type: ignore[attr-defined]
        pool.open()
        with pool.connection() as connection:
            cursor = connection.execute(sql, tuple(arguments))
            row = cursor.fetchone() if cursor.description else None
        return int(row[0]) if row else None

    def _key(self, key: Any, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _life(self, timeout: Any) -> float:
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return float(FAR if timeout is None else max(timeout, 0))

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        if random.randrange(SWEEP_ONE_IN) == 0:  # noqa: S311 - no secret depends on it
            self._run(_SWEEP)
        arguments = (self._key(key, version), _whole(value), self._life(timeout))
        return self._run(_ADD, arguments) is not None

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        found = self._run(_GET, (self._key(key, version),))
        return default if found is None else found

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._run(_SET, (self._key(key, version), _whole(value), self._life(timeout)))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a counter in one statement; raises ValueError where there is none."""
        count = self._run(_INCREMENT, (_whole(delta), self._key(key, version)))
        if count is None:
            raise ValueError(f"There is no counter {key!r}.")
        return count

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._run(_TOUCH, (self._life(timeout), self._key(key, version))) is not None

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._run(_DELETE, (self._key(key, version),)) is not None

    def clear(self) -> None:
        self._run("DELETE FROM counters")


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("The counter store keeps whole numbers only.")
    return value
