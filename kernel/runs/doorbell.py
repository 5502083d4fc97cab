"""The doorbell: a message that says only which run waits. It may be lost; the row is the truth."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Sequence
from uuid import UUID

import structlog
from celery import Celery
from django.db import transaction

log = structlog.get_logger("ubigrowth.runs")

PATIENCE_SECONDS = 1.0
SILENCE_SECONDS = 5.0
_silent_until = 0.0


@functools.cache
def _sender() -> Celery:
    """A Celery application that only sends: web and commands load no task to ring."""
    app = Celery("ubigrowth", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    return app


def send(task: str, arguments: Sequence[str], queue: str, wait: float = 0) -> bool:
    """Send a task by name; False, and a line in the log, where the broker does not take it.

    Whoever rings waits at most a second: what the broker takes later rings later, and what it does
    not take the sweeper rings for. After a silence nobody waits for a while.
    """
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    sent = threading.Event()

    def deliver() -> None:
        try:
            _sender().send_task(
                task, arguments, queue=queue, countdown=wait or None, retry=False,
                ignore_result=True,
            )  # fmt: skip
        except Exception as error:  # whatever the transport raises, the row waits and is swept
            log.warning("the doorbell is silent", task=task, arguments=arguments, error=repr(error))
            return
        sent.set()

    ringing = threading.Thread(target=deliver, name="doorbell", daemon=True)
    ringing.start()
    ringing.join(PATIENCE_SECONDS)
    if sent.is_set():
        return True
    _silent_until = time.monotonic() + SILENCE_SECONDS
    if ringing.is_alive():
        log.warning("the broker does not answer", task=task, arguments=arguments)
    return False


def ring(run_id: UUID, wait: float = 0) -> None:
    """Tell the workers of a run, after ``wait`` seconds."""
    send("kernel.runs.work", [str(run_id)], "runs", wait)


def ring_on_commit(run_id: UUID) -> None:
    """Ring as soon as the open transaction has committed, and not before."""
    transaction.on_commit(lambda: ring(run_id))
