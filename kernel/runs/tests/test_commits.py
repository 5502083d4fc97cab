"""A run costs at most four commits."""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from kernel.runs import worker
from kernel.runs.tests.probing import ask, row


def test_a_run_costs_four_commits(transactional_db, probe, rung, monkeypatch):
    commits, alone = [], []
    original = BaseDatabaseWrapper._commit

    def counted(self):
        commits.append(1)
        return original(self)

    def watched(execute, sql, params, many, context):
        if not connection.in_atomic_block:
            alone.append(sql)
        return execute(sql, params, many, context)

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", counted)
    with connection.execute_wrapper(watched):
        run_id = ask(probe, {"amounts": [1]}).run_id
        assert len(commits) == 1
        assert worker.work(run_id)
    assert len(commits) <= 4
    assert alone == []
    assert row(probe, run_id).status == "succeeded"
