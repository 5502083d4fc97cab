"""The demo company's operations are the same everywhere, follow their own rules, differ by seed."""

import hashlib
from collections import Counter, defaultdict
from datetime import UTC, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from coo.demo import AS_OF, SEED, DemoData, build
from kernel.core.workhours import WorkHours

KNOWN_DIGEST = "eb4e1759b1acbec05d27de26b5b410896513b181a644c945e755af96e3242bdc"
NOW = datetime.combine(AS_OF, time(12), UTC)


@pytest.fixture(scope="module")
def demo() -> DemoData:
    return build()


def workspaces(demo: DemoData):
    return [*demo.workspaces, *build(quiet=True).workspaces]


def test_the_same_seed_gives_the_same_rows_on_every_machine(demo) -> None:
    assert hashlib.sha256(repr(demo).encode()).hexdigest() == KNOWN_DIGEST


def test_another_seed_moves_rows_and_truths(demo) -> None:
    other = build(SEED + 1)
    assert other.truths.bottleneck != demo.truths.bottleneck
    assert other.truths.sla != demo.truths.sla
    assert other.workspaces[0].tasks != demo.workspaces[0].tasks


def test_the_first_workspace_has_3000_tasks_in_two_years(demo) -> None:
    tasks = demo.workspaces[0].tasks
    assert len(tasks) == 3000
    assert len({task.key for task in tasks}) == 3000
    assert min(task.opened_at for task in tasks) >= datetime(2024, 2, 1, tzinfo=UTC)
    assert max(task.transitions[-1].at for task in tasks) < NOW


def test_the_history_of_a_task_ends_in_its_status_and_has_its_times(demo) -> None:
    for workspace in workspaces(demo):
        for task in workspace.tasks:
            history = task.transitions
            assert [one.from_status for one in history] == [
                "", *(one.to_status for one in history[:-1])
            ]  # fmt: skip
            assert all(one.at <= other.at for one, other in pairwise(history))
            assert history[-1].to_status == task.status
            assert (task.finished_at is not None) == (task.status in ("done", "cancelled"))
            times = [task.opened_at, task.started_at, task.finished_at]
            known = [one for one in times if one is not None]
            assert known == sorted(known)


def test_the_log_of_a_process_agrees_with_its_tasks(demo) -> None:
    for workspace in workspaces(demo):
        logs = defaultdict(list)
        for event in workspace.events:
            logs[event.process].append(event)
        titles = defaultdict(dict)
        for task in workspace.tasks:
            if task.process in logs:
                titles[task.process][task.title.split(":")[0]] = task
        for process, events in logs.items():
            assert [one.position for one in events] == list(range(1, len(events) + 1))
            assert all(one.at <= other.at for one, other in pairwise(events))
            for activity, task in titles[process].items():
                mine = [one.at for one in events if one.activity == activity]
                assert (mine[0] if mine else None) == task.started_at
                if task.status == "done":
                    assert mine[-1] == task.finished_at


def test_a_process_is_done_when_all_of_its_tasks_are(demo) -> None:
    for workspace in workspaces(demo):
        open_tasks = Counter(
            task.process for task in workspace.tasks if task.status not in ("done", "cancelled")
        )
        for process in workspace.processes:
            assert (process.status == "running") == (open_tasks[process.key] > 0), process.key
            assert (process.finished_at is None) == (process.status == "running")


def test_work_is_done_in_working_hours_of_the_place(demo) -> None:
    for workspace in workspaces(demo):
        zone = ZoneInfo(workspace.time_zone)
        for event in workspace.events:
            local = event.at.astimezone(zone)
            assert local.isoweekday() < 6
            assert time(9) <= local.time() < time(17)


def test_the_order_that_runs_late_has_the_working_hours_left_that_are_told(demo) -> None:
    truth = demo.truths.sla
    hours = WorkHours.of(zone="Europe/Berlin")
    left = hours.between(NOW, truth.due_at)
    assert left / 3600 == pytest.approx(truth.hours_left)
    running = {one.key: one for one in demo.workspaces[0].processes if one.status == "running"}
    assert running.pop(truth.process).due_at == truth.due_at
    others = [one.due_at for one in running.values() if one.due_at]
    assert all(hours.between(NOW, due) > 32 * 3600 for due in others)


def test_the_quiet_company_has_the_same_volumes_and_nothing_planted(demo) -> None:
    quiet = build(quiet=True)
    assert quiet.truths is None
    for loud, calm in zip(demo.workspaces, quiet.workspaces, strict=True):
        assert len(loud.tasks) == len(calm.tasks)
        assert len(loud.events) == pytest.approx(len(calm.events), rel=0.03)


def test_capacity_of_a_person_does_not_overlap(demo) -> None:
    for workspace in workspaces(demo):
        spans = defaultdict(list)
        for row in workspace.capacity:
            spans[row.who].append((row.starts_on, row.ends_on or AS_OF))
        for rows in spans.values():
            assert all(one[1] < other[0] for one, other in pairwise(sorted(rows)))
        assert {task.assignee for task in workspace.tasks} - {""} <= set(spans)
