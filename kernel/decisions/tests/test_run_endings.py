"""Failures that nobody watched are told."""

from __future__ import annotations

from kernel.decisions.models import Notification
from kernel.decisions.notifications import mine
from kernel.errors import ConflictError
from kernel.runs.tests.probing import carry_out
from kernel.tenancy.scope import Kind, Scope


def test_who_started_a_run_is_told_that_it_failed(probe):
    run = carry_out(probe, {"how": "conflict"}, "strategy", actor=probe.bob)
    with probe.scope(probe.bob):
        line = mine().get()
    assert line.title == "PRB Breaker did not finish"
    assert line.body.startswith("Two rows disagree. Nothing was written. ")
    assert line.url == f"/runs/{run.pk}/"
    with probe.scope():
        assert mine().count() == 0


def test_a_run_that_succeeds_tells_nobody(probe):
    carry_out(probe, {"amounts": [1]})
    with probe.scope():
        assert Notification.objects.count() == 0


def test_a_schedules_failure_is_told_to_all_who_read_the_module(probe, monkeypatch):
    from probe.functions.cron_watch import Watch

    def fail(self, ctx, payload, data):
        raise ConflictError("No data.")

    monkeypatch.setattr(Watch, "facts", fail)
    actor = Scope(Kind.SCHEDULE, "probe-cron-watch")
    carry_out(probe, {}, None, agent="cron-watch", actor=actor)
    for person, count in ((probe.alice, 1), (probe.bob, 1), (probe.fay, 0)):
        with probe.scope(person):
            assert mine().count() == count
