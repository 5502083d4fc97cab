"""A real Celery worker, a real broker, the app's login: from the doorbell to the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.utils import timezone
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kernel.runs import doorbell, sweeper
from kernel.runs.models import RunQueue
from kernel.runs.tests.probing import ROOT, ask, row, told
from kernel.tenancy.testing import current_database, url_of

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
]
START_SECONDS = 60


@pytest.fixture
def broker(transactional_db, settings, monkeypatch):
    """A broker's database of this test's own; the doorbell of this process rings there."""
    name = f"{current_database()}_queue"
    with psycopg.connect(os.environ["UBIGROWTH_TEST_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = url_of("ADMIN", name)
    monkeypatch.delenv("CELERY_BROKER_URL")  # Celery asks it before the settings
    settings.CELERY_BROKER_URL = "pgmq://postgresql"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {
        "conn_string": make_conninfo(**conninfo_to_dict(address)),
        "init_extension": False,
        "use_notify": True,
        "wait_time_seconds": 0,
        "pool_timeout": 10,
    }
    doorbell._sender.cache_clear()
    yield address.replace("postgres://", "pgmq://", 1)
    doorbell._sender().close()
    doorbell._sender.cache_clear()
    with psycopg.connect(os.environ["UBIGROWTH_TEST_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


class Worker:
    """One worker process with a child, as a deployment has it."""

    def __init__(self, broker: str, log: Path) -> None:
        default = settings.DATABASES["default"]
        environment = {
            **os.environ,
            "CELERY_BROKER_URL": broker,
            "DATABASE_URL": os.environ["DATABASE_URL"].replace(
                os.environ["DATABASE_URL"].split("@/")[1].split("?")[0], default["NAME"]
            ),
            "UBIGROWTH_MODULE_ROOTS": str(ROOT),
        }
        command = [sys.executable, "-m", "celery", "-A", "ubigrowth", "worker", "-Q", "runs"]
        command += ["--concurrency", "1", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        self.log = log
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                command,
                env=environment,
                cwd=settings.BASE_DIR,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    def until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while " ready." not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"the worker does not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@pytest.fixture
def worker(broker, tmp_path):
    """Workers by number; each is ended with the test."""
    started = []

    def start() -> Worker:
        one = Worker(broker, tmp_path / f"worker-{len(started)}.log")
        started.append(one)
        one.until_ready()
        return one

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def test_a_worker_carries_a_run_to_its_end(probe, worker):
    worker()
    result = ask(probe, {"amounts": [40, 2]}, wait=30)
    assert (result.status, result.success) == ("succeeded", True)
    assert result.data["facts"][0]["value"] == 42
    assert told(probe, result.run_id) == ["queued", "started", "step", "succeeded"]


def test_a_run_that_was_asked_for_while_no_worker_ran_is_done_when_one_returns(probe, worker):
    worker().end()
    result = ask(probe, {"amounts": [1]}, wait=0.3)
    assert result.status == "queued"
    worker()
    until(lambda: row(probe, result.run_id).status == "succeeded")


def test_a_worker_that_is_killed_loses_nothing(probe, worker):
    first = worker()
    run_id = ask(probe, {"how": "slow", "seconds": 2}, "strategy").run_id
    until(lambda: "step" in told(probe, run_id))
    first.kill()
    RunQueue.objects.filter(pk=run_id).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert sweeper.sweep().taken_back == 1
    worker()
    until(lambda: row(probe, run_id).status == "succeeded")
    run = row(probe, run_id)
    assert run.attempts == 2
    assert len(run.entities) == 1
    assert "lease_lost" in told(probe, run_id)
