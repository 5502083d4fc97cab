"""django-tenants' PostgreSQL backend for pooled tenants.

Two differences: no ``SET search_path`` while the schema is public, and the open scope's signed
context is sent as the outermost transaction begins, whoever begins it.
"""

from __future__ import annotations

from typing import Any

from django_tenants.postgresql_backend import base
from django_tenants.utils import get_public_schema_name

from kernel.tenancy import context
from kernel.tenancy.scope import Scope, current_scope


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection of the product."""

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self.schema_name != get_public_schema_name():
            super()._handle_search_path(cursor)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)
        if autocommit or (scope := current_scope()) is None:
            return
        try:
            context.send(self.connection, scope)
        except Exception:
            self.connection.rollback()
            super()._set_autocommit(True)
            raise

    def send_context(self, scope: Scope | None) -> None:
        """Set the context of a transaction that is open already."""
        context.send(self.connection, scope)
