"""What waits for the end of a transaction is asked while who wrote can hear of it."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from kernel.resources.tests.marketing import Campaign
from kernel.resources.violations import ViolationError, told

HELD = "cmo_campaigns_funnel_id"


@pytest.fixture
def campaign(cast, db, monkeypatch):
    """A campaign whose key to its funnel is held at commit."""
    monkeypatch.setattr(Campaign, "held_at_commit", (HELD,), raising=False)
    with cast.scope():
        row = Campaign.objects.create(name="Spring", currency="EUR")
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {HELD} DEFERRED")
        yield Campaign.objects.filter(pk=row.pk)


def test_a_rule_that_waits_is_asked_at_the_end_of_the_writing(campaign):
    with pytest.raises(ViolationError, match="no such row"), told(Campaign):
        campaign.update(funnel=uuid.uuid4())
        campaign.update(name="Still running")
    assert campaign.get().name == "Spring"


def test_it_waits_on_where_more_rows_are_to_come(campaign):
    with told(Campaign, whole=False):
        campaign.update(funnel=uuid.uuid4())
    with pytest.raises(ViolationError), told(Campaign):
        pass
    campaign.update(funnel=None)
    with told(Campaign):
        pass
