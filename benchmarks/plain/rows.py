"""Managers without scope: the filter that anybody writes, and nothing that checks it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.db import models

from kernel.tenancy.managers import TenantManager

here: ContextVar[dict[str, str]] = ContextVar("bench_place")


def _get_queryset(self: Any) -> models.QuerySet[Any]:
    place = here.get()
    rows: models.QuerySet[Any] = models.QuerySet(self.model, using=self._db)
    rows = rows.filter(tenant_id=place["tenant"])
    return rows.filter(workspace_id=place["workspace"]) if self.model.has_workspace else rows


def take_scopes_out() -> None:
    """Let the product's models be read in this process as plain Django would read them."""
    TenantManager.get_queryset = _get_queryset  # type: ignore[method-assign,assignment]
