"""Who belongs to a tenant, with which roles, workspaces and modules."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kernel.tenancy.models.tenants import Workspace
from kernel.tenancy.models.users import User
from kernel.tenancy.rows import TenantForeignKey, TenantRow

OWNER = "owner"
ADMIN = "admin"
VIEWER = "viewer"


class Membership(TenantRow):
    """One person in one tenant. Written only by the database's ``auth.*`` functions."""

    user = models.ForeignKey(
        User, models.DO_NOTHING, related_name="memberships", db_constraint=False
    )
    roles = ArrayField(models.CharField(max_length=40))
    viewer_modules = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    all_workspaces = models.BooleanField(default=False)

    class Meta(TenantRow.Meta):
        db_table = "user_tenants"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="user_tenants_member"),
            models.CheckConstraint(condition=~models.Q(roles=[]), name="user_tenants_roles"),
        ]
        indexes = [models.Index(fields=["user"], name="user_tenants_user")]

    def __str__(self) -> str:
        return f"{self.user_id} ({', '.join(self.roles)})"


class UserWorkspace(TenantRow):
    """A named workspace of a member who does not have all of them."""

    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+", db_constraint=False)
    workspace = TenantForeignKey(Workspace, models.DO_NOTHING, related_name="+", db_index=False)

    class Meta(TenantRow.Meta):
        db_table = "user_workspaces"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "user", "workspace"], name="user_workspaces_one"
            )
        ]


class TenantModule(TenantRow):
    """A module that a tenant has, switched on or off."""

    module_id = models.CharField(max_length=60)
    enabled = models.BooleanField(default=True)

    class Meta(TenantRow.Meta):
        db_table = "tenant_modules"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "module_id"], name="tenant_modules_one")
        ]

    def __str__(self) -> str:
        return self.module_id
