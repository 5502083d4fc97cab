"""Sessions in the database, found by a hash of their key: a read table opens no session."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone


def hashed(key: str) -> str:
    """The stored form of a session key, in the 40 characters that Django's column holds."""
    return hashlib.sha256(f"ubigrowth session {key}".encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's store, with the hash of the cookie's key as the row's key."""

    def _get_session_from_db(self) -> Any:
        row = self.model.objects.filter(
            session_key=hashed(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return super().exists(hashed(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if (key := session_key or self.session_key) is not None:
            super().delete(hashed(key))
