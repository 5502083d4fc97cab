"""The inherited cases of screens, for brand, segments, offers, plans, the calendar and contacts."""

from __future__ import annotations

import datetime as dt

from cmo.models import BrandProfile, CalendarEvent, IcpSegment, MarketingPlan, Offer, Touchpoint
from cmo.tests import nouns
from kernel.resources.testing import ResourceScreenTests


class TestBrandProfiles(ResourceScreenTests):
    model = BrandProfile
    single = True
    valid = {"name": "Alder Coffee", "values": "Fresh\nFair"}
    changed = {"tagline": "Roasted this week"}
    invalid = {"name": ""}
    filters = {"industry": "Coffee"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.profile(number, **values)


class TestSegments(ResourceScreenTests):
    model = IcpSegment
    valid = {"name": "Home brewers", "priority": "80", "pains": "Stale beans\nWaiting"}
    changed = {"name": "Offices"}
    invalid = {"priority": "101"}
    numbers = "priority"
    filters = {"is_primary": "true"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.segment(number, **{"priority": number, **values})

    def test_a_line_of_a_list_is_an_item(self):
        self.bob.post("/cmo/icp-segments/new/", self.valid)
        with self.cast.scope():
            assert IcpSegment.objects.get().pains == ["Stale beans", "Waiting"]


class TestOffers(ResourceScreenTests):
    model = Offer
    valid = {
        "name": "Tasting box", "kind": "product", "pricing_model": "one_time", "status": "active",
        "currency": "EUR", "price_low": "24.90", "price_high": "39.00",
    }  # fmt: skip
    changed = {"name": "Gift box"}
    invalid = {"price_low": "50.00", "price_high": "10.00"}
    inline = {"status": "retired"}
    numbers = "price_low"
    filters = {"status": "draft"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.offer(number, **values)


class TestPlans(ResourceScreenTests):
    model = MarketingPlan
    valid = {
        "name": "Spring", "status": "draft", "start": "2026-02-01", "end": "2026-05-01",
        "goal_metric": "revenue", "budget": "12,000.00", "currency": "EUR",
        "channel_allocation": "paid_search | 60% | 7,200.00\nemail | 12.5%",
        "milestones": "2026-02-09 | Launch | Tell the list | done\n2026-03-02 | Look back",
        "risks": "Search gets dearer | Cost per click above plan",
    }  # fmt: skip
    changed = {"name": "Early spring"}
    invalid = {"start": "2026-06-01"}
    numbers = "budget"
    filters = {"status": "draft"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.plan(number, **values)

    def stored(self):
        with self.cast.scope():
            return MarketingPlan.objects.get()

    def test_the_lines_of_its_lists_are_its_items(self):
        self.bob.post("/cmo/marketing-plans/new/", self.valid)
        plan = self.stored()
        assert [
            (item["channel"], float(item["share"]), item["amount"])
            for item in plan.channel_allocation
        ] == [("paid_search", 0.6, 720000), ("email", 0.125, None)]
        assert [(item["key"], item["done"]) for item in plan.milestones] == [
            ("launch", True), ("look-back", False)
        ]  # fmt: skip
        assert plan.risks[0]["sign"] == "Cost per click above plan"

    def test_a_saved_plan_keeps_the_keys_of_its_milestones(self):
        kept = {"key": "m-7", "date": "2026-02-09", "title": "Launch", "detail": "", "done": False}
        row = self.made(milestones=[kept])
        shown = self.bob.get(f"/cmo/marketing-plans/{row.pk}/edit/").content.decode()
        assert "2026-02-09 | Launch" in shown
        body = {**self.valid, "milestones": "2026-02-09 | Launch\n2026-02-16 | Launch"}
        self.bob.post(f"/cmo/marketing-plans/{row.pk}/edit/", body)
        assert [item["key"] for item in self.stored().milestones] == ["m-7", "launch"]

    def test_a_milestone_that_was_moved_renamed_or_done_is_the_same_one(self):
        first = {"key": "m-7", "date": "2026-02-09", "title": "Launch", "detail": "", "done": False}
        second = {**first, "key": "m-8", "date": "2026-02-16", "title": "Look back"}
        row = self.made(milestones=[first, second])
        for lines, keys in (
            ("2026-02-09 | Launch | | done\n2026-02-16 | Look back", ["m-7", "m-8"]),
            ("2026-02-16 | Look again\n2026-02-11 | Launch", ["m-8", "m-7"]),
            ("2026-02-11 | Launch\n2026-03-01 | Hand over", ["m-7", "hand-over"]),
        ):
            body = {**self.valid, "milestones": lines}
            self.bob.post(f"/cmo/marketing-plans/{row.pk}/edit/", body)
            assert [item["key"] for item in self.stored().milestones] == keys

    def test_a_plan_with_an_agents_milestones_is_saved(self):
        kept = {"key": "vary-paid_social", "date": "2026-02-09", "title": "Vary the spend"}
        row = self.made(milestones=[{**kept, "detail": "", "done": False}])
        body = {**self.valid, "milestones": "2026-02-09 | Vary the spend"}
        answer = self.bob.post(f"/cmo/marketing-plans/{row.pk}/edit/", body)
        assert answer.status_code == 302
        assert [item["key"] for item in self.stored().milestones] == ["vary-paid_social"]

    def test_each_faulty_line_is_named(self):
        body = {**self.valid, "milestones": "next week | Launch\n2026-02-30 | Look back"}
        answer = self.bob.post("/cmo/marketing-plans/new/", body)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Line 1, day: write a day as 2026-01-31." in text
        assert "Line 2, day: write a day as 2026-01-31." in text
        body = {**self.valid, "channel_allocation": "email | 70%\npaid_search | 40%"}
        text = self.bob.post("/cmo/marketing-plans/new/", body).content.decode()
        assert "add up to 110%" in text


class TestEvents(ResourceScreenTests):
    model = CalendarEvent
    valid = {
        "title": "Send the letter", "kind": "send", "status": "planned", "channel": "email",
        "starts_at": "2026-02-03T09:30", "ends_at": "2026-02-03T10:00",
    }  # fmt: skip
    changed = {"title": "Send it again"}
    invalid = {"ends_at": "2026-02-01T10:00"}
    inline = {"status": "confirmed"}
    filters = {"status": "planned"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.event(number, **values)

    def test_a_time_is_the_workspaces(self):
        with self.cast.scope():
            from kernel.tenancy.models import Workspace

            Workspace.objects.update(timezone="Europe/Berlin")
        self.bob.post("/cmo/calendar-events/new/", self.valid)
        with self.cast.scope():
            row = CalendarEvent.objects.get()
        assert row.starts_at == dt.datetime(2026, 2, 3, 8, 30, tzinfo=dt.UTC)
        assert "3 Feb" in self.bob.get("/cmo/calendar-events/").content.decode()
        skipped = {**self.valid, "starts_at": "2026-03-29T02:30", "ends_at": ""}
        refused = self.bob.post("/cmo/calendar-events/new/", skipped)
        assert "The clocks skip this time" in refused.content.decode()


class TestTouchpoints(ResourceScreenTests):
    model = Touchpoint
    valid = {"person_key": "a81f", "channel": "email", "at": "2026-01-30T09:30"}
    changed = {"person_key": "b92e"}
    invalid = {"person_key": "jo@example.com"}
    filters = {"channel": "email"}
    formula_field = ""

    def make(self, number=1, **values):
        return nouns.touchpoint(number, **values)
