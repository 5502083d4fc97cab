"""The product's side: its settings, its engine, the app login, every wall up."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from django.db import models

from benchmarks import pages, run_parts, statements
from benchmarks.side import Case
from cmo.models import Campaign
from kernel.tenancy import services
from kernel.tenancy.scope import identity_scope, tenant_scope

NEWEST = 25
Place = dict[str, str]


def cases(plan: dict[str, Any]) -> dict[str, Case]:
    """What this side can be timed at."""
    busy = plan["busy"]
    owner = plan["large"]["user"]
    names = itertools.count()

    def place(number: int) -> Place:
        return busy[number % len(busy)]  # type: ignore[no-any-return]

    def newest(where: Place) -> None:
        with _scope(where):
            list(Campaign.objects.order_by("-created_at")[:NEWEST])

    def newest_alone(_: object) -> None:
        list(Campaign.objects.order_by("-created_at")[:NEWEST])

    def small_by_policy(_: object) -> None:
        list(models.QuerySet(Campaign).order_by("-created_at")[:NEWEST])

    def create(name: str) -> None:
        with identity_scope(owner):
            services.create_tenant(name=name, modules=("ai_cmo",))

    inside_busy = _Inside(place)
    inside_small = _Inside(lambda number: _small(plan))
    return {
        "newest in a scope": Case(newest, place),
        "newest": Case(newest_alone, inside_busy.before, inside_busy.within),
        "small workspace": Case(newest_alone, inside_small.before, inside_small.within),
        "small workspace by policy": Case(
            small_by_policy, inside_small.before, inside_small.within
        ),
        "list page": pages.case(plan),
        "create a tenant": Case(create, lambda number: f"Made {next(names)}"),
        "agent run": run_parts.overhead_case(plan),
    }


def questions(plan: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """What this side can be asked, untimed."""
    return {
        "page": lambda: pages.looked_at(plan),
        "page statements": lambda: statements.of(lambda: pages.get(plan["busy"][0])),
        "newest statements": lambda: statements.of(lambda: _read_newest(plan["busy"][0])),
        "finished run": lambda: run_parts.finished_run(plan),
        "run commits": lambda: run_parts.commits(plan),
        "plan: newest": lambda: _explained(plan["busy"][0], Campaign, filtered=True),
        "plan: small workspace": lambda: _explained(_small(plan), Campaign, filtered=True),
        "plan: small workspace by policy": lambda: _explained(
            _small(plan), Campaign, filtered=False
        ),
    }


class _Inside:
    """Runs what is timed inside an open scope that is not."""

    def __init__(self, place: Callable[[int], Place]) -> None:
        self.place = place
        self.here: Place = {}

    def before(self, number: int) -> None:
        self.here = self.place(number)

    def within(self, run: Callable[[], Any]) -> Any:
        with _scope(self.here):
            return run()


def _scope(where: Place) -> Any:
    return tenant_scope(where["tenant"], where["workspace"], principal=where["user"])


def _small(plan: dict[str, Any]) -> Place:
    return {**plan["large"], "workspace": plan["large"]["small"]}


def _read_newest(where: Place) -> None:
    with _scope(where):
        list(Campaign.objects.order_by("-created_at")[:NEWEST])


def _explained(where: Place, model: type[Any], *, filtered: bool) -> str:
    with _scope(where):
        rows = model.objects.all() if filtered else models.QuerySet(model)
        return str(rows.order_by("-created_at")[:NEWEST].explain(analyze=True, buffers=True))
