"""Schedules: slots by each workspace's own clock, as the scheduler's login."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.utils import ProgrammingError

from kernel.runs import slots, worker
from kernel.runs.cron import CronCommand
from kernel.runs.models import AgentRun, ScheduleSlot
from kernel.runs.tests.probing import MODULE, enable
from kernel.tenancy.models import Tenant, TenantModule
from kernel.tenancy.testing import current_database, url_of

JOB = "probe-cron-watch"


@contextmanager
def as_service():
    """This process with the scheduler's login."""
    mine = dict(connection.settings_dict)
    url = urlsplit(url_of("SERVICE", current_database()))
    _reconnect(USER=url.username, PASSWORD=url.password)
    try:
        yield
    finally:
        _reconnect(**{key: mine[key] for key in ("USER", "PASSWORD")})


def _reconnect(**login):
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(login)


WRITTEN = (
    "notifications",
    "probe_notes",
    "agent_run_events",
    "agent_runs",
    "run_queue",
    "schedule_slots",
)


@pytest.fixture
def house(probe_module, cast, django_db_blocker, without_the_wall):
    """The cast, its modules enabled long ago.

    Two logins must see the same rows, so they are committed, and taken away afterwards.
    """
    enable(cast)
    without_the_wall("UPDATE tenant_modules SET updated_at = '2020-01-01'")
    without_the_wall("UPDATE workspaces SET created_at = '2020-01-01'")
    with django_db_blocker.unblock():
        yield cast
    for table in WRITTEN:
        without_the_wall(f"DELETE FROM {table}")
    without_the_wall("UPDATE tenants SET as_of = NULL")
    without_the_wall("UPDATE tenant_modules SET enabled = true")
    without_the_wall(f"DELETE FROM tenant_modules WHERE module_id = '{MODULE}'")


@pytest.fixture
def sent(monkeypatch):
    said = []
    monkeypatch.setattr("kernel.runs.slots.send", lambda slot: said.append(slot) or True)
    return said


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def probe_slots():
    return list(ScheduleSlot.objects.filter(job=JOB).order_by("scheduled_for", "workspace_id"))


def tick(*at):
    with as_service():
        return slots.tick(utc(*at))


def test_each_workspace_is_due_by_its_own_clock(house, sent):
    tick(2026, 6, 1, 12, 0)
    found = {slot.workspace_id: slot.scheduled_for for slot in probe_slots()}
    assert found == {
        house.alder.workspace_id: utc(2026, 6, 1, 0, 30),
        house.alder.second_id: utc(2026, 5, 31, 17, 30),
        house.harbor.workspace_id: utc(2026, 6, 1, 6, 30),
    }


def test_a_slot_is_made_and_sent_once(house, sent):
    first = tick(2026, 6, 1, 12, 0)
    assert first == len(sent)
    assert tick(2026, 6, 1, 12, 0) == 0
    assert len(probe_slots()) == 3


def test_a_missed_schedule_is_caught_up_once(house, sent):
    tick(2026, 6, 1, 12, 0)
    tick(2026, 6, 5, 12, 0)
    mine = [s for s in probe_slots() if s.workspace_id == house.alder.workspace_id]
    assert [s.scheduled_for for s in mine] == [utc(2026, 6, 1, 0, 30), utc(2026, 6, 5, 0, 30)]


def test_what_was_due_before_the_module_was_enabled_is_not_caught_up(house, sent, without_the_wall):
    without_the_wall("UPDATE tenant_modules SET updated_at = '2026-06-01 01:00+00'")
    tick(2026, 6, 1, 12, 0)
    assert [slot.workspace_id for slot in probe_slots()] == [house.harbor.workspace_id]


def test_a_tenant_with_a_date_of_its_own_stands_still(house, sent):
    with house.scope():
        Tenant.objects.update(as_of=dt.date(2026, 1, 31))
    tick(2026, 6, 1, 12, 0)
    assert {slot.tenant_id for slot in probe_slots()} == {house.harbor.tenant_id}


def test_a_task_that_went_astray_is_sent_again(house, sent):
    tick(2026, 6, 1, 12, 0)
    sent.clear()
    assert tick(2026, 6, 1, 12, 0, 30) == 0
    assert tick(2026, 6, 1, 12, 1, 30) == len(sent) > 0


def test_a_slot_becomes_a_run_and_ends_with_it(house, sent, rung):
    from probe.models import ProbeNote

    tick(2026, 6, 1, 12, 0)
    slot = next(s for s in probe_slots() if s.workspace_id == house.alder.second_id)
    run_id = slots.start(slot.pk)
    assert slots.start(slot.pk) is None
    assert worker.work(run_id)
    with house.scope(workspace_id=house.alder.second_id):
        run = AgentRun.objects.get()
        assert (run.kind, run.principal, run.door) == ("schedule", JOB, "cron")
        assert run.created_by_id is None
        # 17:30 in UTC is the next morning in Tokyo.
        assert ProbeNote.objects.get().text == "2026-06-01"
    slot.refresh_from_db()
    assert (slot.status, slot.run_id) == ("succeeded", run_id)


def test_a_slot_that_is_refused_says_why(house, sent, rung):
    tick(2026, 6, 1, 12, 0)
    with house.scope():
        TenantModule.objects.filter(module_id=MODULE).update(enabled=False)
    slot = next(s for s in probe_slots() if s.workspace_id == house.alder.workspace_id)
    assert slots.start(slot.pk) is None
    slot.refresh_from_db()
    assert slot.status == "failed"
    assert slot.error.startswith("module_not_enabled")


