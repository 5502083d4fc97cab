"""A run that did not finish tells a person what happened and what to do; the rest is folded."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kernel.decisions.models import Notification
from kernel.runs.tests.probing import carry_out

SAID = "What the agent wanted to say did not pass the checks, so it was held back."
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def client(probe):
    one = Client()
    one.force_login(probe.alice)
    return one


@pytest.fixture
def run(probe):
    return carry_out(probe, {"how": "unbound"}, "strategy", actor=probe.alice)


def text_of(response):
    """What is to be read without opening a fold."""
    hidden = r"<(script|style|pre).*?</\1>"
    body = re.sub(hidden, "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_console_says_what_happened_and_what_to_do(client, run):
    shown = text_of(client.get(f"/runs/{run.pk}/console/", **HTMX))
    assert f"{SAID} Nothing was written. Your input is kept. Try again;" in shown
    assert "/summary" not in shown


def test_the_history_says_what_happened(client, run):
    shown = text_of(client.get("/runs/"))
    assert f"failed: {SAID[0].lower()}{SAID[1:]}" in shown
    assert "/summary" not in shown


def test_the_runs_page_folds_the_faults_away(client, run):
    page = client.get(f"/runs/{run.pk}/")
    shown = text_of(page)
    assert f"It did not finish. {SAID} Try again;" in shown
    assert "Nothing was written." in shown
    assert "/summary" not in shown
    folded = (
        page.content.decode()
        .partition("Why it did not finish, fault by fault")[2]
        .partition("</details>")[0]
    )
    assert "/summary" in folded


def test_the_notification_says_what_happened_and_what_to_do(probe, run):
    with probe.scope():
        body = Notification.objects.get().body
    assert body.startswith(f"{SAID} Nothing was written. Try again;")


def test_the_api_keeps_each_fault_with_its_pointer(client, run):
    found = client.get(f"/api/v1/agent-runs/{run.pk}/").json()
    assert (found["code"], found["error"]) == ("invalid_output", SAID)
    assert [fault["pointer"] for fault in found["errors"]] == ["/summary"]
    assert found["remedy"].startswith("Try again;")
