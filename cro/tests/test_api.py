"""The growth API: rows as JSON, and an experiment's rows below it."""

from __future__ import annotations

import pytest
from django.test import Client

from cro.models import Experiment, Hypothesis, MetricDefinition
from cro.tests import nouns
from kernel.resources.imports import kind_for, run_import

API = "/api/v1/cro/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def gus(growing):
    return Caller(growing, growing.alice)


class Caller:
    """A person's API client with a bearer token."""

    def __init__(self, cast, who):
        self.client = Client()
        body = {"email": who.email, "password": PASSWORD}
        token = self.client.post("/api/v1/auth/token/", body, content_type="application/json")
        self.headers = {
            "authorization": f"Bearer {token.json()['access']}",
            "x-tenant-id": str(cast.alder.tenant_id),
            "x-workspace-id": str(cast.alder.workspace_id),
        }

    def get(self, path, **params):
        return self.client.get(API + path, params, headers=self.headers)

    def post(self, path, body=None):
        return self.client.post(
            API + path, body or {}, content_type="application/json", headers=self.headers
        )


@pytest.mark.parametrize(
    "name",
    [
        "segments",
        "metric-definitions",
        "step-counts",
        "hypotheses",
        "experiments",
        "experiment-metrics",
        "variants",
        "metrics",
        "settings",
        "weekly-summaries",
        "recommendations",
    ],
)
def test_each_resource_is_listed_and_told_one_by_one(gus, name):
    page = gus.get(f"{name}/", page_size=3)
    assert page.status_code == 200, page.content
    for row in page.json()["results"]:
        assert gus.get(f"{name}/{row['id']}/").json()["id"] == row["id"]


def test_an_experiments_rows_are_served_below_it(gus, growing):
    with growing.scope():
        row = Experiment.objects.get()
    path = f"experiments/{row.pk}/"
    assert gus.get(f"{path}variants/").json()["count"] == 2
    assert gus.get(f"{path}experiment-metrics/").json()["count"] == 1
    assert gus.get(f"{path}metrics/").json()["count"] == 28 * 4
    shown = gus.get(path).json()
    assert shown["plan"]["guardrails"][0]["name"] == "Payment errors"
    assert shown["status"] == "running"


def test_filters_find_the_rows_behind_a_figure(gus, growing):
    with growing.scope():
        orders = MetricDefinition.objects.get(name="Orders")
        row = Experiment.objects.get()
        control = row.variants.get(is_control=True)
    asked = {"experiment": str(row.pk), "metric": str(orders.pk), "variant": str(control.pk)}
    rows = gus.get("metrics/", **asked, page_size=100).json()["results"]
    assert len(rows) == 28
    assert {one["variant"] for one in rows} == {str(control.pk)}
    week = gus.get("step-counts/", step="Cart", date__gte="2026-01-25").json()
    assert week["count"] == 7


def test_what_was_fixed_is_refused_with_the_mend(gus, growing):
    with growing.scope():
        row = Experiment.objects.get()
        shown = row.variants.get(is_control=True)
    mend = "What was fixed before the start stays as it is: stop it and make a new one."
    for path, body in (
        (f"experiments/{row.pk}/", {"alpha": "0.1"}),
        (f"variants/{shown.pk}/", {"weight": "0.4"}),
    ):
        answer = gus.client.patch(
            API + path, body, content_type="application/json", headers=gus.headers
        )
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["detail"] == mend
    gone = gus.client.delete(f"{API}variants/{shown.pk}/", headers=gus.headers)
    assert gone.status_code == 409
    third = {"key": "c", "name": "Third", "weight": "0.2"}
    refused = gus.post(f"experiments/{row.pk}/variants/", third)
    assert refused.status_code == 400
    assert "sum to 100%, these to 120%" in refused.json()["detail"] + str(refused.json()["errors"])


def test_results_come_in_by_the_api(gus, growing):
    with growing.scope():
        row = Experiment.objects.get()
        shown = row.variants.get(is_control=True)
    body = {
        "experiment": str(row.pk), "variant": str(shown.pk), "metric": str(row.metric_id),
        "date": "2026-02-01", "units": 100, "conversions": 101,
    }  # fmt: skip
    refused = gus.post("metrics/", body)
    assert "More conversions than people" in refused.json()["errors"][0]["detail"]
    assert gus.post("metrics/", {**body, "conversions": 47}).status_code == 201
    again = gus.post("metrics/", {**body, "conversions": 48})
    assert "is there already" in again.json()["errors"][0]["detail"]


PRICE = """date,experiment,variant,metric,kind,units,sum,sum of squares,currency
2026-01-05,Price,control,Revenue,mean,3407,1396.87,52377.9767,EUR
2026-01-05,Price,b,Revenue,mean,3461,2422.70,134698.29,EUR
"""


def test_what_the_list_exports_can_be_imported_again(growing):
    kind = kind_for("cro/experiments")
    with growing.scope():
        run_import(kind, PRICE.encode(), name="price.csv")
        row = Experiment.objects.get(name="Price")
    client = Client()
    client.force_login(growing.alice)
    columns = "date,experiment,variant,units,sum,sum_squares"
    asked = {"columns": columns, "experiment": str(row.pk)}
    answer = client.get("/cro/metrics/export/", asked)
    found = b"".join(answer.streaming_content)
    assert b"1396.87,52377.9767" in found
    with growing.scope():
        again = run_import(kind, found, name="metrics.csv")
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 2)


def test_a_proposal_is_previewed_approved_and_undone(gus, growing):
    with growing.scope(growing.alice):
        row = nouns.recommendation()
    path = f"recommendations/{row.pk}/"
    assert gus.get(f"{path}preview/").json()["changes"]
    applied = gus.post(f"{path}approval/", {"action_hash": row.action_hash})
    assert (applied.status_code, applied.json()["status"]) == (200, "applied")
    with growing.scope():
        assert Hypothesis.objects.get(pk=row.subject).status == "queued"
    assert gus.post(f"{path}undo/").json()["status"] == "undone"
    with growing.scope():
        assert Hypothesis.objects.get(pk=row.subject).status == "idea"


def test_what_agents_write_is_not_made_by_hand(gus):
    for name in ("recommendations", "weekly-summaries"):
        assert gus.post(f"{name}/", {"title": "x"}).status_code == 405, name


def test_marketing_reads_no_experiments(growing):
    assert Caller(growing, growing.bob).get("experiments/").status_code == 403
