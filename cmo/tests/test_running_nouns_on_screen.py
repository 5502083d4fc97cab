"""The inherited cases of screens, for campaigns, funnels, content and what is counted of them."""

from __future__ import annotations

from cmo import models
from cmo.tests import nouns
from kernel.resources.testing import ResourceScreenTests


class TestCampaigns(ResourceScreenTests):
    model = models.Campaign
    valid = {
        "name": "Spring", "kind": "launch", "status": "draft", "primary_kpi": "roas",
        "budget": "1,200.50", "currency": "EUR",
    }  # fmt: skip
    changed = {"name": "Early spring"}
    invalid = {"start": "2026-02-02", "end": "2026-02-01"}
    inline = {"status": "active"}
    numbers = "budget"
    filters = {"status": "draft"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.campaign(number, **values)


class TestCampaignChannels(ResourceScreenTests):
    model = models.CampaignChannel
    changed = {"channel": "newsletter"}
    invalid = {"budget_share": "120%"}
    numbers = "priority"
    filters = {"kind": "paid"}
    formula_field = "utm_source"

    @property
    def valid(self):
        own = {"campaign": self.named(nouns.campaign), "channel": "podcast", "kind": "paid"}
        return {**own, "priority": "1", "budget_share": "20%"}

    def make(self, number=1, **values):
        return nouns.channel(number, **values)


class TestMetricsSnapshots(ResourceScreenTests):
    model = models.MetricsSnapshot
    valid = {"date": "2026-01-31", "channel": "podcast", "currency": "EUR", "clicks": "5"}
    changed = {"clicks": "6"}
    invalid = {"excluded": "on", "exclusion_reason": ""}
    numbers = "clicks"
    filters = {"excluded": "false"}

    def make(self, number=1, **values):
        return nouns.snapshot(number, **values)


class TestFunnels(ResourceScreenTests):
    model = models.Funnel
    valid = {
        "name": "Shop", "kind": "sales", "status": "draft", "currency": "EUR", "budget": "100",
    }  # fmt: skip
    changed = {"name": "Online shop"}
    invalid = {"budget": "-1"}
    inline = {"status": "active"}
    numbers = "budget"
    filters = {"status": "draft"}
    formula_field = "name"

    def make(self, number=1, **values):
        return nouns.funnel(number, **values)


class TestFunnelStages(ResourceScreenTests):
    model = models.FunnelStage
    changed = {"name": "Visit to basket"}
    invalid = {"position": "-1"}
    numbers = "position"
    filters = {"kind": "conversion"}
    formula_field = "name"

    @property
    def valid(self):
        own = {"funnel": self.named(nouns.funnel), "name": "Visit", "kind": "conversion"}
        return {**own, "position": "1"}

    def make(self, number=1, **values):
        return nouns.stage(number, **values)


class TestFunnelCounts(ResourceScreenTests):
    model = models.FunnelCount
    changed = {"advanced": "4"}
    invalid = {"advanced": "11"}
    numbers = "entered"
    filters = {"date__gte": "2026-01-01"}

    @property
    def valid(self):
        stage = self.named(nouns.stage)
        return {"stage": stage, "date": "2026-01-31", "entered": "10", "advanced": "3"}

    def make(self, number=1, **values):
        return nouns.count(number, **values)


class TestContentAssets(ResourceScreenTests):
    model = models.ContentAsset
    valid = {"title": "March letter", "kind": "email", "channel": "email", "status": "draft"}
    changed = {"title": "April letter"}
    invalid = {"title": ""}
    inline = {"status": "review", "publish_on": "2026-03-02"}
    filters = {"status": "draft"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.asset(number, **values)


class TestContentVariants(ResourceScreenTests):
    model = models.ContentVariant
    changed = {"headline": "Fresher"}
    invalid = {"headline": "Buy [[what]]"}
    filters = {"label": "A"}
    formula_field = "headline"

    @property
    def valid(self):
        return {"asset": self.named(nouns.asset), "label": "B", "headline": "Fresh"}

    def make(self, number=1, **values):
        return nouns.variant(number, **values)


class TestWeeklySummaries(ResourceScreenTests):
    """Written by a schedule; people edit the words."""

    model = models.WeeklySummary
    valid = {"narrative": "It went well."}
    changed = {"narrative": "It went better."}
    filters = {"week_start__gte": "2026-01-01"}
    formula_field = "narrative"

    def make(self, number=1, **values):
        return nouns.summary(number, **values)


class TestRecommendations(ResourceScreenTests):
    """Written by agents; people decide on them, and say who follows and until when."""

    model = models.Recommendation
    inline = {"due_on": "2026-03-02"}
    numbers = "priority"
    filters = {"status": "pending"}
    formula_field = "title"

    def make(self, number=1, **values):
        return nouns.recommendation(number, **values)
