"""The demo company's operations rows, as they stand in the tables."""

from __future__ import annotations

import pytest
from django.db import connection

from coo import demo_data
from coo.demo import AS_OF, SEED, build
from coo.models import Capacity, Process, ProcessEvent, Setting, Task, TaskTransition, Workflow
from kernel.management.commands import demo
from kernel.tenancy.models import Workspace


@pytest.fixture
def seeded(cast, db):
    with cast.scope() as scope:
        Workspace.objects.filter(pk=scope.workspace_id).update(slug="europe")
        demo_data.seed(scope, SEED, False)
        yield scope


def test_the_kernel_and_the_rows_speak_of_the_same_companies():
    for planned in demo.COMPANIES:
        data = build(quiet=planned.quiet)
        assert (data.tenant.slug, data.tenant.name) == (planned.slug, planned.name)
        assert [(one.slug, one.name, one.currency, one.time_zone) for one in data.workspaces] == [
            (one.slug, one.name, one.currency, one.time_zone) for one in demo.PLACES
        ]
    assert (SEED, AS_OF) == (demo.SEED, demo.AS_OF)


def test_every_row_of_the_demo_is_there_once_however_often_it_is_seeded(seeded):
    data = build().workspaces[0]
    written = demo_data.seed(seeded, SEED, False)
    changes = sum(len(one.transitions) for one in data.tasks)
    assert Task.objects.count() == len(data.tasks)
    assert TaskTransition.objects.count() == changes
    assert ProcessEvent.objects.count() == len(data.events)
    assert Capacity.objects.count() == len(data.capacity)
    rest = len(data.workflows) + len(data.processes) + len(data.events) + len(data.capacity) + 1
    assert written == len(data.tasks) + changes + rest
    decided = Setting.objects.get()
    assert (decided.sla_warning_hours, decided.wip_limit) == (8, data.wip_limit)


def test_each_history_agrees_with_its_task_and_cases_with_the_version_they_go_by(seeded):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    told = TaskTransition.objects.order_by("position").values_list("task", "to_status", "actor")
    ends = {task: (status, actor) for task, status, actor in told}
    for pk, status in Task.objects.values_list("pk", "status"):
        assert ends[pk][0] == status
        assert ends[pk][1]
    used = Workflow.objects.filter(processes__isnull=False).distinct()
    assert {one.status for one in used} == {"active"}
    assert Process.objects.filter(workflow=None).count() == 0
    assert Workflow.objects.filter(status="draft").exists()


def test_a_workspace_of_another_name_is_left_alone(cast, db):
    with cast.scope() as scope:
        assert demo_data.seed(scope, SEED, False) == 0
        assert not Task.objects.exists()
