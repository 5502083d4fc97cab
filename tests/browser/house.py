"""The product as its users meet it: a server, a Celery worker and two companies to look at."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from socketserver import ThreadingMixIn
from threading import Event, Thread
from typing import Any
from uuid import UUID
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import psycopg
import pytest
from celery.contrib.testing.worker import start_worker
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from cmo.functions.optimization_analyst import OptimizationAnalyst
from kernel.core.registry import get_all_modules
from kernel.runs import doorbell, worker
from kernel.runs.api import run_kernel
from kernel.tenancy import services
from kernel.tenancy.models import Tenant, User, Workspace
from kernel.tenancy.scope import identity_scope, tenant_scope
from kernel.tenancy.testing import PASSWORD, current_database, empty_and_recast, url_of

AS_OF = dt.date(2026, 1, 31)
SEED = 20260101
PATIENCE = 30
KEPT = "browser_kept"
MODULES = tuple(manifest.id for manifest in get_all_modules())
MARA, ODA = "mara@example.com", "oda@example.com"


@dataclass
class House:
    """Where the product answers, who may come in, and what a test may hold up.

    ``coffee`` has the demo's rows in its workspace Europe and none in its workspace Asia;
    ``books`` has none. Both have every module. ``mara`` is a marketer of both, ``oda`` owns both.

    While ``queue`` is cleared the worker takes no run; while ``desk`` is, the analyst has read and
    does not yet compute; ``trouble`` is raised there.
    """

    address: str
    coffee: UUID
    europe: UUID
    asia: UUID
    books: UUID
    shop: UUID
    queue: Event
    desk: Event
    trouble: Exception | None = None
    mara: str = MARA
    oda: str = ODA
    password: str = PASSWORD

    def restore(self) -> None:
        """Let everything go on, with the proposals as they were at first."""
        self.release()
        _as_administrator(
            "SET session_replication_role = replica",
            "DELETE FROM cmo_recommendations",
            f"INSERT INTO cmo_recommendations TABLE {KEPT}",
        )

    def release(self) -> None:
        """Let everything go on."""
        self.queue.set()
        self.desk.set()
        self.trouble = None


class Server(ThreadingMixIn, WSGIServer):
    """A page and its files are asked for at once."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def opened(patch: pytest.MonkeyPatch) -> Iterator[House]:
    """The house with its lights on; emptied when it is left."""
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop lives in this thread
    options = {"polling_interval": 0.05}
    with override_settings(
        ALLOWED_HOSTS=["127.0.0.1"],
        CELERY_BROKER_TRANSPORT_OPTIONS=options,
        WHITENOISE_MAX_AGE=3600,
    ):
        doorbell._sender.cache_clear()
        places = _furnish()
        with _served() as address, _worked():
            house = House(address=address, queue=Event(), desk=Event(), **places)
            house.release()
            _hold_up(house, patch)
            _look_once(house)
            with _proposals_kept():
                yield house
            house.release()
        doorbell._sender.cache_clear()
        empty_and_recast()


@contextmanager
def _proposals_kept() -> Iterator[None]:
    """The first run's proposals, for ``restore``: what was decided stays quiet in later runs."""
    _as_administrator(f"CREATE TABLE {KEPT} AS TABLE cmo_recommendations")
    yield
    _as_administrator(f"DROP TABLE {KEPT}")


def stand_at(company: str, day: dt.date) -> None:
    """Set the business date of the company of that name."""
    with psycopg.connect(url_of("ADMIN", current_database()), autocommit=True) as admin:
        admin.execute("UPDATE tenants SET as_of = %s WHERE name = %s", (day, company))


def _as_administrator(*statements: str) -> None:
    with psycopg.connect(url_of("ADMIN", current_database()), autocommit=True) as admin:
        for statement in statements:
            admin.execute(statement)


def _look_once(house: House) -> None:
    """The analyst's first run in Europe, which leaves proposals."""
    oda = User.objects.get(email=ODA)
    done = run_kernel(
        "ai_cmo", "optimization", house.coffee, house.europe, {}, actor=oda, wait=PATIENCE
    )
    assert done.success, done.error


def _hold_up(house: House, patch: pytest.MonkeyPatch) -> None:
    work, compute = worker.work, OptimizationAnalyst.facts

    def wait_and_work(run_id: UUID) -> bool:
        house.queue.wait(PATIENCE)
        return work(run_id)

    def wait_and_compute(self: Any, ctx: Any, payload: Any, data: Any) -> Any:
        house.desk.wait(PATIENCE)
        if house.trouble:
            raise house.trouble
        return compute(self, ctx, payload, data)

    patch.setattr(worker, "work", wait_and_work)
    patch.setattr(OptimizationAnalyst, "facts", wait_and_compute)


@contextmanager
def _served() -> Iterator[str]:
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=Server, handler_class=Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def _worked() -> Iterator[None]:
    from ubigrowth.celery import app

    app.conf.broker_transport_options = {"polling_interval": 0.05}
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield


def _furnish() -> dict[str, UUID]:
    """People, companies and rows, committed."""
    oda = User.objects.create_user(ODA, PASSWORD, name="Oda Reyes")
    mara = User.objects.create_user(MARA, PASSWORD, name="Mara Lind")
    with identity_scope(oda.pk):
        coffee = services.create_tenant(
            name="Alder & Pine Coffee", slug="coffee", workspace="Europe",
            timezone_name="Europe/Berlin", currency="EUR", modules=MODULES,
        )  # fmt: skip
        books = services.create_tenant(
            name="Harbor Lane Books", slug="books", workspace="Shop",
            timezone_name="Europe/Berlin", currency="EUR", modules=MODULES,
        )  # fmt: skip
    for made in (coffee, books):
        with tenant_scope(made.tenant_id, principal=oda.pk, wide=True):
            Tenant.objects.filter(pk=made.tenant_id).update(as_of=AS_OF, is_demo=made is coffee)
            _, token = services.invite(email=MARA, roles=["marketer"])
        with identity_scope(mara.pk):
            services.accept_invitation(token)
    with tenant_scope(coffee.tenant_id, principal=oda.pk, wide=True):
        asia = Workspace.objects.create(slug="asia", name="Asia", currency="JPY")
    with tenant_scope(coffee.tenant_id, coffee.workspace_id, principal=oda.pk) as scope:
        for manifest in get_all_modules():
            import_module(f"{manifest.role}.demo_data").seed(scope, SEED, quiet=False)
    return {
        "coffee": coffee.tenant_id, "europe": coffee.workspace_id, "asia": asia.pk,
        "books": books.tenant_id, "shop": books.workspace_id,
    }  # fmt: skip
