"""Switching modules."""

import pytest

from kernel.audit.models import AuditEvent
from kernel.core.registry import get_all_modules
from kernel.screens.people import modules
from kernel.tenancy.models import TenantModule

pytestmark = pytest.mark.django_db

PAGE = "/settings/modules/"


def test_a_module_is_switched_off_and_on_again(enter, cast):
    client = enter("alice")
    assert client.post(f"{PAGE}ai_cmo/", {"enabled": "off"}).headers["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "Marketing is off." in text
    count = len(get_all_modules())
    assert f"{count - 1} of {count} switched on" in text
    assert client.get("/cmo/").status_code == 403
    client.post(f"{PAGE}ai_cmo/", {"enabled": "on"})
    assert client.get("/cmo/").status_code == 200
    with cast.scope(cast.alice):
        found = AuditEvent.objects.filter(event__startswith="module.").order_by("at")
        assert [(one.event, one.subject) for one in found] == [
            ("module.switched_off", "ai_cmo"),
            ("module.switched_on", "ai_cmo"),
        ]


def test_switching_twice_notes_once(enter, cast):
    for _ in range(2):
        enter("alice").post(f"{PAGE}ai_cmo/", {"enabled": "off"})
    with cast.scope(cast.alice):
        assert AuditEvent.objects.filter(event="module.switched_off").count() == 1


def test_it_touches_no_other_tenant(enter, cast):
    enter("alice").post(f"{PAGE}ai_cmo/", {"enabled": "off"})
    with cast.scope(cast.charlie):
        assert TenantModule.objects.get(module_id="ai_cmo").enabled


def test_an_unknown_module_and_an_unknown_word_are_refused(enter):
    assert enter("alice").post(f"{PAGE}ai_none/", {"enabled": "on"}).status_code == 404
    response = enter("alice").post(f"{PAGE}ai_cmo/", {"enabled": "perhaps"})
    assert response.status_code == 400
    assert "on or off" in response.content.decode()


def test_a_module_that_came_later_says_who_can_give_it(enter, cast):
    with cast.scope(cast.alice):
        TenantModule.objects.filter(module_id="ai_cmo").update(module_id="ai_gone")
    response = enter("alice").get(PAGE)
    assert "It came after your company began" in response.content.decode()
    client = enter("alice")
    client.post(f"{PAGE}ai_cmo/", {"enabled": "on"})
    assert "Staff of the platform can give it" in client.get(PAGE).content.decode()


def test_a_module_that_cannot_start_says_why(enter, monkeypatch):
    monkeypatch.setattr(modules, "unavailable", lambda: {"ai_cfo": "It needs a bank."})
    text = enter("alice").get(PAGE).content.decode()
    assert "ai_cfo" in text
    assert "It needs a bank." in text
