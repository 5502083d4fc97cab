"""The planted truths are found with their figures, and the quiet company raises no alarm."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from cmo.demo import AS_OF, build
from cmo.models import Recommendation
from kernel.core.facts import FactBook
from kernel.runs import worker
from kernel.runs.models import AgentRun, RunQueue
from kernel.tenancy.models import Tenant, User
from kernel.tenancy.scope import tenant_scope

pytestmark = pytest.mark.django_db(transaction=True)


def made_demo(*arguments):
    out = StringIO()
    call_command("demo", "--json", *arguments, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def work_through():
    for run_id in RunQueue.objects.values_list("run_id", flat=True):
        assert worker.work(run_id)


def test_the_demo_shows_its_truths_and_no_false_alarm(transactional_db):
    told = made_demo("--only", "cmo")
    assert made_demo() == told, "a second call changes nothing"
    work_through()
    loud, quiet = told["tenants"]
    owner = {user["tenant"]: user for user in told["users"] if user["role"] == "owner"}
    truths = build().truths

    alder = User.objects.get(email=owner["alder-pine"]["email"])
    assert alder.check_password(owner["alder-pine"]["password"])
    with tenant_scope(loud["id"], loud["workspaces"][0]["id"], principal=alder.pk):
        tenant = Tenant.objects.get()
        assert (tenant.is_demo, tenant.as_of) == (True, AS_OF)
        run = AgentRun.objects.get(module="ai_cmo")
        book = FactBook.from_json(run.facts)
        leak, tracking = run.output["findings"][:2]
        assert (leak["kind"], tracking["kind"]) == ("leak", "broken_tracking")
        assert truths.leak.stage in leak["title"]
        difference = book[f"{leak['key']}.difference"]
        assert difference.interval.low <= truths.leak.difference <= difference.interval.high
        since = book[f"{leak['key']}.since"].value
        assert abs((since - truths.leak.since).days) <= 1
        assert book[f"{tracking['key']}.since"].value == truths.tracking.day
        missing = book[f"{tracking['key']}.sessions_missing"]
        assert missing.interval.low <= truths.tracking.sessions_lost <= missing.interval.high
        found = {one["kind"]: one for one in run.output["findings"]}
        saturated = found["saturation"]
        assert saturated["subject"] == f"saturation:EUR:{truths.saturation.channel}"
        share = book[f"{saturated['key']}.saturation"]
        assert share.interval.low <= truths.saturation.saturation <= share.interval.high
        next_unit = book[f"{saturated['key']}.next_unit"]
        average = book[f"{saturated['key']}.average_unit"].value
        planted = average * truths.saturation.marginal_share
        assert next_unit.interval.low <= planted <= next_unit.interval.high < average
        kinds = {row.kind for row in Recommendation.objects.all()}
        assert {"leak", "broken_tracking", "saturation"} <= kinds
        move = Recommendation.objects.get(kind="saturation")
        assert move.action_kind in ("cmo.move_campaign_budget", "cmo.shift_budget_share")
        assert move.predicted_fact.interval.low > 0
        credited = found["attribution"]
        assert book[f"{credited['key']}.conversions"].value > 500
        assert all(key in book for line in run.output["attribution"] for key in line["facts"])

    harbor = User.objects.get(email=owner["harbor-lane"]["email"])
    for workspace in quiet["workspaces"]:
        with tenant_scope(quiet["id"], workspace["id"], principal=harbor.pk):
            assert not Recommendation.objects.exclude(severity="low").exists()
            assert not Recommendation.objects.filter(kind="saturation").exists()
