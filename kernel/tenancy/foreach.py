"""Data migrations under FORCE ROW LEVEL SECURITY, tenant by tenant.

The owner's plain UPDATE touches no row and says nothing; this opens each tenant's scope.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.migrations.operations import RunPython

from kernel.tenancy.scope import DATABASE, Kind, tenant_scope


def for_each_tenant(work: Callable[[], int], *, name: str = "migration") -> dict[str, int]:
    """Run ``work`` in a tenant-wide scope of each tenant; answers rows touched by tenant id."""
    connection = connections[DATABASE]
    with connection.cursor() as cursor:
        cursor.execute("SELECT auth.all_tenants()")
        tenants = [row[0] for row in cursor.fetchall()]
    touched = {}
    for tenant_id in tenants:
        with tenant_scope(tenant_id, kind=Kind.MIGRATION, principal=name, wide=True):
            touched[str(tenant_id)] = work()
    return touched


class ForEachTenant(RunPython):
    """A migration operation: ``work(apps, schema_editor) -> rows touched``, once a tenant."""

    def __init__(self, work: Callable[[Any, Any], int]) -> None:
        self.work = work
        super().__init__(self._run, RunPython.noop)

    def deconstruct(self) -> Any:
        return (self.__class__.__name__, [self.work], {})

    def _run(self, apps: Any, schema_editor: Any) -> None:
        for tenant_id, rows in for_each_tenant(lambda: self.work(apps, schema_editor)).items():
            print(f"  {tenant_id}: {rows} rows")  # noqa: T201 - a migration's report
