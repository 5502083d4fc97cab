"""The Celery application: workers, beat, and whoever sends a task."""

import sys
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init, worker_process_init
from django.conf import settings
from django.db import connections

from kernel.local.broker import install_broker
from kernel.local.environment import one_line_errors, prepare

with one_line_errors():
    prepare(sys.argv)
    settings.INSTALLED_APPS  # noqa: B018 - a refusal of the settings should come before Celery's

app = Celery("ubigrowth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["kernel.runs"])


@worker_init.connect
def refuse_to_serve(**_: Any) -> None:
    """Stop before any work when this process may not serve; leave no connection to a fork."""
    from kernel.tenancy import checks

    with one_line_errors():
        checks.refuse_to_serve()
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()


@worker_init.connect
@beat_init.connect
def ensure_broker(**_: Any) -> None:
    """Make the broker's tables where it lives in PostgreSQL and they are missing."""
    address = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("conn_string")
    if address:
        install_broker(address)


@worker_process_init.connect
def forget_connections(**_: Any) -> None:
    """A pool that was opened before the fork belongs to the parent: drop it, close nothing."""
    for connection in connections.all(initialized_only=True):
        connection._connection_pools.pop(connection.alias, None)
