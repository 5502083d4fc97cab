"""Memberships, imports and proposals, reached by a side that nobody should come from."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cmo.models import FunnelStage, Recommendation
from cmo.tests import cast as rows
from kernel.core.facts import Fact
from kernel.decisions import redaction
from kernel.decisions.proposals import propose
from kernel.errors import KernelError
from kernel.resources.imports import kind_for, run_import
from kernel.resources.models import ImportBatch
from kernel.tenancy import services
from kernel.tenancy.models import Membership, UserWorkspace
from kernel.tenancy.scope import identity_scope, tenant_scope

pytestmark = pytest.mark.django_db

FILE = b"date,channel,clicks,cost\n2026-01-30,email,3,1.50\n2026-01-31,email,4,2\n"


def test_a_schedule_removes_nobody(cast):
    place = (cast.alder.tenant_id, cast.alder.workspace_id)
    with (
        tenant_scope(*place, principal="cmo-cron-metrics-watch", kind="schedule"),
        pytest.raises(KernelError, match="Only owners and admins"),
    ):
        services.remove_member(cast.bob.pk)
    with cast.scope():
        assert Membership.objects.filter(user_id=cast.bob.pk).exists()


def test_a_workspace_that_is_named_twice_is_given_once(cast, client):
    client.force_login(cast.alice)
    twice = {
        "roles": ["marketer"],
        "reach": "named",
        "workspaces": [str(cast.alder.second_id)] * 2,
    }
    assert client.post(f"/settings/members/{cast.bob.pk}/", twice).status_code == 302
    with cast.scope():
        assert UserWorkspace.objects.filter(user_id=cast.bob.pk).count() == 1
        named = [cast.alder.second_id] * 2
        _, token = services.invite(
            email="charlie@example.com", roles=["marketer"], workspaces=named
        )
    with identity_scope(cast.charlie.pk):
        assert services.accept_invitation(token) == cast.alder.tenant_id


def test_a_file_is_imported_once_by_two_clicks(cast):
    with cast.scope(cast.bob):
        kind = kind_for("cmo/metrics")
        first = ImportBatch.objects.create(module="ai_cmo", kind="metrics", file_hash="0" * 64)
        second = ImportBatch.objects.get(pk=first.pk)
        run_import(kind, FILE, batch=first)
        with pytest.raises(KernelError) as caught:
            run_import(kind, FILE, batch=second)
        assert caught.value.code == "already_finished"
        first.refresh_from_db()
        assert (first.rows_new, first.rows_same) == (2, 0)


def test_a_nul_in_how_a_file_is_read_is_left_out(cast, client):
    client.force_login(cast.bob)
    file = SimpleUploadedFile("days.csv", FILE)
    page = client.post("/imports/new/", {"kind": "cmo/metrics", "file": file}).headers["Location"]
    sent = {"map-sent": "1", "map-channel": "channel\0", "option-currency": "EUR\0"}
    assert client.post(page, sent).status_code == 302
    assert client.get(page).status_code == 200
    body = {"kind": "cmo/metrics", "file": SimpleUploadedFile("days.csv", FILE)}
    answer = client.post("/api/v1/imports/", {**body, "mapping": '{"channel": "a\\u0000"}'})
    assert answer.status_code == 400


@pytest.fixture
def proposed(cast):
    """A marketing proposal that rests on a figure of another module."""
    with cast.scope(cast.bob):
        rows.marketing(count=1)
        stage = FunnelStage.objects.get(name="Basket to order")
        origin = {"version": "1", "input_hash": "0" * 64, "formula": "the sum"}
        evidence = [
            Fact("rate", "Rate", 0.3, "fraction", function="cmo.analysis.rates", **origin),
            Fact("cash", "Cash", 777_123, "money", function="cfo.analysis.cash", currency="EUR",
                 **origin),
        ]  # fmt: skip
        return propose(
            Recommendation,
            kind="leak",
            subject=str(stage.pk),
            title="Bring it back",
            rationale="It was {fact:rate}.",
            severity="low",
            evidence=evidence,
            action_kind="cmo.set_stage_target",
            action_args={"stage_id": str(stage.pk), "rate": "0.35"},
        ).recommendation


def test_a_proposal_tells_no_figure_of_a_module_that_is_closed_to_the_reader(
    cast, client, proposed, monkeypatch
):
    class Finance:
        role, id = "cfo", "ai_cfo"

    monkeypatch.setattr(redaction, "get_all_modules", lambda: [proposed.manifest, Finance])
    client.force_login(cast.bob)
    for path in ("", f"{proposed.pk}/"):
        answer = client.get(f"/api/v1/cmo/recommendations/{path}")
        assert answer.status_code == 200
        assert b"777123" not in answer.content
        assert b"restricted" in answer.content
        assert b"0.3" in answer.content


def test_a_note_with_a_nul_is_kept_without_it(cast, client, proposed):
    client.force_login(cast.bob)
    path = f"/cmo/recommendations/{proposed.pk}/rejection/"
    assert client.post(path, {"note": "Not\0 now"}).status_code == 302
    with cast.scope(cast.bob):
        assert Recommendation.objects.get().decision_note == "Not now"
