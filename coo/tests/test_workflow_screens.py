"""The Workflows screen and a version's page: plan, past, picture, and the verbs of a version."""

from __future__ import annotations

import pytest

from coo.models import Process, Task, Workflow
from coo.tests import logs
from kernel.core.registry import get_module
from kernel.tenancy import services

PATH = "/coo/workflows/"


@pytest.fixture
def operator(client, cast, db):
    """Whoever runs operations in Alder, signed in, standing at the last day of January 2026."""
    with cast.scope():
        logs.stand_still()
    client.force_login(cast.writer(get_module("ai_coo")))
    return client


def shown(client, path=PATH, status=200, **headers):
    answer = client.get(path, **headers)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def path_of(row, verb=""):
    return f"{PATH}{row.pk}/{verb}"


def test_without_a_workflow_the_page_says_where_one_comes_from(operator):
    page = shown(operator)
    assert "No workflow yet" in page
    assert "/imports/new/?kind=coo/event-log" in page


def test_plan_and_past_stand_side_by_side_and_open_their_rows(operator, cast):
    with cast.scope():
        logs.went_through(logs.workflow(sla_hours=40))
    page = shown(operator)
    assert "Claim kept its promise in" in page
    assert page.count('class="g-box') == 5
    assert 'role="img"' in page
    drawer = shown(operator, f"{PATH}?evidence=workflow.claim.kept", HTTP_HX_REQUEST="true")
    assert "60 cases" in drawer or "processes" in drawer


def test_the_steps_that_decide_are_marked_in_picture_and_table(operator, cast):
    rows = [("a", "Mix", "", 1, 1, 1, []), ("b", "Rest", "", 5, 5, 5, ["a"]),
            ("c", "Print", "", 1, 1, 1, ["a"]), ("d", "Sell", "", 1, 1, 1, ["b", "c"])]  # fmt: skip
    with cast.scope():
        row = logs.workflow("Bread", rows)
    page = shown(operator, path_of(row))
    assert page.count("g-box--strong") == 3
    assert page.count("badge--accent") >= 3
    assert "4.0 h slack" in page


def test_two_chains_that_are_as_long_are_both_marked_and_told(operator, cast):
    rows = [("a", "Mix", "", 1, 1, 1, []), ("b", "Rest", "", 2, 4, 6, ["a"]),
            ("c", "Print", "", 2, 4, 6, ["a"]), ("d", "Sell", "", 1, 1, 1, ["b", "c"])]  # fmt: skip
    with cast.scope():
        row = logs.workflow("Bread", rows)
    page = shown(operator, path_of(row))
    assert page.count("g-box--strong") == 4
    assert page.count("g-link--strong") == 4
    assert "Another chain is just as long, so these decide too: Print." in page
    assert "Could come to decide" not in page


def test_a_stored_circle_is_named_and_the_page_stands(operator, cast):
    rows = [("a", "Mix", "", 1, 1, 1, ["b"]), ("b", "Rest", "", 1, 1, 1, ["a"])]
    with cast.scope():
        row = logs.workflow("Bread", rows, status="draft")
    for path in (PATH, path_of(row)):
        page = shown(operator, path)
        assert "Mix → Rest → Mix" in page
        assert "cannot be laid out" in page
    answer = operator.post(path_of(row, "activation/"))
    assert answer.status_code == 409
    assert "circle" in answer.content.decode()


def test_a_workflow_of_five_thousand_steps_has_a_page(operator, cast):
    rows = [(f"s{n}", f"Step {n}", "", 1, 2, 3, [f"s{n - 1}"] if n else []) for n in range(5000)]
    with cast.scope():
        row = logs.workflow("Long", rows, status="draft")
    page = shown(operator, path_of(row))
    assert "too long for a picture" in page
    assert "4900 further steps" in page
    assert "too many to draw" in shown(operator)


def test_a_draft_is_used_and_the_version_before_retired(operator, cast):
    with cast.scope():
        logs.workflow()
        draft = logs.workflow(version=2, status="draft")
    answer = operator.post(path_of(draft, "activation/"), follow=True)
    assert "is in use" in answer.content.decode()
    with cast.scope():
        found = dict(Workflow.objects.values_list("version", "status"))
    assert found == {1: "retired", 2: "active"}


def test_a_new_version_begins_with_the_same_steps(operator, cast):
    with cast.scope():
        row = logs.workflow()
    answer = operator.post(path_of(row, "versions/"))
    with cast.scope():
        made = Workflow.objects.get(version=2)
    assert answer["Location"] == path_of(made, "edit/")
    assert (made.steps, made.status) == (row.steps, "draft")


def test_a_version_in_use_is_retired_once(operator, cast):
    with cast.scope():
        row = logs.workflow()
    assert operator.post(path_of(row, "retirement/")).status_code == 302
    assert operator.post(path_of(row, "retirement/")).status_code == 409


def test_a_case_begins_with_a_task_for_each_step(operator, cast):
    with cast.scope():
        row = logs.workflow(sla_hours=16)
    assert operator.post(path_of(row, "cases/"), {"subject": " "}).status_code == 409
    answer = operator.post(path_of(row, "cases/"), {"subject": "Broken handle\0"}, follow=True)
    assert "has begun with 5 tasks" in answer.content.decode()
    with cast.scope():
        case = Process.objects.get(subject="Broken handle")
        assert case.due_at is not None
        assert Task.objects.filter(process=case).count() == 5


def test_a_case_is_finished_once_its_tasks_are_and_given_up_with_them(operator, cast):
    with cast.scope():
        case = logs.running(logs.workflow(), done=4)
    path = f"/coo/processes/{case.pk}/"
    assert "Give up" in shown(operator, path)
    refused = operator.post(f"{path}finishing/")
    assert refused.status_code == 409
    assert "one task is open" in refused.content.decode()
    assert operator.post(f"{path}cancelling/").status_code == 302
    with cast.scope():
        assert Process.objects.get().status == "cancelled"
        assert not Task.objects.filter(status="todo").exists()
    assert operator.post(f"{path}cancelling/").status_code == 409


def test_who_may_only_look_has_no_verb(client, cast, db):
    with cast.scope():
        row = logs.workflow()
    with cast.scope(cast.alice):
        services.set_roles(cast.vera.pk, ["viewer"], viewer_modules=["ai_coo"])
    client.force_login(cast.vera)
    page = shown(client, path_of(row))
    assert "Retire" not in page
    assert "Begin a case" not in page
    assert client.post(path_of(row, "retirement/")).status_code == 403


def test_steps_are_written_in_a_table_and_a_circle_in_it_is_named(operator, cast):
    page = shown(operator, f"{PATH}new/")
    assert 'name="steps-0-key"' in page
    form = {"name": "Bread", "version": "1"}
    parts = ("key", "name", "role", "optimistic", "likely", "pessimistic", "depends_on")
    for number, cells in enumerate(
        (("a", "Mix", "", 1, 2, 3, "b"), ("b", "Rest", "", 1, 1, 1, "a"))
    ):
        form |= {f"steps-{number}-{part}": cell for part, cell in zip(parts, cells, strict=True)}
    refused = operator.post(f"{PATH}new/", form)
    assert refused.status_code == 422
    assert "→ b → a is a circle" in refused.content.decode()
    assert 'value="Rest"' in refused.content.decode()
    assert operator.post(f"{PATH}new/", {**form, "steps-0-depends_on": ""}).status_code == 302
    with cast.scope():
        assert [step["depends_on"] for step in Workflow.objects.get().steps] == [[], ["a"]]
