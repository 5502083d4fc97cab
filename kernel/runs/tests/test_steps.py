"""Steps are told while the work goes on, and a short run tells them with its end."""

from __future__ import annotations

import threading

from kernel.runs import worker
from kernel.runs.models import AgentRunEvent
from kernel.runs.tests.probing import ask, told


def names(cast, run_id):
    with cast.scope():
        events = AgentRunEvent.objects.filter(run_id=run_id, event="step").order_by("seq")
        return list(events.values_list("name", flat=True))


def test_a_step_is_told_within_a_second_while_its_work_goes_on(
    transactional_db, probe, rung, monkeypatch
):
    from probe.functions.adder import FUNCTION, Adder

    seen = []
    compose = Adder.compose

    def slow(self, *arguments):
        threading.Event().wait(0.9)
        seen.extend(names(probe, run_id))
        return compose(self, *arguments)

    monkeypatch.setattr(type(FUNCTION), "compose", slow)
    run_id = ask(probe, {"amounts": [1]}).run_id
    assert worker.work(run_id)
    assert seen == ["adding"]
    assert names(probe, run_id) == ["adding"]
    assert told(probe, run_id)[-1] == "succeeded"
