"""The planted truths are found with their figures, and the quiet company raises no alarm."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from coo import demo_data
from coo.demo import AS_OF, SEED, build
from coo.models import Recommendation, Report
from kernel.runs.testing import book_of, ran
from kernel.tenancy.models import Tenant, Workspace

pytestmark = pytest.mark.django_db
LOOKING = ("processes", "delivery", "optimization")


def standing(cast, *, quiet):
    """Alder's Main workspace as the demo's first, on the demo's day."""
    with cast.scope() as scope:
        zone = build(quiet=quiet).workspaces[0].time_zone
        Workspace.objects.filter(pk=scope.workspace_id).update(slug="europe", timezone=zone)
        Tenant.objects.filter(pk=scope.tenant_id).update(as_of=AS_OF)
        demo_data.seed(scope, SEED, quiet)
    return cast


def test_the_demo_shows_its_truths_to_whoever_looks(cast):
    truths = build().truths
    standing(cast, quiet=False)
    runs = {mode: ran(cast, "ai_coo", mode) for mode in ("setup", *LOOKING)}
    assert runs["setup"].output["steps"][0]["name"] == "Check order"

    held, late = truths.bottleneck, truths.sla
    [found] = [one for one in runs["processes"].output["findings"] if one["kind"] == "bottleneck"]
    assert held.activity in found["title"]
    [share] = [
        fact for fact in book_of(runs["processes"])
        if fact.key.endswith(".share") and held.activity.lower().replace(" ", "-") in fact.key
        and fact.interval
    ]  # fmt: skip
    assert share.interval.level == 0.95
    assert share.interval.low <= held.share <= share.interval.high
    [risk] = runs["delivery"].output["risks"]
    assert (risk["name"], risk["state"]) == (late.subject, "warning")
    left = book_of(runs["delivery"])[f"{risk['key']}.left"].value
    assert left == pytest.approx(late.hours_left, abs=0.06)

    with cast.scope(cast.alice):
        severe = Recommendation.objects.exclude(severity="low")
        assert {row.kind for row in severe} >= {"bottleneck"}
        assert {"process", "delivery"} <= {row.kind for row in Report.objects.all()}
    client = Client()
    client.force_login(cast.alice)
    text = client.get("/coo/").content.decode()
    for words in (late.subject, held.activity, "Due first", "What the agents saw"):
        assert words in text, words
    assert late.subject in client.get("/").content.decode()
    report = ran(cast, "ai_coo", None, agent="coo-cron-weekly-report")
    assert report.output["week_end"] == str(AS_OF - dt.timedelta(days=6))


def test_the_quiet_company_raises_no_alarm(cast):
    standing(cast, quiet=True)
    for mode in ("setup", "strategy", *LOOKING):
        run = ran(cast, "ai_coo", mode)
        alarms = [one["title"] for one in run.output["findings"] if one["severity"] != "low"]
        assert alarms == [], mode
    with cast.scope(cast.alice):
        severe = Recommendation.objects.exclude(severity="low")
        assert not severe.exists(), [row.title for row in severe]
