"""The moves of a run: one table in code, and the database holds the same."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from kernel.runs.models import AgentRun
from kernel.runs.states import FINISHED, MOVES, RunStatus, may_move

ROUTES = {
    RunStatus.QUEUED: (),
    RunStatus.RUNNING: ("running",),
    RunStatus.AWAITING_APPROVAL: ("running", "awaiting_approval"),
    RunStatus.SUCCEEDED: ("running", "succeeded"),
    RunStatus.FAILED: ("failed",),
    RunStatus.DEAD: ("dead",),
    RunStatus.CANCELLED: ("cancelled",),
}


def made(status):
    """A run that came to a state by allowed moves."""
    run = AgentRun.objects.create(module="ai_cmo", agent="a")
    for step in ROUTES[status]:
        AgentRun.objects.filter(pk=run.pk).update(status=step)
    return run


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), list(product(RunStatus, RunStatus)))
def test_the_database_knows_the_same_moves(cast, before, after):
    with cast.scope():
        run = made(before)
        allowed = may_move(before, after) or (before == after and before not in FINISHED)
        try:
            with transaction.atomic():
                AgentRun.objects.filter(pk=run.pk).update(status=after)
            moved = True
        except IntegrityError:
            moved = False
        assert moved is allowed


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(FINISHED))
def test_a_finished_run_is_not_written_to(cast, status):
    with cast.scope():
        run = made(status)
        with pytest.raises(IntegrityError):
            AgentRun.objects.filter(pk=run.pk).update(output={"a": 1})


@pytest.mark.django_db
def test_an_older_fence_writes_nothing(cast):
    with cast.scope():
        run = made(RunStatus.RUNNING)
        AgentRun.objects.filter(pk=run.pk).update(fence=3)
        with pytest.raises(IntegrityError), transaction.atomic():
            AgentRun.objects.filter(pk=run.pk).update(fence=2, output={})
        AgentRun.objects.filter(pk=run.pk).update(fence=4)


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(set(RunStatus) - {RunStatus.QUEUED}))
def test_a_run_begins_queued(cast, status):
    with cast.scope(), pytest.raises(IntegrityError):
        AgentRun.objects.create(module="ai_cmo", agent="a", status=status)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM agent_runs",
        "UPDATE agent_runs SET input = '{}'",
        "UPDATE agent_runs SET principal = 'x'",
        "DELETE FROM agent_run_events",
        "UPDATE agent_run_events SET name = 'x'",
    ],
)
def test_the_app_cannot_rewrite_what_happened(cast, sql):
    with pytest.raises(ProgrammingError, match="permission denied"), cast.scope():
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_every_state_can_be_reached_and_the_last_ones_end():
    reached = {after for onward in MOVES.values() for after in onward} | {RunStatus.QUEUED}
    assert reached == set(RunStatus)
    assert {"succeeded", "failed", "dead", "cancelled"} == FINISHED
