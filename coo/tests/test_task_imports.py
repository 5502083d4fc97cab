"""Tasks from files: plain lists, and exports of Jira, Asana and Trello."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from coo.imports.statuses import status_of
from coo.models import Task, TaskTransition
from coo.tests import nouns
from kernel.errors import KernelError
from kernel.resources.imports import kind_for, preview, run_import, undo
from kernel.tenancy.models import Workspace

SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
PLAIN = """Number,Title,Status,Assignee,Created,Started,Finished
T-1,Count the beans,doing,Ada,2026-01-05 09:00,2026-01-06 09:00,
T-2,Order sacks,done,,2026-01-05 09:00,2026-01-06 09:00,2026-01-07 12:00
T-3,Clean the grinder,,Ben,2026-01-05T09:00:00Z,,
"""


@pytest.fixture(autouse=True)
def inside(cast, db):
    """Alder's Main workspace in Berlin, with nothing in it."""
    with cast.scope():
        Workspace.objects.filter(pk=cast.alder.workspace_id).update(timezone="Europe/Berlin")
        yield


def taken(source, name="tasks.csv", **more):
    content = source.encode() if isinstance(source, str) else source
    return run_import(kind_for("coo/tasks"), content, name=name, **more)


def sample(name, **more):
    return taken((SAMPLES / name).read_bytes(), name, **more)


def refusals(text):
    return [one.reason for one in preview(kind_for("coo/tasks"), text.encode()).refusals]


def stored():
    return {row.title: (row.status, row.assignee) for row in Task.objects.all()}


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("To Do", "todo"), ("Backlog", "todo"), ("Ready", "todo"), ("Offen", "todo"),
        ("In Progress", "doing"), ("In Review", "doing"), ("In Arbeit", "doing"),
        ("QA", "doing"), ("Ready for test", "doing"), ("Waiting for customer", "blocked"),
        ("On Hold", "blocked"), ("Waiting for review", "blocked"), ("Done", "done"),
        ("Erledigt", "done"), ("Terminé", "done"), ("Released", "done"),
        ("Won't Do", "cancelled"), ("Closed as duplicate", "cancelled"), ("Not done", "todo"),
        ("Monday", None), ("", None),
    ],
)  # fmt: skip
def test_names_of_states_are_read_by_their_words(name, status):
    assert status_of(name) == status


def test_a_plain_list_is_taken_with_its_times_in_the_workspaces_zone():
    batch = taken(PLAIN)
    assert (batch.rows_new, batch.rows_refused) == (3, 0)
    first, second, third = Task.objects.order_by("key")
    assert (first.opened_at, first.status) == (utc(2026, 1, 5, 8), "doing")
    assert second.finished_at == utc(2026, 1, 7, 11)
    assert (third.opened_at, third.status) == (utc(2026, 1, 5, 9), "todo")
    history = TaskTransition.objects.filter(task=second).order_by("position")
    assert [(one.to_status, one.at) for one in history] == [
        ("todo", utc(2026, 1, 5, 8)), ("doing", utc(2026, 1, 6, 8)), ("done", utc(2026, 1, 7, 11)),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["plain", "jira.csv", "asana.csv", "trello.csv", "trello.json"])
def test_the_same_file_twice_changes_nothing(name):
    def again():
        return taken(PLAIN) if name == "plain" else sample(name, **options)

    options = {}
    first = again()
    assert first.rows_new == first.rows_total
    second = again()
    assert (second.rows_new, second.rows_changed, second.rows_same) == (0, 0, first.rows_total)


def test_a_list_without_numbers_knows_its_tasks_by_title_and_opening():
    text = "Task,Created\nCall Ada,2026-01-05\nCall Ada,2026-01-06\n"
    assert taken(text).rows_new == 2
    assert taken(text).rows_same == 2
    assert "has the same number already" in refusals(text + "Call Ada,2026-01-06\n")[0]


def test_a_later_file_moves_tasks_on_and_is_taken_back_as_one():
    taken(PLAIN)
    later = taken(PLAIN.replace("T-1,Count the beans,doing", "T-1,Count the beans,done").replace(
        "2026-01-06 09:00,\n", "2026-01-06 09:00,2026-01-08 09:00\n"))  # fmt: skip
    assert (later.rows_new, later.rows_changed) == (0, 1)
    row = Task.objects.get(key="T-1")
    assert (row.status, row.finished_at) == ("done", utc(2026, 1, 8, 8))
    undo(later.pk)
    row.refresh_from_db()
    assert (row.status, row.finished_at) == ("doing", None)
    history = TaskTransition.objects.filter(task=row).order_by("position")
    assert [one.to_status for one in history] == ["todo", "doing", "done", "doing"]


