"""One run from the request to its end."""

from __future__ import annotations

import pytest

from kernel import run_kernel
from kernel.core.facts import FactBook
from kernel.runs import worker
from kernel.runs.models import AgentRun, AgentRunEvent, RunQueue

pytestmark = pytest.mark.django_db(transaction=True)


def start(cast, payload=None, mode="setup", who=None, **more):
    house = cast.alder
    return run_kernel(
        "ai_probe",
        mode,
        house.tenant_id,
        house.workspace_id,
        payload,
        actor=who or cast.alice,
        **more,
    )


def test_a_run_is_queued_worked_on_and_finished(probe, transactional_db):
    from probe.models import ProbeNote

    queued = start(probe, {"amounts": [40, 2], "note": "Till"})
    assert (queued.status, queued.success, queued.code) == ("queued", None, "ok")
    assert worker.work(queued.run_id)
    with probe.scope():
        run = AgentRun.objects.get(pk=queued.run_id)
        assert run.status == "succeeded"
        assert run.output["summary"] == "The amounts add up to {fact:total}."
        assert FactBook.from_json(run.facts)["total"].value == 42
        note = ProbeNote.objects.get()
        assert (note.total, note.text, note.run_id) == (42, "Till", run.pk)
        assert run.entities[0]["id"] == str(note.pk)
        assert run.engine_name == "built-in analyst"
        assert len(run.prompt_hash) == 64
        assert list(
            AgentRunEvent.objects.filter(run=run).order_by("seq").values_list("event", flat=True)
        ) == ["queued", "started", "step", "succeeded"]
    assert not RunQueue.objects.filter(run_id=queued.run_id).exists()
    assert not worker.work(queued.run_id)
