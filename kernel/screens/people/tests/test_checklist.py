"""A new company's first steps."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from kernel.core.registry import get_all_modules
from kernel.doors.door import Door
from kernel.resources.models import BatchStatus, ImportBatch
from kernel.runs.models import AgentRun
from kernel.screens.people.checklist import checklist
from kernel.tenancy.access import access
from kernel.tenancy.models import Tenant, Workspace

pytestmark = pytest.mark.django_db


def steps(cast, who, house=None):
    """Title → done, as that person sees them."""
    with cast.scope(who, house) as scope:
        request = RequestFactory().get("/")
        tenant = Tenant.objects.get(pk=scope.tenant_id)
        space = Workspace.objects.get(pk=scope.workspace_id)
        request.door = Door(user=who, tenant=tenant, workspace=space, access=access())
        return checklist(request)


def done(items):
    return [item["done"] for item in items]


def test_nothing_is_done_in_a_new_company_and_importing_comes_first(cast):
    items = steps(cast, cast.charlie)
    assert done(items) == [False, False, False]
    assert [item.get("now", False) for item in items] == [True, False, False]
    samples = [link["label"].removeprefix("Sample file: ") for link in items[0]["also"]]
    assert {"statements", "metrics", "funnel counts"} <= set(samples)
    assert len(samples) >= len(get_all_modules())


def test_an_import_counts_once_it_was_taken_in(cast):
    with cast.scope(cast.charlie):
        batch = ImportBatch.objects.create(module="ai_cmo", kind="metrics", file_hash="0" * 64)
    assert done(steps(cast, cast.charlie)) == [False, False, False]
    with cast.scope(cast.charlie):
        ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.IMPORTED)
    items = steps(cast, cast.charlie)
    assert done(items) == [True, False, False]
    assert items[0]["also"] == []
    assert items[1]["now"]
    with cast.scope(cast.charlie):
        ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.UNDONE)
    assert done(steps(cast, cast.charlie)) == [False, False, False]


@pytest.mark.parametrize(
    ("status", "output", "counts"),
    [
        ("succeeded", {"summary": "Found something.", "needs": []}, True),
        ("succeeded", {"summary": "Found something."}, True),
        ("succeeded", {"needs": [{"what": "metrics"}]}, False),
        ("failed", None, False),
        ("running", None, False),
    ],
)
def test_a_run_counts_when_it_answered(cast, status, output, counts):
    with cast.scope(cast.charlie):
        run = AgentRun.objects.create(
            module="ai_cmo",
            agent="cmo-optimization-analyst",
            kind="user",
            principal=str(cast.charlie.pk),
        )
        AgentRun.objects.filter(pk=run.pk).update(status="running")
        AgentRun.objects.filter(pk=run.pk).update(status=status, output=output)
    assert done(steps(cast, cast.charlie)) == [False, counts, False]


def test_company_is_invited_when_somebody_was(cast):
    from kernel.tenancy import services

    with cast.scope(cast.charlie):
        services.invite(email="ned@example.com", roles=["marketer"])
    assert done(steps(cast, cast.charlie)) == [False, False, True]
    assert done(steps(cast, cast.alice)) == [False, False, True]


def test_the_analyst_of_the_module_that_has_rows_comes_first(cast):
    def where():
        return steps(cast, cast.charlie)[1]["url"]

    with cast.scope(cast.charlie):
        for module in ("ai_cmo", "ai_cfo"):
            ImportBatch.objects.create(module=module, kind="rows", file_hash=module.zfill(64))
        rows = ImportBatch.objects.filter(module="ai_cmo")
        rows.update(status=BatchStatus.IMPORTED, imported_at=timezone.now())
    assert "/console/cmo/" in where()
    with cast.scope(cast.charlie):
        rows = ImportBatch.objects.filter(module="ai_cfo")
        rows.update(status=BatchStatus.IMPORTED, imported_at=timezone.now())
    assert "/console/cfo/" in where()


def test_people_see_the_steps_that_they_can_take(cast):
    assert len(steps(cast, cast.bob)) == 2
    assert steps(cast, cast.vera) == []
    assert len(steps(cast, cast.fay)) == 2


def test_the_demo_has_no_first_steps(cast):
    with cast.scope(cast.alice):
        Tenant.objects.filter(pk=cast.alder.tenant_id).update(is_demo=True)
    assert steps(cast, cast.alice) == []
