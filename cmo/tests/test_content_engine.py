"""The content engine: pieces on free days, outlines without a model, copy within its lengths."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.analysis import clashes, over_limit
from cmo.analysis.calendar import Event
from cmo.content.outlines import PARTS, fits
from cmo.content.pieces import kind_for
from cmo.models import (
    BrandProfile,
    CalendarEvent,
    Campaign,
    CampaignChannel,
    ContentAsset,
    ContentVariant,
    IcpSegment,
    Offer,
)
from cmo.tests import planning
from kernel.resources.evidence import behind
from kernel.runs.testing import AgentTests, book_of, figures_changed, ran

MODE = ("ai_cmo", "content")


def campaigned(channels=("paid_search", "paid_social", "email", "sms", "organic_social")):
    """A campaign of six weeks with these channels, for the flagship and the primary segment."""
    row = Campaign.objects.create(
        name="Spring box",
        objective="Win home brewers for the weekly box.",
        start=dt.date(2026, 2, 9),
        end=dt.date(2026, 3, 20),
        currency="EUR",
        offer=Offer.objects.filter(is_flagship=True).first(),
        segment=IcpSegment.objects.filter(is_primary=True).first(),
    )
    for place, name in enumerate(channels, start=1):
        kind = "paid" if name.startswith("paid") else "owned"
        CampaignChannel.objects.create(campaign=row, channel=name, kind=kind, priority=place)
    return row


class TestContentEngine(AgentTests):
    module, mode = MODE
    writes = (ContentAsset, ContentVariant, CalendarEvent)
    edit = (ContentVariant, "body", "Ours now.")
    refused = {
        "/pieces": {"pieces": 0},
        "/campaign": {"campaign": "x" * 161},
        "/channels/0": {"channels": [""]},
    }

    def furnish(self):
        planning.coffee()
        campaigned()

    def furnish_otherwise(self):
        planning.bicycles()
        campaigned(("sms", "paid_display", "email", "blog", "video"))


@pytest.fixture
def there(cast, db):
    with cast.scope():
        planning.coffee()
        campaigned()
    return cast


def needs(cast, payload=None):
    run = ran(cast, *MODE, payload)
    assert run.entities == []
    return run.output["needs"]


@pytest.mark.django_db
def test_every_channel_gets_a_piece_with_two_variants_that_are_outlines(there):
    ran(there, *MODE)
    with there.scope():
        assets = list(ContentAsset.objects.all())
        assert {one.channel for one in assets} == {
            "paid_search", "paid_social", "email", "sms", "organic_social",
        }  # fmt: skip
        assert {one.status for one in assets} == {"draft"}
        for one in assets:
            found = list(one.variants.all())
            assert [variant.label for variant in found] == ["A", "B"]
            assert all(variant.is_outline for variant in found)
            assert all("[[" in variant.body for variant in found)
            assert (found[0].body, found[0].headline) != (found[1].body, found[1].headline)


@pytest.mark.django_db
def test_a_request_for_somebody_without_a_campaign_asks_for_one(there):
    with there.scope():
        IcpSegment.objects.create(name="Night owls")
    (need,) = needs(there, {"words": "Write three posts for night owls"})
    assert need["what"] == "A campaign for “Night owls”"
    assert not ran(there, *MODE, {"words": "Write three posts"}).output.get("needs")


@pytest.mark.django_db
def test_outlines_are_made_of_the_workspaces_own_words(there):
    ran(there, *MODE)
    with there.scope():
        mails = ContentVariant.objects.filter(asset__channel="email", label="A")
        mail = mails.order_by("pk")[0]
        assert "Supermarket beans taste flat" in mail.subject
        assert "Beans roasted to order" in mail.body
        assert "€12.90" in mail.body
        assert mail.cta_text == "Start Weekly box"


@pytest.mark.django_db
def test_every_part_fits_its_channel(there):
    ran(there, *MODE, {"pieces": 16})
    with there.scope():
        found = list(ContentVariant.objects.select_related("asset"))
        assert len(found) >= 20
        for one in found:
            parts = {part: getattr(one, part) for part in PARTS[one.asset.kind]}
            assert over_limit(one.asset.kind, one.asset.channel, parts) == (), one
            others = {"subject", "headline", "body", "cta_text"} - set(PARTS[one.asset.kind])
            assert not any(getattr(one, part) for part in others)


@pytest.mark.django_db
def test_an_outline_cannot_be_approved(there):
    from django.db import IntegrityError, transaction

    ran(there, *MODE)
    with there.scope(), pytest.raises(IntegrityError, match="outline"), transaction.atomic():
        row = ContentAsset.objects.first()
        row.status = "approved"
        row.save()


@pytest.mark.django_db
def test_its_calendar_entries_lie_in_the_campaign_on_working_days_without_a_clash(there):
    with there.scope():
        taken = dt.datetime(2026, 2, 9, 9, 0, tzinfo=dt.UTC)
        CalendarEvent.objects.create(title="Other mail", channel="email", starts_at=taken)
    ran(there, *MODE, {"pieces": 16})
    with there.scope():
        events = list(CalendarEvent.objects.all())
        spans = [Event(str(e.pk), e.channel, e.starts_at, e.ends_at) for e in events]
        assert clashes(spans) == ()
        days = {e.starts_at.date() for e in events if e.asset_id}
        assert all(dt.date(2026, 2, 9) <= day <= dt.date(2026, 3, 20) for day in days)
        assert all(day.isoweekday() <= 5 for day in days)
        first_mail = min(e.starts_at for e in events if e.asset_id and e.channel == "email")
        assert first_mail.date() == dt.date(2026, 2, 10)


@pytest.mark.django_db
def test_long_silences_are_filled_while_pieces_are_left_and_named_where_not(there):
    with there.scope():
        CampaignChannel.objects.exclude(channel="paid_search").delete()
    few = ran(there, *MODE, {"pieces": 2})
    assert [one["kind"] for one in few.output["findings"]].count("silence") >= 1
    more = ran(there, *MODE, {"pieces": 16})
    assert more.output["findings"] == []
    assert book_of(more)["pieces"].value > 2


@pytest.mark.django_db
def test_pieces_that_say_the_same_again_have_titles_of_their_own(there):
    with there.scope():
        IcpSegment.objects.update(pains=["Supermarket beans taste flat"], goals=[], objections=[])
        BrandProfile.objects.update(differentiators=[], messaging_pillars=["Freshness"])
        Offer.objects.update(benefits=[])
        Campaign.objects.all().delete()
        campaigned(("organic_social",))
    run = ran(there, *MODE)
    titles = [one["title"] for one in run.output["pieces"]]
    assert len(titles) > 5
    assert len(set(titles)) == len(titles)
    assert not any("(" in title for title in titles)
    assert any("answered by Weekly box" in title for title in titles)


def test_an_offer_without_benefits_is_outlined_all_the_same(there):
    with there.scope():
        Offer.objects.update(benefits=[])
        IcpSegment.objects.update(goals=[], pains=[])
    assert ran(there, *MODE).status == "succeeded"


def test_a_piece_that_a_person_took_over_is_left_whole(there):
    ran(there, *MODE)
    with there.scope():
        asset = ContentAsset.objects.filter(channel="email").order_by("pk").first()
        ContentAsset.objects.filter(pk=asset.pk).update(title="Our own mail", status="review")
        ContentVariant.objects.filter(asset=asset, label="A").delete()
        count = ContentAsset.objects.count()
    with there.scope():
        Offer.objects.filter(is_flagship=True).update(benefits=["Something else"])
    run = ran(there, *MODE)
    with there.scope():
        asset.refresh_from_db()
        assert (asset.title, asset.status) == ("Our own mail", "review")
        assert asset.variants.count() == 1
        assert ContentAsset.objects.count() == count
    assert run.output["kept"] == ["Our own mail"]


@pytest.mark.django_db
def test_an_outline_never_takes_the_place_of_copy(there):
    ran(there, *MODE)
    with there.scope():
        from kernel.runs.drafts import write_draft

        row = ContentVariant.objects.filter(asset__channel="email", label="A").first()
        parts = {"subject": "Flat beans?", "headline": "", "body": "Ours are not.", "cta_text": ""}
        write_draft(
            ContentVariant,
            find={"asset": row.asset, "label": "A"},
            values={**parts, "is_outline": False, "is_winner": False},
        )
    ran(there, *MODE)
    with there.scope():
        row.refresh_from_db()
        assert (row.body, row.is_outline) == ("Ours are not.", False)


@pytest.mark.django_db
def test_fewer_channels_remove_no_piece_of_the_others(there):
    ran(there, *MODE)
    ran(there, *MODE, {"channels": ["Email"]})
    with there.scope():
        assert ContentAsset.objects.filter(channel="paid_search").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "payload", "what"),
    [
        (lambda: BrandProfile.objects.all().delete(), {}, "A brand profile"),
        (lambda: Campaign.objects.update(status="completed"), {}, "A campaign that is drafted"),
        (lambda: Campaign.objects.update(start=None, end=None), {}, "The days of “Spring box”"),
        (lambda: CampaignChannel.objects.all().delete(), {}, "Channels of “Spring box”"),
        (lambda: None, {"campaign": "Autumn"}, "A campaign named “Autumn”"),
        (lambda: None, {"channels": ["podcast"]}, "Channels of “Spring box”"),
    ],
)
def test_what_is_missing_is_asked_for(there, change, payload, what):
    with there.scope():
        change()
    assert needs(there, payload)[0]["what"].startswith(what)


@pytest.mark.django_db
def test_twice_the_price_doubles_the_prices_and_nothing_else(there):
    before = ran(there, *MODE)
    with there.scope():
        Offer.objects.filter(is_flagship=True).update(price_low=2_580, price_high=4_980)
    after = ran(there, *MODE)
    changed = figures_changed(before, after)
    assert {key: change.factor for key, change in changed.items()} == {
        "offer.price_low": 2.0,
        "offer.price_high": 2.0,
    }


@pytest.mark.django_db
def test_a_campaign_a_week_later_moves_every_day_by_a_week(there):
    before = book_of(ran(there, *MODE))
    with there.scope():
        row = Campaign.objects.get()
        row.start, row.end = row.start + dt.timedelta(weeks=1), row.end + dt.timedelta(weeks=1)
        row.save()
    after = book_of(ran(there, *MODE))
    days = [fact for fact in before if fact.unit == "date"]
    assert len(days) > 8
    assert set(before.facts) == set(after.facts)
    for fact in before:
        moved = dt.timedelta(weeks=1) if fact.unit == "date" else 0
        assert after[fact.key].value == fact.value + moved, fact.key


@pytest.mark.django_db
def test_prices_add_up_from_the_offers_row(there):
    named = [rows for fact in book_of(ran(there, *MODE)) for rows in fact.rows]
    assert len(named) == 2
    with there.scope(there.bob):
        for rows in named:
            found = behind(rows)
            assert (found.total, found.count) == (rows.total, rows.count), rows


@given(text=st.text(max_size=400), kind=st.sampled_from(sorted(PARTS)))
def test_what_fits_a_channel_is_never_over_its_limit(text, kind):
    for channel in ("paid_search", "sms", "email", "x", "linkedin"):
        for part in PARTS[kind]:
            if fits(kind, channel, part, text):
                assert over_limit(kind, channel, {part: text}) == ()


@pytest.mark.parametrize(
    ("channel", "kind", "content"),
    [
        ("email", "owned", "email"),
        ("paid_search", "paid", "ad"),
        ("display", "paid", "ad"),
        ("organic_search", "organic", "article"),
        ("organic_social", "organic", "social_post"),
        ("youtube", "paid", "script"),
        ("website", "owned", "landing_page"),
        ("referral", "earned", "article"),
        ("sms", "owned", "sms"),
    ],
)
def test_a_channel_carries_its_kind_of_content(channel, kind, content):
    assert kind_for(channel, kind) == content
