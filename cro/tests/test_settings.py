"""The settings screen of growth experiments."""

from __future__ import annotations

import pytest
from django.test import Client

from cro.models import Experiment, Setting


@pytest.fixture
def alice(growing):
    client = Client()
    client.force_login(growing.alice)
    return client


def shown(client):
    return client.get("/cro/settings/").content.decode()


FORM = {
    "method": "sequential", "alpha": "10", "power": "90", "longest_weeks": "6",
    "smallest_believable": "3", "chance_to_ship": "97", "risk_limit": "0.5",
}  # fmt: skip


def test_what_was_decided_is_shown_and_can_be_changed(alice, growing):
    text = shown(alice)
    for said in (
        ">5%<",
        ">0.25%<",
        "Fixed size",
        "8 weeks",
        "4 metrics, 2 may guard a test",
        "3 steps",
    ):
        assert said in text, said
    with growing.scope():
        row = Setting.objects.get()
    answer = alice.post(f"/cro/settings/{row.pk}/edit/", FORM)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cro/settings/")
    text = shown(alice)
    assert "Sequential" in text
    assert "6 weeks" in text


def test_a_workspace_that_decided_nothing_is_asked_to(alice, growing):
    with growing.scope():
        Setting.objects.all().delete()
    assert 'href="/cro/settings/new/"' in shown(alice)
    assert alice.post("/cro/settings/new/", FORM).headers["Location"] == "/cro/settings/"
    again = alice.post("/cro/settings/new/", FORM)
    assert again.status_code == 422
    assert "has its experiment settings already" in again.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("alpha", "50", "above 0% and below 50%"),
        ("power", "40", "from 50% to below 100%"),
        ("longest_weeks", "60", "Give 1 to 52 weeks"),
        ("chance_to_ship", "50", "above 50% and below 100%"),
    ],
)
def test_what_makes_no_sense_is_refused_under_its_field(alice, growing, field, typed, words):
    with growing.scope():
        row = Setting.objects.get()
    answer = alice.post(f"/cro/settings/{row.pk}/edit/", {**FORM, field: typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_may_only_look_is_offered_no_change(growing):
    from kernel.tenancy import services

    with growing.scope(growing.alice, wide=True):
        services.set_roles(growing.vera.pk, ["viewer"], viewer_modules=["ai_cro"])
    client = Client()
    client.force_login(growing.vera)
    text = shown(client)
    assert "Fixed size" in text
    assert "/edit/" not in text
    assert client.get("/cro/settings/new/").status_code == 403


def test_a_new_experiment_begins_as_the_workspace_decided(alice, growing):
    with growing.scope():
        Setting.objects.update(alpha="0.1", method="sequential", smallest_believable="0.025")
    text = alice.get("/cro/experiments/new/").content.decode()
    assert 'value="10"' in text
    assert 'value="2.5"' in text
    assert '<option value="sequential" selected>' in text


def test_what_was_fixed_is_shown_in_the_form_and_stays(alice, growing):
    with growing.scope():
        row = Experiment.objects.get()
    path = f"/cro/experiments/{row.pk}/edit/"
    assert "Fixed before the start." in alice.get(path).content.decode()
    form = {"name": "Checkout, shorter", "hypothesis": "", "alpha": "40", "planned_size": "1"}
    assert alice.post(path, form).status_code == 302
    with growing.scope():
        now = Experiment.objects.get()
    assert (now.name, now.alpha, now.planned_size) == ("Checkout, shorter", row.alpha, 6000)
