"""The inherited cases of endpoints, for segments, offers, plans, the calendar and wordings."""

from __future__ import annotations

import pytest
from django.test import Client

from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    ContentVariant,
    IcpSegment,
    MarketingPlan,
    Offer,
)
from cmo.tests import nouns
from kernel.resources.testing import ResourceAPITests


class TestSegments(ResourceAPITests):
    model = IcpSegment
    valid = {"name": "Home brewers", "pains": ["Stale beans"], "priority": 80}
    changed = {"name": "Offices"}
    invalid = {"priority": 101}
    filters = {"is_primary": "true"}

    def make(self, number=1, **values):
        return nouns.segment(number, **values)

    def test_there_is_one_primary_segment(self):
        self.made(is_primary=True)
        answer = self.send(self.bob, "post", self.path, {"name": "Other", "is_primary": True})
        assert "primary" in self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]


class TestOffers(ResourceAPITests):
    model = Offer
    valid = {"name": "Tasting box", "currency": "EUR", "price_low": 2490}
    changed = {"name": "Gift box"}
    invalid = {"price_low": 100, "price_high": 10}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return nouns.offer(number, **values)


class TestPlans(ResourceAPITests):
    model = MarketingPlan
    valid = {"name": "Spring", "start": "2026-02-01", "end": "2026-05-01", "currency": "EUR"}
    changed = {"name": "Early spring"}
    invalid = {"channel_allocation": [{"channel": "email", "share": 1.2}]}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return nouns.plan(number, **values)

    def test_faults_of_its_lists_are_named(self):
        body = {**self.valid, "milestones": [{"key": "a", "date": "soon", "title": ""}]}
        answer = self.send(self.bob, "post", self.path, body)
        faults = self.refused(answer, 400, "validation_failed")["errors"]
        assert {fault["pointer"].split("/")[1] for fault in faults} == {"milestones"}
        assert any("write a day" in fault["detail"] for fault in faults)

    def test_one_plan_is_active(self):
        self.made(status="active")
        body = {**self.valid, "status": "active"}
        answer = self.send(self.bob, "post", self.path, body)
        assert "active" in self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]


class TestEvents(ResourceAPITests):
    model = CalendarEvent
    valid = {"title": "Send the letter", "starts_at": "2026-02-03T09:30:00Z"}
    changed = {"title": "Send it again"}
    invalid = {"ends_at": "2026-02-01T09:30:00Z"}
    filters = {"status": "planned"}

    def make(self, number=1, **values):
        return nouns.event(number, **values)


class TestCampaigns(ResourceAPITests):
    model = Campaign
    valid = {"name": "Spring", "currency": "EUR", "budget": 5000}
    changed = {"name": "Early spring"}
    invalid = {"budget": -1}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return nouns.campaign(number, **values)

    def test_it_belongs_to_a_plan_and_speaks_to_a_segment_of_an_offer(self):
        with self.cast.scope():
            own = {"plan": nouns.plan(), "segment": nouns.segment(), "offer": nouns.offer()}
        keys = {name: str(row.pk) for name, row in own.items()}
        made = self.send(self.bob, "post", self.path, {**self.valid, "budget": 1000, **keys})
        assert made.status_code == 201, made.content
        assert {name: made.json()[name] for name in keys} == keys
        dear = {**self.valid, "name": "Dear", "plan": keys["plan"]}
        problem = self.refused(
            self.send(self.bob, "post", self.path, dear), 400, "validation_failed"
        )
        assert "more than its budget" in problem["detail"]
        with self.cast.scope(self.cast.charlie):
            foreign = nouns.plan()
        theirs = {**self.valid, "name": "Theirs", "plan": str(foreign.pk)}
        answer = self.send(self.bob, "post", self.path, theirs)
        self.refused(answer, 400, "not_found_reference")


class TestVariants(ResourceAPITests):
    model = ContentVariant
    changed = {"headline": "Fresher"}
    invalid = {"headline": "Buy [[what]]"}
    filters = {"label": "A"}

    @property
    def valid(self):
        return {"asset": self.named(nouns.asset), "label": "B", "headline": "Fresh"}

    def make(self, number=1, **values):
        return nouns.variant(number, **values)

    def test_an_asset_with_an_outline_is_not_approved(self):
        row = self.made(body="Buy [[what]]", is_outline=True)
        path = f"/api/v1/cmo/content-assets/{row.asset_id}/"
        answer = self.send(self.bob, "patch", path, {"status": "approved"})
        assert "outline" in self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        answer = self.send(self.bob, "patch", self.row(row), {"is_outline": False})
        assert "[[" in self.refused(answer, 400, "validation_failed")["errors"][0]["detail"]
        filled = {"is_outline": False, "body": "Buy beans"}
        assert self.send(self.bob, "patch", self.row(row), filled).status_code == 200
        assert self.send(self.bob, "patch", path, {"status": "approved"}).status_code == 200


def test_a_workspace_has_one_profile(marketed):
    with marketed.scope(marketed.alice):
        nouns.profile()
    client = Client()
    client.force_login(marketed.bob)
    answer = client.post(
        "/api/v1/cmo/brand-profiles/", {"name": "Second"}, content_type="application/json"
    )
    assert answer.status_code == 400
    assert "profile" in answer.json()["errors"][0]["detail"]
    with marketed.scope(marketed.alice):
        assert BrandProfile.objects.count() == 1


@pytest.mark.django_db
class TestVariantsOfAnAsset:
    """`/content-assets/{id}/variants/`: the parent is the path's."""

    def test_it_lists_and_makes_the_rows_of_its_parent(self, marketed):
        with marketed.scope(marketed.alice):
            one, other = nouns.asset(1), nouns.asset(2)
            nouns.variant(1, asset=other)
        client = Client()
        client.force_login(marketed.bob)
        path = f"/api/v1/cmo/content-assets/{one.pk}/variants/"
        made = client.post(path, {"label": "A", "body": "Hi"}, content_type="application/json")
        assert made.status_code == 201, made.content
        assert made.json()["asset"] == str(one.pk)
        assert client.get(made.headers["Location"]).status_code == 200
        assert [row["id"] for row in client.get(path).json()["results"]] == [made.json()["id"]]
        taken = client.post(path, {"label": "A"}, content_type="application/json")
        assert taken.json()["code"] == "validation_failed"
        moved = {"label": "B", "asset": str(other.pk)}
        refused = client.post(path, moved, content_type="application/json")
        assert (refused.status_code, refused.json()["code"]) == (400, "field_not_allowed")

    def test_a_strangers_parent_is_missing(self, cast):
        with cast.scope(cast.charlie):
            foreign = nouns.asset()
        client = Client()
        client.force_login(cast.bob)
        for path in ("content-assets/{}/variants/", "funnels/{}/stages/", "campaigns/{}/channels/"):
            answer = client.get(f"/api/v1/cmo/{path.format(foreign.pk)}")
            assert answer.status_code == 404
