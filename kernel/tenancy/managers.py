"""The ORM's lock: without an open scope every query raises instead of finding nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models

from kernel.errors import TenantScopeError
from kernel.tenancy.scope import Scope, require_scope

M = TypeVar("M", bound=models.Model)


def _guarded(name: str) -> Callable[..., Any]:
    inner = getattr(models.QuerySet, name)

    def method(self: TenantQuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        self.check_scope()
        return inner(self, *args, **kwargs)

    method.__name__ = name
    return method


class TenantQuerySet(models.QuerySet[M]):
    """A queryset that runs only inside the scope that made it."""

    bound: Scope | None = None

    def _clone(self) -> Any:
        clone = super()._clone()  # type: ignore[misc]
        clone.bound = self.bound
        return clone

    def check_scope(self) -> None:
        """Raise TenantScopeError unless the scope that this queryset was made in is open."""
        if self.query.is_empty():
            return
        scope = require_scope()
        if self.bound is not None and self.bound.tenant_id != scope.tenant_id:
            raise TenantScopeError("This query was made in the scope of another tenant.")

    _fetch_all = _guarded("_fetch_all")
    iterator = _guarded("iterator")
    count = _guarded("count")
    exists = _guarded("exists")
    aggregate = _guarded("aggregate")
    explain = _guarded("explain")
    update = _guarded("update")
    _update = _guarded("_update")
    _insert = _guarded("_insert")
    _raw_delete = _guarded("_raw_delete")
    delete = _guarded("delete")
    bulk_create = _guarded("bulk_create")
    bulk_update = _guarded("bulk_update")


class TenantManager(models.Manager[M]):
    """The filter, where the policy is the wall: each query names the scope's tenant."""

    def get_queryset(self) -> TenantQuerySet[M]:
        scope = require_scope()
        queryset: TenantQuerySet[M] = TenantQuerySet(self.model, using=self._db)
        queryset.bound = scope
        queryset = queryset.filter(tenant_id=scope.tenant_id)
        if not scope.wide and self.model.has_workspace:  # type: ignore[attr-defined]
            queryset = queryset.filter(workspace_id=scope.workspace_id)
        return queryset

    def none(self) -> TenantQuerySet[M]:
        """An empty queryset; it never reaches the database, so it needs no scope."""
        return TenantQuerySet(self.model, using=self._db).none()

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Raw SQL inside the scope; the policies filter it."""
        require_scope()
        return super().raw(*args, **kwargs)