def test_taking_a_file_back_takes_its_tasks_and_their_history():
    batch = taken(PLAIN)
    undo(batch.pk)
    assert not Task.objects.exists()
    assert not TaskTransition.objects.exists()


def test_a_file_that_says_nothing_of_states_leaves_them_as_they_are():
    text = "Number,Title\nT-1,Count the beans\n"
    taken(text)
    Task.objects.update(status="doing")
    taken(text.replace("Count", "Weigh"))
    assert stored() == {"Weigh the beans": ("doing", "")}


def test_an_export_of_a_german_jira_is_recognised_with_its_times_and_seconds():
    text = (
        "\ufeffZusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Projektname;"
        "Zugewiesene Person;Erstellt;Aktualisiert;Erledigt;Fälligkeitsdatum;Stichwörter;"
        "Stichwörter;Ursprüngliche Schätzung;Statuskategorie\n"
        "Tor richten;OPS-1;10001;Aufgabe;Erledigt;Halle;Ada;05/Mär/26 09:30;12.03.2026 10:00;"
        "12.03.2026 09:00;;a;b;5400;Fertig\n"
    )
    taken(text, "jira.csv")
    (task,) = Task.objects.all()
    assert (task.key, task.status, task.team, task.estimate_hours) == (
        "OPS-1",
        "done",
        "Halle",
        1.5,
    )
    assert (task.opened_at, task.finished_at) == (utc(2026, 3, 5, 8, 30), utc(2026, 3, 12, 8))


def test_jiras_own_status_names_are_mapped_and_the_mapping_is_shown():
    content = (SAMPLES / "jira.csv").read_bytes()
    found = preview(kind_for("coo/tasks"), content, name="jira.csv")
    assert found.recognised.title == "Jira, issues"
    assert found.cautions == [
        "Status names are read so: “Backlog” as todo, “Closed” as done, “In Review” as doing, "
        "“Waiting for customs” as blocked, “Won't Do” as cancelled."
    ]
    sample("jira.csv")
    assert stored() == {
        "Repair the packing table": ("doing", "Ada Brandt"),
        "Order new sacks": ("done", "Ben Okoro"),
        "Ask the customs office": ("blocked", "Cora Lind"),
        "Paint the gate": ("cancelled", ""),
        "Label the shelves": ("todo", ""),
    }
    first = Task.objects.get(key="OPS-41")
    assert (first.opened_at, first.estimate_hours, first.priority, first.team) == (
        utc(2026, 1, 5, 8, 30), 8, "high", "Operations",
    )  # fmt: skip
    assert Task.objects.get(key="OPS-42").finished_at == utc(2026, 1, 12, 13, 45)


def test_a_status_that_says_nothing_is_read_by_its_category_or_refused():
    head = "Issue key,Issue Type,Summary,Status,Status Category,Created,Updated\n"
    row = "A-1,Task,Paint,{},{},2026-01-05 09:00,2026-01-06 09:00\n"
    taken(head + row.format("Zebra", "In Progress"))
    assert stored() == {"Paint": ("doing", "")}
    taken(head + row.format("Ready for Release", "In Progress"))
    assert stored() == {"Paint": ("doing", "")}
    taken(head + row.format("Waiting for parts", "In Progress"))
    assert stored() == {"Paint": ("blocked", "")}
    assert "“Zebra” says none of: todo, doing" in refusals(head + row.format("Zebra", ""))[0]


def test_asanas_sections_are_states_where_they_are_called_so():
    batch = sample("asana.csv")
    assert batch.recognised == "Asana, tasks of a project"
    assert stored() == {
        "Write the checklist": ("done", "Ada Brandt"),
        "Test the new drum": ("doing", "Ben Okoro"),
        "Read the manual": ("todo", "Cora Lind"),
        "Call the supplier": ("done", "Ada Brandt"),
    }


