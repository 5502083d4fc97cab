"""An agent run from its request to its end, told apart: the agent's own work, and the kernel's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from benchmarks.side import Case
from cmo.functions.optimization_analyst import OptimizationAnalyst
from kernel.runs import context, worker
from kernel.runs.api import run_kernel
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import DATABASE, tenant_scope

OWN = ("gather", "facts", "compose", "allowed_phrases", "effects")
ASKED = {"channels": ["paid_search", "email"]}


def overhead_case(plan: dict[str, Any]) -> Case:
    """What the kernel adds: the whole run without the time spent in the agent's own steps."""

    def timed(_: object) -> int:
        with _own_time() as own:
            began = time.perf_counter_ns()
            _run(plan)
            return time.perf_counter_ns() - began - sum(own)

    return Case(timed)


def finished_run(plan: dict[str, Any]) -> str:
    """The id of a run that succeeded, for the bare side to write the like of."""
    run_id = _run(plan)
    demo = plan["demo"]
    with tenant_scope(demo["tenant"], demo["workspace"], principal=demo["user"]):
        run = AgentRun.objects.get(pk=run_id)
    if run.status != "succeeded" or not run.facts:
        raise SystemExit(f"The agent run ended {run.status}: {run.code} {run.error}")
    return str(run_id)


def commits(plan: dict[str, Any]) -> int:
    """Commits of one run at the product's database, statements outside a transaction included."""
    counted: list[str] = []
    original = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def commit(self: Any) -> Any:
        counted.append("commit")
        return original(self)

    def alone(execute: Any, sql: str, params: Any, many: bool, about: dict[str, Any]) -> Any:
        if not about["connection"].in_atomic_block:
            counted.append(sql)
        return execute(sql, params, many, about)

    with (
        patch.object(BaseDatabaseWrapper, "_commit", commit),
        connections[DATABASE].execute_wrapper(alone),
    ):
        _run(plan)
    return len(counted)


def _run(plan: dict[str, Any]) -> UUID:
    """One run, as a quick one: those above half a second store their steps meanwhile."""
    demo = plan["demo"]
    with override_settings(RATELIMIT_ENABLE=False):  # more runs a minute than a person may start
        asked = run_kernel(
            "ai_cmo", "optimization", demo["tenant"], demo["workspace"], ASKED, actor=demo["user"]
        )
    with patch.object(context, "FLUSH_SECONDS", 60):
        if not worker.work(asked.run_id):
            raise SystemExit("The run was not there to be worked on.")
    return asked.run_id


@contextmanager
def _own_time() -> Iterator[list[int]]:
    """Collects the nanoseconds of the agent's own steps while its block runs."""
    spent: list[int] = []

    def clocked(step: Callable[..., Any]) -> Callable[..., Any]:
        def method(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter_ns()
            try:
                return step(*args, **kwargs)
            finally:
                spent.append(time.perf_counter_ns() - began)

        return method

    steps: dict[str, Any] = {name: clocked(getattr(OptimizationAnalyst, name)) for name in OWN}
    with patch.multiple(OptimizationAnalyst, **steps):
        yield spent
