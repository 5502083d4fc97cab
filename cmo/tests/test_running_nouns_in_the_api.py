"""The inherited cases of endpoints, for campaigns, funnels, content and what is counted of them."""

from __future__ import annotations

from cmo import models
from cmo.tests import nouns
from kernel.resources.testing import ResourceAPITests


class TestCampaignChannels(ResourceAPITests):
    model = models.CampaignChannel
    changed = {"utm_source": "pod"}
    invalid = {"budget_share": 1.5}
    filters = {"kind": "paid"}

    @property
    def valid(self):
        return {"campaign": self.named(nouns.campaign), "channel": "podcast"}

    def make(self, number=1, **values):
        return nouns.channel(number, **values)


class TestMetricsSnapshots(ResourceAPITests):
    model = models.MetricsSnapshot
    valid = {"date": "2026-01-31", "channel": "podcast", "currency": "EUR", "clicks": 5}
    changed = {"clicks": 6}
    invalid = {"clicks": -1}
    filters = {"excluded": "false"}

    def make(self, number=1, **values):
        return nouns.snapshot(number, **values)


class TestFunnels(ResourceAPITests):
    model = models.Funnel
    valid = {"name": "Shop", "currency": "EUR", "budget": 100}
    changed = {"name": "Online shop"}
    invalid = {"budget": -1}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return nouns.funnel(number, **values)


class TestFunnelStages(ResourceAPITests):
    model = models.FunnelStage
    changed = {"name": "Visit to basket"}
    invalid = {"position": -1}
    filters = {"kind": "conversion"}

    @property
    def valid(self):
        return {"funnel": self.named(nouns.funnel), "name": "Visit", "position": 1}

    def make(self, number=1, **values):
        return nouns.stage(number, **values)


class TestFunnelCounts(ResourceAPITests):
    model = models.FunnelCount
    changed = {"advanced": 4}
    invalid = {"advanced": 11}
    filters = {"date__gte": "2026-01-01"}

    @property
    def valid(self):
        stage = self.named(nouns.stage)
        return {"stage": stage, "date": "2026-01-31", "entered": 10, "advanced": 3}

    def make(self, number=1, **values):
        return nouns.count(number, **values)


class TestBrandProfiles(ResourceAPITests):
    model = models.BrandProfile
    single = True
    valid = {"name": "Alder Coffee", "values": ["Fresh"]}
    changed = {"tagline": "Roasted this week"}
    invalid = {"name": ""}
    filters = {"industry": "Coffee"}

    def make(self, number=1, **values):
        return nouns.profile(number, **values)


class TestContentAssets(ResourceAPITests):
    model = models.ContentAsset
    valid = {"title": "March letter", "kind": "email", "channel": "email"}
    changed = {"title": "April letter"}
    invalid = {"kind": "parchment"}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return nouns.asset(number, **values)


class TestTouchpoints(ResourceAPITests):
    model = models.Touchpoint
    valid = {"person_key": "a81f", "channel": "email", "at": "2026-01-30T09:30:00Z"}
    changed = {"person_key": "b92e"}
    invalid = {"person_key": "jo@example.com"}
    filters = {"channel": "email"}

    def make(self, number=1, **values):
        return nouns.touchpoint(number, **values)


class TestWeeklySummaries(ResourceAPITests):
    """Written by a schedule, read by programs."""

    model = models.WeeklySummary
    filters = {"week_start__gte": "2026-01-01"}

    def make(self, number=1, **values):
        return nouns.summary(number, **values)


class TestRecommendations(ResourceAPITests):
    """Written by agents; a program says who follows and until when, and decides elsewhere."""

    model = models.Recommendation
    changed = {"due_on": "2026-03-02"}
    invalid = {"due_on": "soon"}
    filters = {"status": "pending"}

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)
