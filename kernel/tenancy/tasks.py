"""The base of every Celery task: no scope is inherited, each task opens its own."""

from __future__ import annotations

import contextvars
from typing import Any

from celery import Task

from kernel.errors import TenantScopeError
from kernel.tenancy.scope import current_scope


class TenantTask(Task):
    """Runs each task in an empty context of its own, so that nothing outlives it."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(self._alone, *args, **kwargs)

    def _alone(self, *args: Any, **kwargs: Any) -> Any:
        if current_scope() is not None:
            raise TenantScopeError("A task began inside a scope that is not its own.")
        return super().__call__(*args, **kwargs)
