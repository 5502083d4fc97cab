"""The marketing API: rows as JSON, and decisions by their own addresses."""

from __future__ import annotations

import pytest
from django.test import Client

from cmo.models import CampaignChannel, Recommendation
from cmo.optimization.effects import propose_all
from kernel.core.facts import Fact

API = "/api/v1/cmo/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def bob(marketed):
    return Caller(marketed, marketed.bob)


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
        "campaigns",
        "campaign-channels",
        "metrics-snapshots",
        "funnels",
        "funnel-stages",
        "funnel-counts",
        "recommendations",
    ],
)
def test_each_resource_is_listed_and_told_one_by_one(bob, name):
    page = bob.get(f"{name}/", page_size=3)
    assert page.status_code == 200, page.content
    for row in page.json()["results"]:
        assert bob.get(f"{name}/{row['id']}/").json()["id"] == row["id"]


def test_a_metric_is_sent_in_and_the_same_day_again_is_refused_by_name(bob):
    body = {"date": "2026-01-31", "channel": "podcast", "currency": "EUR", "clicks": 5}
    spelled = bob.post("metrics-snapshots/", {**body, "channel": "Pod cast"})
    assert spelled.json()["errors"][0]["detail"] == "Write the channel as pod_cast."
    made = bob.post("metrics-snapshots/", body)
    assert made.status_code == 201, made.content
    again = bob.post("metrics-snapshots/", body)
    assert again.status_code == 400
    assert again.json()["code"] == "validation_failed"
    assert "there already" in again.json()["detail"]


def test_shares_beyond_the_budget_are_a_named_400(bob, marketed):
    with marketed.scope():
        campaign = CampaignChannel.objects.get(channel="display").campaign_id
    refused = bob.post(
        "campaign-channels/",
        {"campaign": str(campaign), "channel": "email", "budget_share": "0.2"},
    )
    assert refused.status_code == 400
    assert "120.00%" in refused.json()["detail"]


def test_filters_find_the_rows_behind_a_figure(bob):
    page = bob.get(
        "metrics-snapshots/",
        channel__in="paid_search,display",
        has="cost,revenue",
        date__gte="2026-01-30",
        excluded="false",
    )
    assert page.json()["count"] == 4


def proposed(cast):
    from cmo.models import FunnelStage
    from cmo.tests.cast import TODAY
    from kernel.core.facts import FactBook
    from kernel.decisions.agent_proposals import AgentPrediction, AgentProposal

    with cast.scope(cast.bob):
        stage = FunnelStage.objects.get(name="Basket to order")
        book = FactBook()
        book.add(
            Fact(
                "leak.rate",
                "Rate",
                0.3,
                "fraction",
                "kernel.statistics.rate_change",
                "1",
                "0" * 64,
                "x",
            )
        )
        propose_all(
            [
                AgentProposal(
                    kind="leak",
                    subject=str(stage.pk),
                    title="Bring it back",
                    rationale="It was {fact:leak.rate}.",
                    severity="low",
                    impact=None,
                    currency="",
                    effort=1,
                    priority=1,
                    evidence=["leak.rate"],
                    action_kind="cmo.set_stage_target",
                    action_args={"stage_id": str(stage.pk), "rate": "0.35"},
                    predicted=AgentPrediction(metric="Rate", fact="leak.rate", due=TODAY),
                    due_on=TODAY,
                )
            ],
            book,
        )
        return Recommendation.objects.get()


def test_a_proposal_is_previewed_approved_and_undone(bob, marketed):
    row = proposed(marketed)
    path = f"recommendations/{row.pk}/"
    assert bob.get(f"{path}preview/").json()["changes"][0]["after"] == "35.0%"
    wrong = bob.post(f"{path}approval/", {"action_hash": "0" * 64})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "action_changed")
    applied = bob.post(f"{path}approval/", {"action_hash": row.action_hash})
    assert (applied.status_code, applied.json()["status"]) == (200, "applied")
    assert bob.post(f"{path}undo/").json()["status"] == "undone"


def test_a_proposal_is_rejected_with_a_note(bob, marketed):
    row = proposed(marketed)
    answer = bob.post(f"recommendations/{row.pk}/rejection/", {"note": "Not now"})
    assert (answer.json()["status"], answer.json()["decision_note"]) == ("rejected", "Not now")


def test_recommendations_are_not_made_by_hand(bob):
    assert bob.post("recommendations/", {"title": "x"}).status_code == 405


def test_finance_reads_no_marketing(marketed):
    assert Caller(marketed, marketed.fay).get("campaigns/").status_code == 403
