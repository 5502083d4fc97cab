"""Every agent works where all that a company has named is hardly more than numbers.

Companies are called 3M and 1&1, tests W3, accounts 4400. A text that names one must not be taken
for a text that states a figure; and no such name may fail a run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from kernel.core.manifest import Manifest
from kernel.core.registry import get_all_modules, module_of_role
from kernel.runs import worker
from kernel.runs.api import run_kernel
from kernel.runs.models import AgentRun
from kernel.tenancy.models import User
from kernel.tenancy.scope import Kind, Scope, tenant_scope
from kernel.tenancy.testing import administrator

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = frozenset(
    [
        "name",
        "title",
        "step",
        "key",
        "team",
        "assignee",
        "activity",
        "actor",
        "resource",
        "counterparty",
        "customer",
        "bank",
        "memo",
        "number",
        "subject",
        "objective",
        "headline",
        "item",
    ]
)
NAME = """CASE h % 6 WHEN 0 THEN h::text WHEN 1 THEN 'W' || h WHEN 2 THEN h || 'M'
    WHEN 3 THEN h || '-Eleven' WHEN 4 THEN h || ' %'
    ELSE 'The long name of a thing from 2024, number ' || h || ' of 12,000  in all' END"""


def named(manifest: Manifest) -> Iterator[tuple[str, str, int | None]]:
    """Table, column and longest text of each name that people give in a module."""
    for model in apps.get_app_config(manifest.role).get_models():
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and field.name in NAMES:
                yield model._meta.db_table, field.column, field.max_length


def rename(manifest: Manifest) -> None:
    """Give every named thing of the module another name, the same for what was the same."""
    admin = administrator()
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        for table, column, longest in named(manifest):
            admin.execute(
                f"UPDATE {table} SET {column} = left({NAME}, {longest or 400}) "
                f"FROM (SELECT id AS of, ('x' || left(md5({column}), 7))::bit(28)::int AS h"
                f" FROM {table}) AS hashed WHERE of = id AND {column} <> ''"
            )


def answers(manifest: Manifest, place: tuple[Any, Any], owner: Any) -> dict[str, str]:
    """Every agent and schedule, run there: what failed, and why."""
    asked: list[tuple[str, dict[str, Any], Any]] = [
        (spec.function, {}, owner) for spec in manifest.agents.values()
    ]
    asked += [
        (spec.function, {}, Scope(Kind.SCHEDULE, spec.function))
        for spec in manifest.schedules.values()
    ]
    failed = {}
    for agent, payload, actor in asked:
        result = run_kernel(manifest.id, None, *place, payload, agent=agent, actor=actor)
        worker.work(result.run_id)
        with tenant_scope(*place, principal=owner.pk):
            run = AgentRun.objects.get(pk=result.run_id)
        if run.status != "succeeded":
            failed[agent] = f"{run.code}: {run.error}"
    return failed


@pytest.mark.parametrize("role", [one.role for one in get_all_modules()])
def test_no_name_fails_a_run(role: str, transactional_db: None) -> None:
    out = StringIO()
    call_command("demo", "--json", "--only", role, stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    tenant = told["tenants"][0]
    [mail] = [
        one["email"]
        for one in told["users"]
        if one["role"] == "owner" and one["tenant"] == tenant["slug"]
    ]
    manifest = module_of_role(role)
    rename(manifest)
    place = (tenant["id"], tenant["workspaces"][0]["id"])
    assert answers(manifest, place, User.objects.get(email=mail)) == {}
