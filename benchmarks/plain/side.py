"""Plain Django's side, and the naive policy's: the same process, told apart by its login."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, models, transaction

from benchmarks import pages, statements
from benchmarks.plain import bare
from benchmarks.plain.rows import here, take_scopes_out
from benchmarks.side import Case
from cmo.models import Campaign

NEWEST = 25
Place = dict[str, str]


def cases(plan: dict[str, Any]) -> dict[str, Case]:
    """What this side can be timed at."""
    take_scopes_out()
    busy = plan["busy"]

    def place(number: int) -> None:
        _enter(busy[number % len(busy)])

    def small(_: int) -> None:
        _enter(_small(plan))

    def newest(_: object) -> None:
        list(Campaign.objects.order_by("-created_at")[:NEWEST])

    def newest_in_transaction(_: object) -> None:
        with transaction.atomic():
            newest(_)

    def newest_by_policy(_: object) -> None:
        list(models.QuerySet(Campaign).order_by("-created_at")[:NEWEST])

    return {
        "newest": Case(newest, place),
        "newest in a transaction": Case(newest_in_transaction, place),
        "newest by policy": Case(newest_by_policy, place),
        "small workspace": Case(newest, small),
        "list page": pages.case(plan),
        "create a tenant": Case(bare.create_tenant, bare.new_tenant(plan)),
        "agent run": Case(bare.write_run, bare.new_run(plan)),
    }


def questions(plan: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """What this side can be asked, untimed."""
    return {
        "page": lambda: pages.looked_at(plan),
        "page statements": lambda: statements.of(lambda: pages.get(plan["busy"][0])),
        "plan: newest": lambda: _explained(plan["busy"][0], filtered=True),
        "plan: newest by policy": lambda: _explained(plan["busy"][0], filtered=False),
    }


def _enter(where: Place) -> None:
    """Look at this place from now on; only the naive policy asks for the person."""
    here.set(where)
    if connection.settings_dict["USER"] == "bench_naive":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('bench.user_id', %s, false)", [where["user"]])


def _small(plan: dict[str, Any]) -> Place:
    return {**plan["large"], "workspace": plan["large"]["small"]}


def _explained(where: Place, *, filtered: bool) -> str:
    _enter(where)
    rows: Any = Campaign.objects.all() if filtered else models.QuerySet(Campaign)
    return str(rows.order_by("-created_at")[:NEWEST].explain(analyze=True, buffers=True))
