"""The probe module, taken into this process's registry and this worker's database for a test.

It lies in a module root of its own (``root/``) and is real: manifest, prompts, functions, and a
table behind the same walls as any other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from kernel import run_kernel
from kernel.core import registry
from kernel.core.manifest import read
from kernel.decisions.walls import recommendation_table
from kernel.runs import worker
from kernel.runs.models import AgentRun, AgentRunEvent, RunQueue
from kernel.runs.result import KernelResult
from kernel.tenancy import rls
from kernel.tenancy.testing import Cast, current_database, url_of

ROOT = Path(__file__).parent / "root"
MODULE = "ai_probe"


def tables() -> list[Any]:
    """The probe's models."""
    from probe.models import ProbeNote, ProbeRecommendation

    return [ProbeNote, ProbeRecommendation]


@pytest.fixture(scope="package")
def probe_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Register the module and make its tables, as its migration would."""
    sys.path.append(str(ROOT))
    manifest = read(ROOT / "registry/modules/ai_probe.manifest.json", ROOT)
    registry.register_module(manifest)
    with django_db_blocker.unblock(), connection.schema_editor(collect_sql=True) as editor:
        for model in tables():
            editor.create_model(model)
    statements = [*editor.collected_sql]
    walls = [rls.workspace_table("probe_notes"), *recommendation_table("probe_recommendations")]
    statements += [str(wall.sql) for wall in walls]
    with psycopg.connect(url_of("OWNER", current_database())) as owner:
        for statement in statements:
            owner.execute(statement)
    yield
    with psycopg.connect(url_of("OWNER", current_database())) as owner:
        for model in tables():
            owner.execute(f"DROP TABLE {model._meta.db_table}")
    registry.current().modules.pop(MODULE)
    sys.path.remove(str(ROOT))


@pytest.fixture
def probe(probe_module: None, cast: Cast, request: pytest.FixtureRequest) -> Cast:
    """The cast, with the probe enabled for Alder and Harbor."""
    real = "transactional_db" in request.fixturenames
    request.getfixturevalue("transactional_db" if real else "db")
    enable(cast)
    return cast


def enable(cast: Cast) -> None:
    """Switch the probe on, committed."""
    from kernel.ids import uuid7

    with psycopg.connect(url_of("ADMIN", current_database()), autocommit=True) as admin:
        for house in (cast.alder, cast.harbor):
            admin.execute(
                "INSERT INTO tenant_modules (id, tenant_id, module_id, enabled, created_at, "
                "updated_at) VALUES (%s, %s, %s, true, now(), now()) ON CONFLICT DO NOTHING",
                [uuid7(), house.tenant_id, MODULE],
            )


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What the doorbell said, in place of a broker that nobody listens to."""
    said: list[tuple[str, list[str]]] = []

    def send(task: str, arguments: list[str], queue: str, wait: float = 0) -> bool:
        said.append((task, list(arguments)))
        return True

    monkeypatch.setattr("kernel.runs.doorbell.send", send)
    return said


def ask(cast: Cast, payload: Any = None, mode: str | None = "setup", **more: Any) -> KernelResult:
    """Start a run of the probe as Alice in Alder, unless told otherwise."""
    house = more.pop("house", cast.alder)
    workspace = more.pop("workspace_id", house.workspace_id)
    more.setdefault("actor", cast.alice)
    return run_kernel(MODULE, mode, house.tenant_id, workspace, payload, **more)


def row(cast: Cast, run_id: UUID) -> AgentRun:
    """The run as it stands."""
    with cast.scope():
        return AgentRun.objects.get(pk=run_id)


def told(cast: Cast, run_id: UUID) -> list[str]:
    """What happened to a run, in order."""
    with cast.scope():
        return list(
            AgentRunEvent.objects.filter(run_id=run_id)
            .order_by("seq")
            .values_list("event", flat=True)
        )


def carry_out(cast: Cast, payload: Any = None, mode: str | None = "setup", **more: Any) -> AgentRun:
    """Start a run and let this process be its worker."""
    result = ask(cast, payload, mode, **more)
    assert worker.work(result.run_id)
    return row(cast, result.run_id)


def make_due(run_id: UUID) -> None:
    """Let a run that waits for its next attempt wait no longer."""
    RunQueue.objects.filter(pk=run_id).update(available_at=timezone.now() - timedelta(minutes=1))
