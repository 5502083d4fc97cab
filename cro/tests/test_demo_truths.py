"""The planted truths are found with their figures, and the quiet company raises no alarm."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from cro.demo import AS_OF, build
from cro.models import Hypothesis, Recommendation
from kernel.core.facts import FactBook
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.models import Tenant, User
from kernel.tenancy.scope import tenant_scope

pytestmark = pytest.mark.django_db(transaction=True)
AGENTS = ("cro-hypothesis-generator", "cro-experiment-analyst", "cro-growth-advisor")


def made_demo(*arguments):
    out = StringIO()
    call_command("demo", "--json", *arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def worked(tenant, workspace, principal):
    """The queued first runs of growth, done; by agent."""
    with tenant_scope(tenant["id"], workspace["id"], principal=principal):
        waiting = {run.agent: run.pk for run in AgentRun.objects.filter(agent__in=AGENTS)}
    assert set(waiting) == set(AGENTS)
    for run in waiting.values():
        assert worker.work(run)
    with tenant_scope(tenant["id"], workspace["id"], principal=principal):
        return {run.agent: run for run in AgentRun.objects.filter(pk__in=waiting.values())}


def found(run, kind):
    [one] = [one for one in run.output["findings"] if one["kind"] == kind]
    return one


def test_the_demo_shows_its_truths_and_no_false_alarm(transactional_db):
    told = made_demo("--only", "cro")
    loud, quiet = told["tenants"]
    owner = {
        user["tenant"]: User.objects.get(email=user["email"]).pk
        for user in told["users"]
        if user["role"] == "owner"
    }
    truths, main = build().truths, loud["workspaces"][0]
    runs = worked(loud, main, owner["alder-pine"])

    ideas = runs["cro-hypothesis-generator"]
    book, leak = FactBook.from_json(ideas.facts), found(ideas, "leak")
    difference = book[f"{leak['key']}.difference"]
    assert leak["subject"] == f"leak:{truths.leak.step}:{truths.leak.segment}"
    assert difference.interval.low <= truths.leak.difference <= difference.interval.high

    advice = runs["cro-growth-advisor"]
    book, part = FactBook.from_json(advice.facts), found(advice, "segment")
    inside = book[f"{part['key']}.inside"]
    assert truths.segment.segment in part["title"]
    assert truths.segment.experiment in part["title"]
    assert inside.interval.low <= truths.segment.lift <= inside.interval.high

    judged = {
        one["title"]: one["kind"] for one in runs["cro-experiment-analyst"].output["findings"]
    }
    assert any(
        kind == "experiment_invalid" and truths.mismatch.experiment in title
        for title, kind in judged.items()
    )
    assert any(
        kind == "experiment_ship" and truths.winner.experiment in title
        for title, kind in judged.items()
    )

    with tenant_scope(loud["id"], main["id"], principal=owner["alder-pine"]):
        tenant = Tenant.objects.get()
        assert (tenant.is_demo, tenant.as_of) == (True, AS_OF)
        kinds = {row.kind for row in Recommendation.objects.all()}
        assert {"leak", "segment", "decide_ship", "decide_invalid", "next"} <= kinds
        assert Hypothesis.objects.filter(step=truths.leak.step, run_id=ideas.pk).exists()

    client = Client()
    client.force_login(User.objects.get(pk=owner["alder-pine"]))
    text = client.get("/cro/").content.decode()
    for words in ("not the sales pipeline", truths.mismatch.experiment, "Traffic left for tests"):
        assert words in text, words
    for path, words in (
        ("/cro/programme/", "What was learnt"),
        ("/cro/hypotheses/", "First in line"),
        ("/cro/segments/", "Their way"),
    ):
        page = client.get(path)
        assert page.status_code == 200, path
        assert words in page.content.decode(), path

    for workspace in quiet["workspaces"]:
        worked(quiet, workspace, owner["harbor-lane"])
        with tenant_scope(quiet["id"], workspace["id"], principal=owner["harbor-lane"]):
            severe = Recommendation.objects.exclude(severity="low").filter(status="pending")
            assert not severe.exists(), [row.title for row in severe]
