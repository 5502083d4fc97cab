"""Webhook endpoints under settings."""

import base64
import datetime as dt

import pytest
from django.utils import timezone

from kernel.audit.models import AuditEvent
from kernel.tenancy.models import TenantModule, WebhookEndpoint

pytestmark = pytest.mark.django_db

PAGE = "/settings/webhooks/"
FORM = {"name": "Shop", "module_id": "ai_cmo"}


def made(enter, cast):
    client = enter("alice")
    response = client.post(PAGE, FORM)
    with cast.scope(cast.alice):
        return client, response, WebhookEndpoint.objects.get(name="Shop")


def mark(client):
    (one,) = [e for e in client.get(PAGE).context["endpoints"] if e["active"]]
    return one["mark"]


def test_a_new_endpoint_shows_address_and_secret_once(enter, cast):
    client, response, endpoint = made(enter, cast)
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "private, no-store"
    secret = response.context["secret"]
    assert endpoint.secrets == [secret]
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert f"http://testserver/webhooks/{endpoint.pk}/" in response.content.decode()
    listed = client.get(PAGE).content.decode()
    assert secret not in listed
    assert str(endpoint.pk) in listed
    with cast.scope(cast.alice):
        event = AuditEvent.objects.get(event="webhook.created")
    assert event.detail == {"name": "Shop"}
    assert event.subject == str(endpoint.pk)


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"name": ""}, "name", "required"),
        ({"name": "x" * 121}, "name", "at most 120"),
        ({"name": "Shop "}, "name", "already"),
        ({"module_id": "ai_none"}, "module_id", "valid choice"),
    ],
)
def test_a_fault_makes_no_endpoint(enter, cast, more, field, said):
    client, *_ = made(enter, cast)
    form = {"name": "Tracker", "module_id": "ai_cmo", **more}
    response = client.post(PAGE, form)
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert response.context["form"]["name"].value() == form["name"]
    with cast.scope(cast.alice):
        assert WebhookEndpoint.objects.count() == 1


def test_a_new_secret_leaves_the_old_one_an_hour(enter, cast):
    client, first, endpoint = made(enter, cast)
    response = client.post(f"{PAGE}{endpoint.pk}/rotation/", {"mark": mark(client)})
    assert response.status_code == 200
    with cast.scope(cast.alice):
        endpoint.refresh_from_db()
    assert endpoint.secrets == [response.context["secret"], first.context["secret"]]
    left = endpoint.old_secret_until - timezone.now()
    assert dt.timedelta(minutes=59) < left <= dt.timedelta(hours=1)
    assert "still signs until" in client.get(PAGE).content.decode()


def test_a_repeated_post_rotates_once(enter, cast):
    client, _, endpoint = made(enter, cast)
    url, seen = f"{PAGE}{endpoint.pk}/rotation/", mark(client)
    secret = client.post(url, {"mark": seen}).context["secret"]
    assert client.post(url, {"mark": seen}).headers["Location"] == PAGE
    assert "newer secret already" in client.get(PAGE).content.decode()
    with cast.scope(cast.alice):
        endpoint.refresh_from_db()
    assert endpoint.secrets[0] == secret


def test_a_closed_endpoint_stays_listed_and_takes_nothing(enter, cast):
    client, _, endpoint = made(enter, cast)
    assert client.post(f"{PAGE}{endpoint.pk}/deactivation/").headers["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "Shop takes no more events." in text
    assert "closed" in text
    for tail in ("rotation/", "deactivation/"):
        assert client.post(f"{PAGE}{endpoint.pk}/{tail}").status_code == 404
    assert client.post(PAGE, FORM).status_code == 201


def test_another_workspace_and_another_tenant_have_endpoints_of_their_own(enter, cast):
    _, _, endpoint = made(enter, cast)
    second = enter("alice", cast.alder.tenant_id, cast.alder.second_id)
    assert second.get(PAGE).context["endpoints"] == []
    for client in (second, enter("charlie")):
        for tail in ("rotation/", "deactivation/"):
            assert client.post(f"{PAGE}{endpoint.pk}/{tail}").status_code == 404
    assert second.post(PAGE, FORM).status_code == 201


def test_without_a_module_that_takes_events_there_is_nothing_to_make(enter, cast):
    with cast.scope(cast.alice):
        TenantModule.objects.update(enabled=False)
    response = enter("alice").get(PAGE)
    assert "No module of this company takes events" in response.content.decode()
    assert enter("alice").post(PAGE, FORM).status_code == 422
