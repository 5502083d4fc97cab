"""Whether the process lives, whether it can serve, and figures for who watches it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from django.core.cache import caches
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from kernel.core.registry import get_all_modules, unavailable
from kernel.doors.marks import public, uncounted
from kernel.errors import KernelError
from kernel.limits.addresses import client_address
from kernel.tenancy.scope import DATABASE

_QUEUE = """
SELECT queue, count(*) FILTER (WHERE lease_until IS NULL OR lease_until < now()),
       count(*) FILTER (WHERE lease_until >= now()),
       coalesce(extract(epoch FROM max(now() - available_at)
                FILTER (WHERE lease_until IS NULL OR lease_until < now())), 0)
FROM run_queue GROUP BY queue
"""


@require_safe
@public
@uncounted
def healthz(request: HttpRequest) -> HttpResponse:
    """`/healthz`: the process answers."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
@public
@uncounted
def readyz(request: HttpRequest) -> HttpResponse:
    """`/readyz`: database and counter store answer; 503 with what does not."""
    failing = [name for name, works in _parts() if not works]
    body = {"ready": not failing, "failing": failing}
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(body, status=503 if failing else 200, headers=headers)


def _parts() -> Iterator[tuple[str, bool]]:
    def database() -> None:
        with connections[DATABASE].cursor() as cursor:
            cursor.execute("SELECT 1")

    def counters() -> None:
        caches["counters"].get("readyz")

    for name, probe in (("database", database), ("counters", counters)):
        try:
            probe()
        except Exception:  # whatever a driver raises, the part does not work
            yield name, False
        else:
            yield name, True


@require_safe
@public
@uncounted
def metrics(request: HttpRequest) -> HttpResponse:
    """`/metrics` in Prometheus' format, for addresses of the own network only."""
    address = ipaddress.ip_address(client_address(request))
    if not (address.is_private or address.is_loopback):
        raise KernelError("permission_denied", detail="Metrics are for the own network only.")
    registry = CollectorRegistry()
    registry.register(_Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    """Figures that are the same whichever worker is asked, since they come from the database."""

    def collect(self) -> Iterator[Any]:
        waiting = GaugeMetricFamily("ubigrowth_runs_waiting", "Runs that wait.", labels=["queue"])
        working = GaugeMetricFamily("ubigrowth_runs_working", "Runs at work.", labels=["queue"])
        oldest = GaugeMetricFamily(
            "ubigrowth_runs_oldest_wait_seconds", "How long the oldest waits.", labels=["queue"]
        )
        with connections[DATABASE].cursor() as cursor:
            cursor.execute(_QUEUE)
            for queue, waits, works, age in cursor.fetchall():
                waiting.add_metric([queue], waits)
                working.add_metric([queue], works)
                oldest.add_metric([queue], float(age))
        modules = GaugeMetricFamily("ubigrowth_modules", "Modules.", labels=["state"])
        modules.add_metric(["standing"], len(get_all_modules()))
        modules.add_metric(["unavailable"], len(unavailable()))
        yield from (waiting, working, oldest, modules)
