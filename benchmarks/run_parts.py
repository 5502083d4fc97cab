"""An agent run from its request to its end, told apart: the agent's own work, and the kernel's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.db import connections

from benchmarks.side import Case
from cmo.functions.optimization_analyst import OptimizationAnalyst
from kernel.runs import worker
from kernel.runs.api import run_kernel
from kernel.runs.models import AgentRun
from kernel.tenancy.scope import DATABASE, tenant_scope

OWN = ("gather", "facts", "compose", "allowed_phrases", "effects")
ASKED = {"channels": ["paid_search", "email"]}
COUNTED = 10


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


def commits(plan: dict[str, Any]) -> float:
    """Commits a run, as the server itself counts them for the product's database."""
    idle = _committed(lambda: None)
    return (_committed(lambda: _run(plan)) - idle) / COUNTED


def _run(plan: dict[str, Any]) -> UUID:
    demo = plan["demo"]
    asked = run_kernel(
        "ai_cmo", "optimization", demo["tenant"], demo["workspace"], ASKED, actor=demo["user"]
    )
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


def _committed(work: Callable[[], Any]) -> int:
    """Commits of ten times `work`; a backend tells what it did when it is asked to."""
    before = _counted()
    for _ in range(COUNTED):
        work()
    return _counted() - before


def _counted() -> int:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        )
        row = cursor.fetchone()
    return int(row[0])
