"""Briefing, approvals and runs, as the people of the cast meet them."""

import pytest
from django.test import Client

from kernel.runs.models import AgentRun

pytestmark = pytest.mark.django_db


def visit(who, path, **more):
    client = Client()
    client.force_login(who)
    return client.get(path, **more)


@pytest.fixture
def run(cast):
    with cast.scope():
        return AgentRun.objects.create(
            module="ai_cmo",
            agent="cmo-optimization-analyst",
            mode="optimization",
            kind="user",
            principal=str(cast.alice.pk),
        )


@pytest.mark.parametrize("path", ["/", "/approvals/", "/runs/"])
@pytest.mark.parametrize("who", ["alice", "bob", "fay", "vera", "una", "charlie"])
def test_every_member_opens_the_pages(cast, path, who):
    assert visit(getattr(cast, who), path).status_code == 200


def test_an_anonymous_person_is_sent_to_the_door(db):
    assert Client().get("/").status_code == 302


def test_a_run_is_shown_to_who_may_read_its_module(cast, run):
    path = f"/runs/{run.pk}/"
    found = {
        who: visit(getattr(cast, who), path).status_code
        for who in ("alice", "bob", "fay", "vera", "charlie")
    }
    assert found == {"alice": 200, "bob": 200, "fay": 403, "vera": 403, "charlie": 404}


def test_a_restricted_module_says_so_on_the_briefing(cast):
    assert "restricted" in visit(cast.fay, "/").content.decode().lower() or (
        "No module is open to you yet" in visit(cast.fay, "/").content.decode()
    )
