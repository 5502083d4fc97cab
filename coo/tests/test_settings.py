"""The settings screen of operations."""

from __future__ import annotations

import pytest
from django.test import Client

from coo.models import Setting
from coo.tests import nouns
from kernel.core.registry import get_module
from kernel.tenancy import services


@pytest.fixture
def writer(cast, db):
    with cast.scope():
        nouns.setting(8, sla_hours=24, wip_limit=20)
        nouns.workflow(1, status="active")
        nouns.task(1)
        nouns.task(2, status="done", finished_at=nouns.at(3))
        nouns.capacity(1)
    client = Client()
    client.force_login(cast.writer(get_module("ai_coo")))
    return client


def shown(client):
    return client.get("/coo/settings/").content.decode()


def test_what_was_decided_is_shown_and_can_be_changed(writer, cast):
    text = shown(writer)
    for said in ("24 work hours", "8 work hours left", "20 tasks", "8 weeks", "1 active workflow",
                 "1 open task", "1 person or team now"):  # fmt: skip
        assert said in text, said
    with cast.scope():
        row = Setting.objects.get()
    form = {"sla_warning_hours": "4", "sla_hours": "", "wip_limit": "", "forecast_weeks": "26"}
    answer = writer.post(f"/coo/settings/{row.pk}/edit/", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/coo/settings/")
    text = shown(writer)
    for said in ("nothing, unless a workflow or a due date says so", "as many as there are"):
        assert said in text, said


def test_a_workspace_that_decided_nothing_is_asked_to(writer, cast):
    with cast.scope():
        Setting.objects.all().delete()
    assert 'href="/coo/settings/new/"' in shown(writer)
    form = {"sla_warning_hours": "4", "forecast_weeks": "26"}
    assert writer.post("/coo/settings/new/", form).headers["Location"] == "/coo/settings/"
    again = writer.post("/coo/settings/new/", form)
    assert again.status_code == 422
    assert "has its operations settings already" in again.content.decode()


def test_who_may_only_look_is_offered_no_change(writer, cast):
    with cast.scope(cast.alice, wide=True):
        services.set_roles(cast.vera.pk, ["viewer"], viewer_modules=["ai_coo"])
    client = Client()
    client.force_login(cast.vera)
    text = shown(client)
    assert "24 work hours" in text
    assert "/edit/" not in text
    assert client.get("/coo/settings/new/").status_code == 403
