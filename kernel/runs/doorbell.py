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
AT_ONCE = 16
_silent_until = 0.0
_ringing = threading.BoundedSemaphore(AT_ONCE)
"""Messages on their way; a broker that is down for long holds no more threads than these."""


@functools.cache
def _sender() -> Celery:
    """A Celery application that only sends: web and commands load no task to ring."""
    app = Celery("ubigrowth", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    return app


def send(task: str, arguments: Sequence[str], queue: str, wait: float = 0) -> bool:
    """Send a task by name; False, and a line in the log, where the broker has not taken it yet.

    Whoever rings waits at most a second, and after a silence not at all for a while: the message
    goes on by itself. What the broker does not take, the sweeper rings for.
    """
    global _silent_until
    if not _ringing.acquire(blocking=False):
        log.warning("too many doorbells wait", task=task, arguments=arguments)
        return False
    taken = threading.Event()
    thread = threading.Thread(
        target=_deliver, args=(task, arguments, queue, wait, taken), name="doorbell", daemon=True
    )
    thread.start()
    if time.monotonic() >= _silent_until:
        thread.join(PATIENCE_SECONDS)
        if not taken.is_set():
            _silent_until = time.monotonic() + SILENCE_SECONDS
            if thread.is_alive():
                log.warning("the broker does not answer", task=task, arguments=arguments)
    return taken.is_set()


def _deliver(
    task: str, arguments: Sequence[str], queue: str, wait: float, taken: threading.Event
) -> None:
    global _silent_until
    try:
        _sender().send_task(
            task, arguments, queue=queue, countdown=wait or None, retry=False, ignore_result=True
        )
    except Exception as error:  # whatever the transport raises, the row waits and is swept
        log.warning("the doorbell is silent", task=task, arguments=arguments, error=repr(error))
    else:
        taken.set()
        _silent_until = 0.0
    finally:
        _ringing.release()


def ring(run_id: UUID, wait: float = 0) -> None:
    """Tell the workers of a run, after ``wait`` seconds."""
    send("kernel.runs.work", [str(run_id)], "runs", wait)


def ring_on_commit(run_id: UUID) -> None:
    """Ring as soon as the open transaction has committed, and not before."""
    transaction.on_commit(lambda: ring(run_id))