def test_the_scheduler_reads_no_tenants_rows(house):
    with as_service():
        for sql in (
            "SELECT * FROM agent_runs",
            "SELECT * FROM probe_notes",
            "SELECT * FROM users",
            "SELECT * FROM user_tenants",
        ):
            with pytest.raises(ProgrammingError), connection.cursor() as cursor:
                cursor.execute(sql)


class Watch(CronCommand):
    job = JOB


def run_command(*arguments):
    from django.core.management import call_command

    out = StringIO()
    code = 0
    with as_service():
        try:
            call_command(Watch(stdout=out), *arguments)
        except SystemExit as end:
            code = end.code
    return code, out.getvalue()


@pytest.fixture
def served(monkeypatch, house, rung):
    """A worker that takes each slot's task at once, as the app."""

    def serve(slot_id):
        service = dict(connection.settings_dict)
        mine = urlsplit(url_of("OWNER", current_database()))
        assert mine.username != service["USER"]
        _reconnect(**APP)
        try:
            run_id = slots.start(slot_id)
            if run_id:
                worker.work(run_id)
        finally:
            _reconnect(**{key: service[key] for key in ("USER", "PASSWORD")})
        return True

    APP = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    monkeypatch.setattr("kernel.runs.slots.send", serve)


def test_the_command_runs_every_workspace_for_a_date(house, served):
    from probe.models import ProbeNote

    code, out = run_command("--date", "2026-01-31")
    assert code == 0
    assert "alder/main 2026-01-31 02:30 Europe/Berlin: succeeded" in out
    assert "3 of 3 succeeded." in out
    with house.scope():
        assert ProbeNote.objects.get().text == "2026-01-31"


def test_the_command_is_idempotent(house, served):
    from probe.models import ProbeNote

    run_command("--date", "2026-01-31")
    code, out = run_command("--date", "2026-01-31")
    assert code == 0
    assert "3 of 3 succeeded." in out
    with house.scope():
        assert ProbeNote.objects.count() == 1


def test_the_command_takes_one_tenant(house, served):
    code, out = run_command("--tenant", "harbor", "--date", "2026-01-31")
    assert (code, len(out.splitlines())) == (0, 2)


def test_the_command_refuses_an_unknown_tenant(house, served):
    with pytest.raises(CommandError, match="ghost"):
        run_command("--tenant", "ghost")


def test_a_dry_run_writes_nothing(house, served):
    code, out = run_command("--dry-run", "--date", "2026-01-31")
    assert code == 0
    assert "would run" in out
    assert probe_slots() == []


def test_a_tenant_with_a_date_of_its_own_runs_by_hand_for_that_date(house, served):
    from probe.models import ProbeNote

    with house.scope():
        Tenant.objects.update(as_of=dt.date(2026, 1, 31))
    assert run_command("--tenant", "alder")[0] == 0
    with house.scope():
        assert ProbeNote.objects.get().text == "2026-01-31"


def test_one_tenants_failure_does_not_stop_the_rest(house, served, monkeypatch):
    from probe.functions.cron_watch import Watch as Function

    from kernel.errors import ConflictError

    original = Function.facts

    def fails_in_alder(self, ctx, payload, data):
        if ctx.scope.tenant_id == house.alder.tenant_id:
            raise ConflictError("Not here.")
        return original(self, ctx, payload, data)

    monkeypatch.setattr(Function, "facts", fails_in_alder)
    code, out = run_command("--date", "2026-01-31")
    assert code == 1
    assert "failed, conflict: Not here." in out
    assert "1 of 3 succeeded." in out
    monkeypatch.setattr(Function, "facts", original)
    code, out = run_command("--date", "2026-01-31")
    assert (code, "3 of 3 succeeded." in out) == (0, True)


def test_old_slots_are_removed_but_never_the_last_of_a_job(house):
    place = {"tenant_id": house.alder.tenant_id, "workspace_id": house.alder.workspace_id}
    moment = dt.datetime(2026, 1, 31, 6, 15, tzinfo=dt.UTC)
    ages = {"long ago": 200, "before": 120, "kept": 30}
    with as_service():
        slots.make(
            [(*place.values(), job, moment - dt.timedelta(days=days))
             for job in (JOB, "probe-cron-gone") for days in ages.values()
             if not (job == "probe-cron-gone" and days == 30)]
        )  # fmt: skip
    ScheduleSlot.objects.filter(**place).update(status="succeeded")
    assert slots.prune(moment) == 3
    left = ScheduleSlot.objects.filter(**place).order_by("job", "scheduled_for")
    assert [(slot.job, (moment - slot.scheduled_for).days) for slot in left] == [
        ("probe-cron-gone", 120),
        (JOB, 30),
    ]
    assert slots.prune(moment) == 0


def test_a_slot_of_an_old_date_stays_while_it_was_sent_lately(house):
    place = {"tenant_id": house.alder.tenant_id, "workspace_id": house.alder.workspace_id}
    moment = dt.datetime(2026, 1, 31, 6, 15, tzinfo=dt.UTC)
    long_ago, newer = (moment - dt.timedelta(days=days) for days in (200, 150))
    with as_service():
        slots.make([(*place.values(), JOB, long_ago), (*place.values(), JOB, newer)])
    by_hand = ScheduleSlot.objects.filter(**place, scheduled_for=long_ago)
    by_hand.update(status="succeeded", sent_at=moment)
    assert slots.prune(moment) == 0
    by_hand.update(sent_at=long_ago)
    assert slots.prune(moment) == 1
