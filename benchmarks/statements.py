"""Every statement that a piece of work sends, whoever sends it: ORM, context or counters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import psycopg


def of(work: Callable[[], Any]) -> list[str]:
    """The statements in order, without BEGIN and COMMIT; the work is done once before."""
    work()
    sent: list[str] = []
    original = psycopg.Cursor.execute

    def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        sent.append(" ".join(str(query).split()))
        return original(self, query, *args, **kwargs)

    with patch.object(psycopg.Cursor, "execute", execute):
        work()
    return sent