@pytest.mark.parametrize("name", ["trello.csv", "trello.json"])
def test_trellos_cards_are_the_same_from_both_exports(name):
    sample(name)
    assert stored() == {
        "Sweep the hall": ("todo", "Ada Brandt"),
        "Sharpen the knives": ("done", "Ben Okoro"),
        "Move the scales": ("cancelled", ""),
    }
    row = Task.objects.get(title="Sharpen the knives")
    assert (row.opened_at, row.finished_at, row.team) == (
        utc(2026, 1, 5, 8, 53, 30), utc(2026, 1, 29, 12, 30), "Floor",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["{", "[]", '{"cards": 1}', '{"lists": []}', "{" * 100_000])
def test_other_json_is_no_board(text):
    with pytest.raises(KernelError, match="no board of Trello"):
        taken(text if text.startswith("{") else "{" + text, "board.json")


def test_what_is_closed_says_when():
    text = "Number,Title,Status,Created\nT-1,Count,done,2026-01-05\n"
    assert refusals(text)[0].startswith("A closed task says when it was finished")
    changed = "Number,Title,Status,Created,Updated\nT-1,Count,done,2026-01-05,2026-01-06\n"
    taken(changed)
    assert Task.objects.get().finished_at == utc(2026, 1, 5, 23)


def test_what_was_done_before_it_began_is_refused_and_not_mended():
    head = "Number,Title,Status,Created,Started,Finished\nT-1,Count,done,"
    assert refusals(head + "2026-01-05,2026-01-09,2026-01-07\n") == [
        "It was finished before it was started."
    ]
    assert refusals(head + "2026-01-09,,2026-01-07\n") == ["It was finished before it was opened."]
    assert refusals(head + "2026-01-05,2026-01-09 10:00,2026-01-09\n") == []


def test_a_past_needs_its_beginning():
    with pytest.raises(KernelError, match="no column for Opened"):
        taken("Number,Title,Finished\nT-1,Count,2026-01-06\n")
    assert refusals("Number,Title,Created\nT-1,Count,\n")[0] == "Opened is empty."


def test_a_task_can_name_its_process():
    home = nouns.process(1)
    taken("Number,Title,Case\nT-1,Count,C-1\n")
    assert Task.objects.get().process_id == home.pk
    assert "there is no process “C-9” here" in refusals("Number,Title,Case\nT-1,Count,C-9\n")[0]


@pytest.mark.parametrize("due", ["9999-12-31 23:59", "9999-12-31", "0001-01-01T00:00:00Z"])
def test_a_time_that_stands_for_never_is_refused_at_every_door(due):
    head = "Number,Title,Created,Due\nT-1,Count,2026-01-05 09:00,"
    told = "Due: Choose a year from 1900 to 2199, or leave it empty."
    assert refusals(f"{head}{due}\n") == [told]
    row = {"key": "T-1", "title": "Count", "opened_at": "2026-01-05T09:00:00Z", "due_at": due}
    with pytest.raises(KernelError):
        run_import(kind_for("coo/tasks"), [row], door="webhook")
    assert not Task.objects.exists()


def test_tasks_come_by_webhook_rows_too():
    row = {"key": "T-1", "title": "Count", "status": "In Review"}
    sent = [row | {"opened_at": "2026-01-05T09:00:00Z"}]
    batch = run_import(kind_for("coo/tasks"), sent, door="webhook")
    assert batch.rows_new == 1
    assert stored() == {"Count": ("doing", "")}


def test_the_sample_can_be_imported_as_it_is():
    from kernel.resources.files import lines

    rows = kind_for("coo/tasks").sample_rows()
    text = "".join(lines([list(rows[0]), *(list(row.values()) for row in rows)]))
    batch = taken(text)
    assert (batch.rows_new, batch.rows_refused) == (3, 0)


def test_what_is_due_on_a_day_has_all_of_it():
    head = "Number,Title,Created,Due\nT-1,Count,2026-01-05 09:00,"
    for due, meant in (
        ("2026-01-07", utc(2026, 1, 7, 22, 59)),
        ("07/Jan/26 12:00 AM", utc(2026, 1, 7, 22, 59)),
        ("2026-01-07 10:00", utc(2026, 1, 7, 9)),
        ("2026-01-07T00:00:00Z", utc(2026, 1, 7)),
    ):
        taken(head + due + "\n")
        assert Task.objects.get().due_at == meant, due
