"""The two shapes of a tenant's row. Every module table is a WorkspaceRow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models

from kernel.ids import uuid7
from kernel.tenancy.managers import TenantManager
from kernel.tenancy.scope import (
    require_scope,
    scope_tenant_id,
    scope_user_id,
    scope_workspace_id,
)


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A key to another row of the same tenant; the composite constraint is raw SQL (``rls``)."""

    def __init__(self, to: Any, on_delete: Any = models.CASCADE, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


class ScopeForeignKey(TenantForeignKey):
    """A key that a new row takes from the open scope; without one the row cannot be made.

    Migrations see a plain TenantForeignKey: they make columns outside any scope.
    """

    def __init__(
        self, to: Any, fill: Callable[[], UUID | None] | None = None, **kwargs: Any
    ) -> None:
        self.fill = fill
        super().__init__(to, kwargs.pop("on_delete", models.DO_NOTHING), **kwargs)

    def get_default(self) -> Any:
        return self.fill() if self.fill else super().get_default()

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "kernel.tenancy.rows.TenantForeignKey", args, kwargs


class TenantRow(models.Model):
    """A row of one tenant."""

    has_workspace = False

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = ScopeForeignKey(
        "kernel.Tenant",
        scope_tenant_id,
        editable=False,
        related_name="+",
        db_index=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete inside the scope: Django's fast path would ask no manager."""
        require_scope()
        return super().delete(*args, **kwargs)


class WorkspaceRow(TenantRow):
    """A row of one workspace of one tenant, with who and which agent run made it."""

    has_workspace = True

    workspace = ScopeForeignKey(
        "kernel.Workspace",
        scope_workspace_id,
        editable=False,
        related_name="+",
        db_index=False,
    )
    created_by = ScopeForeignKey(
        "kernel.User",
        scope_user_id,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    run = TenantForeignKey(
        "kernel.AgentRun",
        models.DO_NOTHING,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    class Meta(TenantRow.Meta):
        abstract = True
