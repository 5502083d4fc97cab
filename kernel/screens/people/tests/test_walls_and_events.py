"""The isolation page and the audit trail."""

import re
from pathlib import Path

import pytest

from kernel import audit
from kernel.audit.models import AuditEvent
from kernel.screens.people import isolation
from kernel.tenancy import services
from kernel.tenancy.isolation import Fault, guards
from kernel.tenancy.scope import identity_scope

WALLS, EVENTS = "/settings/isolation/", "/settings/audit/"


@pytest.mark.django_db
def test_every_guard_stands_and_says_so(enter, monkeypatch):
    monkeypatch.setattr(isolation.isolation, "faults", lambda catalogue: [])
    text = enter("alice").get(WALLS).content.decode()
    assert "Every guard stands." in text
    assert "missing: " not in text


@pytest.mark.django_db(transaction=True)
def test_a_guard_that_was_removed_is_red_and_named(enter, without_the_wall):
    without_the_wall("ALTER TABLE agent_runs NO FORCE ROW LEVEL SECURITY")
    try:
        text = enter("alice").get(WALLS).content.decode()
    finally:
        without_the_wall("ALTER TABLE agent_runs FORCE ROW LEVEL SECURITY")
    assert "Some guards are missing." in text
    assert re.search(r"missing: </span>\s*<div><p><b>FORCE</b>", text)
    assert "<code>agent_runs</code>" in text


def test_every_guard_has_its_sentence():
    source = Path(guards.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'Fault\([^,]+, "([^"]+)"', source)) == set(isolation.GUARDS)


def test_a_guard_without_a_sentence_shows_by_its_name():
    shown = isolation.guards([Fault("t", "moat", "dry")])
    assert shown[-1] == {"name": "moat", "about": "", "faults": [("t", "moat", "dry")]}


@pytest.mark.django_db
def test_staff_who_are_members_look_at_the_walls_too(enter, cast):
    with cast.scope(cast.alice):
        _, token = services.invite(
            email="sam@example.com", roles=["viewer"], viewer_modules=["ai_cmo"]
        )
    with identity_scope(cast.sam.pk):
        services.accept_invitation(token)
    assert enter("sam").get(WALLS).status_code == 200
    assert enter("sam").get(EVENTS).status_code == 403


@pytest.mark.django_db
def test_events_say_who_did_what_by_name(enter, cast):
    with cast.scope(cast.alice):
        services.set_roles(cast.bob.pk, ["admin"])
    rows = enter("alice").get(EVENTS).context["table"]["rows"]
    when, who, what, more = (cell["text"] for cell in rows[0]["cells"])
    assert (rows[0]["name"], who, what) == ("Member: roles set", "Alice", "Bob")
    assert more == "had: marketer; has: admin"
    assert re.match(r"\d+ \w{3}, \d\d:\d\d:\d\d", when)


@pytest.mark.django_db
def test_events_are_narrowed_to_one_kind(enter, cast):
    with cast.scope(cast.alice):
        audit.record("export.made", subject="cmo/metrics")
    response = enter("alice").get(EVENTS, {"event": "export.made"})
    table = response.context["table"]
    assert [row["name"] for row in table["rows"]] == ["Export: made"]
    assert table["rows"][0]["cells"][1]["sub"] == "Main"
    assert table["chips"] == [{"text": "Event is", "value": "Export: made", "remove": EVENTS}]


@pytest.mark.django_db
def test_an_event_nobody_knows_is_refused_with_those_there_are(enter):
    response = enter("alice").get(EVENTS, {"event": "x.y"})
    assert response.status_code == 400
    assert "tenant.created" in response.content.decode()


@pytest.mark.django_db
def test_events_come_in_pages_that_keep_the_filter(enter, cast):
    with cast.scope(cast.alice):
        for number in range(51):
            audit.record("export.made", subject=number)
    response = enter("alice").get(EVENTS, {"event": "export.made"})
    assert len(response.context["table"]["rows"]) == 50
    pager = response.context["table"]["pager"]
    assert pager["next"] == "?event=export.made&page=2"
    assert len(enter("alice").get(EVENTS + pager["next"]).context["table"]["rows"]) == 1
    assert enter("alice").get(EVENTS, {"page": "3"}).status_code == 400


@pytest.mark.django_db
def test_another_tenants_events_and_the_platforms_are_not_shown(enter, cast):
    with cast.scope(cast.charlie):
        audit.record("export.made", subject="secret harbour")
    AuditEvent.objects.bulk_create(
        [AuditEvent(kind="platform", principal="anonymous", event="login.refused", subject="x")]
    )
    with cast.scope(cast.alice):
        _, token = services.invite(email="sam@example.com", roles=["admin"])
    with identity_scope(cast.sam.pk):
        services.accept_invitation(token)
    for who in ("alice", "sam"):
        text = enter(who).get(EVENTS).content.decode()
        assert "secret harbour" not in text
        assert "Login: refused" not in text
