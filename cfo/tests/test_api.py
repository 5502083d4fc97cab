"""The finance API: rows as JSON, and decisions by their own addresses."""

from __future__ import annotations

import pytest
from django.test import Client

from cfo.models import Account, Transaction
from cfo.tests import nouns

API = "/api/v1/cfo/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def fay(financed):
    return Caller(financed, financed.fay)


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
        "accounts",
        "categories",
        "category-rules",
        "transactions",
        "headcount",
        "settings",
        "recommendations",
    ],
)
def test_each_resource_is_listed_and_told_one_by_one(fay, name):
    page = fay.get(f"{name}/", page_size=3)
    assert page.status_code == 200, page.content
    for row in page.json()["results"]:
        assert fay.get(f"{name}/{row['id']}/").json()["id"] == row["id"]


def test_an_amount_is_a_whole_number_of_minor_units(fay, financed):
    with financed.scope():
        account = Account.objects.get(name="Main")
    body = {"account": str(account.pk), "date": "2026-01-31", "counterparty": "Kiosk"}
    for amount in (12.5, "12,50", 10**16, None):
        refused = fay.post("transactions/", {**body, "amount": amount})
        assert refused.status_code == 400, amount
        assert refused.json()["code"] == "validation_failed"
    made = fay.post("transactions/", {**body, "amount": -1250})
    assert made.status_code == 201, made.content


def test_filters_find_the_rows_behind_a_figure(fay, financed):
    with financed.scope():
        lines = Transaction.objects.filter(date__gte="2026-01-01")
        rent = lines.get(category__name="Rent")
        halves = set(lines.filter(transfer__isnull=False).values_list("pk", flat=True))
    month = {"date__gte": "2026-01-01", "date__lte": "2026-01-31", "currency": "EUR"}

    def found(**more):
        return {row["id"] for row in fay.get("transactions/", **month, **more).json()["results"]}

    assert found(category=str(rent.category_id)) == {str(rent.pk)}
    assert found(kind="transfer") == {str(pk) for pk in halves}
    assert len(found(kind="none")) == 1
    assert len(found(kind="revenue", sign="in")) == 4
    assert not found(kind="revenue", sign="out")
    assert found(id__in=f"{rent.pk}") == found(id=f"{rent.pk}") == {str(rent.pk)}
    assert found(account__in=str(rent.account_id)) >= {str(rent.pk)}


def test_a_half_of_a_transfer_is_one_whatever_its_category_says(fay, financed):
    with financed.scope():
        half = Transaction.objects.filter(transfer__isnull=False, amount__lt=0).latest("date")
        Transaction.objects.filter(pk=half.pk).update(category=nouns.category(8))
    asked = {"id": str(half.pk)}
    assert fay.get("transactions/", kind="transfer", **asked).json()["count"] == 1
    assert fay.get("transactions/", kind="opex", **asked).json()["count"] == 0


def proposed(cast):
    with cast.scope(cast.fay):
        return nouns.recommendation()


def test_a_proposal_is_previewed_approved_and_undone(fay, financed):
    row = proposed(financed)
    path = f"recommendations/{row.pk}/"
    assert fay.get(f"{path}preview/").json()["changes"][0]["after"] == "Paid twice"
    wrong = fay.post(f"{path}approval/", {"action_hash": "0" * 64})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "action_changed")
    applied = fay.post(f"{path}approval/", {"action_hash": row.action_hash})
    assert (applied.status_code, applied.json()["status"]) == (200, "applied")
    with financed.scope():
        assert Transaction.objects.get(pk=row.subject).flag == "duplicate"
    assert fay.post(f"{path}undo/").json()["status"] == "undone"
    with financed.scope():
        assert Transaction.objects.get(pk=row.subject).flag == ""


def test_a_proposal_is_rejected_with_a_note(fay, financed):
    row = proposed(financed)
    answer = fay.post(f"recommendations/{row.pk}/rejection/", {"note": "Not now"})
    assert (answer.json()["status"], answer.json()["decision_note"]) == ("rejected", "Not now")


def test_what_agents_write_is_not_made_by_hand(fay):
    for name in ("recommendations", "forecasts", "metrics", "reports"):
        assert fay.post(f"{name}/", {"title": "x"}).status_code == 405, name


def test_marketing_reads_no_finance(financed):
    assert Caller(financed, financed.bob).get("transactions/").status_code == 403
