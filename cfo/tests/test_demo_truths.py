"""The planted truths are found with their figures, and the quiet company raises no alarm."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from cfo.demo import AS_OF, build
from cfo.models import Forecast, Recommendation, Report
from kernel.core.facts import FactBook
from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.tenancy.models import Tenant, User
from kernel.tenancy.scope import tenant_scope

pytestmark = pytest.mark.django_db(transaction=True)
ANALYST = "cfo-spend-analyst"


def made_demo(*arguments):
    out = StringIO()
    call_command("demo", "--json", *arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def worked(tenant, workspace, principal, *agents):
    """The queued first runs of these agents, done; by agent."""
    with tenant_scope(tenant["id"], workspace["id"], principal=principal):
        waiting = {run.agent: run.pk for run in AgentRun.objects.filter(agent__in=agents)}
    assert set(waiting) == set(agents)
    for run in waiting.values():
        assert worker.work(run)
    with tenant_scope(tenant["id"], workspace["id"], principal=principal):
        return {run.agent: run for run in AgentRun.objects.filter(pk__in=waiting.values())}


def test_the_demo_shows_its_truths_and_no_false_alarm(transactional_db):
    told = made_demo("--only", "cfo")
    loud, quiet = told["tenants"]
    owner = {
        user["tenant"]: User.objects.get(email=user["email"]).pk
        for user in told["users"]
        if user["role"] == "owner"
    }
    truths, main = build().truths, loud["workspaces"][0]
    runs = worked(loud, main, owner["alder-pine"], ANALYST, "cfo-forecaster", "cfo-reporter")
    run = runs[ANALYST]
    book = FactBook.from_json(run.facts)
    found = {one["kind"]: one for one in run.output["findings"]}

    def figure(kind, name):
        return book[f"{found[kind]['key']}.{name}"]

    assert figure("duplicate_payment", "paid_again").value == truths.duplicate.amount
    assert figure("duplicate_payment", "since").value == truths.duplicate.paid_on
    assert figure("duplicate_payment", "until").value == truths.duplicate.paid_again_on
    assert truths.duplicate.payee in found["duplicate_payment"]["text"]
    ratio = figure("price_rise", "price_ratio")
    assert ratio.interval.low <= truths.price.ratio <= ratio.interval.high
    assert figure("price_rise", "since").value == truths.price.since
    assert truths.price.payee in found["price_rise"]["text"]
    extra = figure("budget_overrun", "unexpected")
    assert extra.interval.low <= truths.overrun.extra <= extra.interval.high
    assert figure("budget_overrun", "since").value == truths.overrun.month
    assert truths.overrun.category in found["budget_overrun"]["text"]

    with tenant_scope(loud["id"], main["id"], principal=owner["alder-pine"]):
        tenant = Tenant.objects.get()
        assert (tenant.is_demo, tenant.as_of) == (True, AS_OF)
        kinds = {row.kind for row in Recommendation.objects.all()}
        assert {"duplicate_payment", "price_rise", "budget_overrun"} <= kinds
        assert Report.objects.count() == 4
        assert Forecast.objects.filter(series="cash", made_on=AS_OF).exists()

    client = Client()
    client.force_login(User.objects.get(pk=owner["alder-pine"]))
    text = client.get("/cfo/").content.decode()
    for words in (truths.duplicate.payee, "Cash ahead", "Recurring charges", "Newest reports"):
        assert words in text, words

    for workspace in quiet["workspaces"]:
        worked(quiet, workspace, owner["harbor-lane"], ANALYST)
        with tenant_scope(quiet["id"], workspace["id"], principal=owner["harbor-lane"]):
            severe = Recommendation.objects.exclude(severity="low")
            assert not severe.exists(), [row.title for row in severe]
