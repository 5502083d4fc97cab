"""Content and calendar: what the screens say, what they refuse, and what they change."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cmo.models import CalendarEvent, ContentAsset, ContentVariant, MetricsSnapshot
from cmo.tests import planning
from cmo.tests.test_content_engine import campaigned

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 10)


@pytest.fixture
def there(cast, db):
    with cast.scope():
        planning.coffee()
    return cast


def piece(title="Fresh mail", *, outline=True, **values):
    """An e-mail with variants A and B; B is finished."""
    values = {"kind": "email", "channel": "email", "publish_on": DAY, **values}
    asset = ContentAsset.objects.create(title=title, **values)
    text = "Open with [[a scene]]" if outline else "Open the bag."
    one = ContentVariant.objects.create(
        asset=asset, label="A", subject="Flat?", body=text, is_outline=outline
    )
    two = ContentVariant.objects.create(asset=asset, label="B", subject="Fresh", body="Smell it.")
    return asset, one, two


def event(title, hour=9, day=DAY, channel="email", **values):
    start = dt.datetime.combine(day, dt.time(hour), dt.UTC)
    return CalendarEvent.objects.create(title=title, starts_at=start, channel=channel, **values)


@pytest.fixture
def browser(there, client):
    client.force_login(there.bob)
    return client


def words(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_empty_board_says_how_content_comes_about(browser):
    assert "No content yet" in words(browser.get("/cmo/content/"))


def test_the_board_marks_outlines_and_days_that_have_passed(browser, there):
    with there.scope():
        piece()
        piece("Old mail", outline=False, status="review", publish_on=dt.date(2026, 1, 5))
    page = words(browser.get("/cmo/content/"))
    assert page.count("outline</span>") == 1
    assert page.count("its day has passed") == 1
    assert "2 pieces in work, 1 of them to fill in." in page
    assert "Next: “Fresh mail” on Tue 10 Feb." in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("outline=yes", {"Fresh mail"}),
        ("outline=no", {"A post"}),
        ("channel=email", {"Fresh mail"}),
        ("kind=social_post", {"A post"}),
        ("campaign=nonsense", set()),
    ],
)
def test_the_board_is_narrowed(browser, there, query, shown):
    with there.scope():
        piece()
        piece("A post", outline=False, kind="social_post", channel="organic_social")
    page = words(browser.get(f"/cmo/content/?{query}"))
    assert {name for name in ("Fresh mail", "A post") if f">{name}</a>" in page} == shown


def test_a_piece_shows_its_variants_with_lengths_and_marks(browser, there):
    with there.scope():
        asset, *_ = piece()
    page = words(browser.get(f"/cmo/content-assets/{asset.pk}/"))
    assert "<mark>a scene</mark>" in page
    assert "5 of 69" in page
    assert "Variant A is an outline" in page
    assert ">Approve<" not in page


def test_an_outline_is_not_approved_and_says_why(browser, there):
    with there.scope():
        asset, *_ = piece()
    answer = browser.post(f"/cmo/content-assets/{asset.pk}/approval/")
    assert answer.status_code == 409
    assert "Variant A is an outline" in answer.content.decode()
    with there.scope():
        asset.refresh_from_db()
        assert asset.status == "draft"


def test_finished_copy_is_approved(browser, there):
    with there.scope():
        asset, *_ = piece(outline=False)
    assert browser.post(f"/cmo/content-assets/{asset.pk}/approval/").status_code == 302
    with there.scope():
        asset.refresh_from_db()
        assert asset.status == "approved"
    assert browser.post(f"/cmo/content-assets/{asset.pk}/approval/").status_code == 302


def test_copy_that_its_channel_refuses_is_not_approved(browser, there):
    with there.scope():
        asset, _, two = piece(outline=False, kind="ad", channel="paid_search")
        ContentVariant.objects.filter(pk=two.pk).update(headline="x" * 31)
    answer = browser.post(f"/cmo/content-assets/{asset.pk}/approval/")
    assert answer.status_code == 409
    assert "headline of B" in answer.content.decode()


def test_one_variant_is_the_winner_at_a_time(browser, there):
    with there.scope():
        _, one, two = piece(outline=False)
    for row in (one, two, two):
        assert browser.post(f"/cmo/content-variants/{row.pk}/winner/").status_code == 302
    with there.scope():
        assert list(ContentVariant.objects.filter(is_winner=True)) == [two]


@pytest.mark.parametrize(
    "path", ["content-assets/{asset}/approval/", "content-variants/{one}/winner/"]
)
def test_who_only_reads_decides_nothing_and_strangers_find_nothing(there, client, path):
    with there.scope():
        asset, one, _ = piece(outline=False)
    address = "/cmo/" + path.format(asset=asset.pk, one=one.pk)
    client.force_login(there.fay)
    assert client.post(address).status_code == 403
    client.force_login(there.charlie)
    assert client.post(address).status_code in (403, 404)
    with there.scope():
        assert not ContentVariant.objects.filter(is_winner=True).exists()


def test_the_calendar_opens_with_the_tenants_month_and_its_first_day_of_the_week(browser):
    page = words(browser.get("/cmo/calendar/"))
    assert "January 2026" in page
    assert 'aria-current="date"' in page
    assert page.index('<abbr title="Monday">') < page.index('<abbr title="Sunday">')


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_clashes_are_marked_and_explained(browser, there, view):
    with there.scope():
        event("Morning mail")
        event("Second mail", hour=12)
        event("A post", hour=12, channel="organic_social")
    page = words(browser.get(f"/cmo/calendar/?view={view}&on=2026-02-10"))
    assert page.count("calentry--clash") == 2
    assert "1 clash to settle." in page
    assert "from “Morning mail”; on Email they should be" in page


def test_a_cancelled_entry_clashes_with_nothing(browser, there):
    with there.scope():
        event("Morning mail")
        event("Second mail", hour=12, status="cancelled")
    page = words(browser.get("/cmo/calendar/?on=2026-02-10"))
    assert "calentry--clash" not in page
    assert "<del>" in page


def test_silences_of_the_running_campaigns_are_named(browser, there):
    with there.scope():
        campaigned()
        event("Morning mail", day=dt.date(2026, 2, 9))
        event("Late mail", day=dt.date(2026, 2, 24))
    page = words(browser.get("/cmo/calendar/?on=2026-02-10"))
    assert "10 to 23 Feb" in page
    assert "2 stretches without anything going out." in page


def test_a_launch_is_something_that_goes_out(browser, there):
    with there.scope():
        campaigned()
        event("Morning mail", day=dt.date(2026, 2, 9))
        event("Launch: Spring box", day=dt.date(2026, 2, 18), channel="", kind="launch")
        event("Half-way review", day=dt.date(2026, 2, 20), channel="", kind="milestone")
    page = words(browser.get("/cmo/calendar/?on=2026-02-10"))
    launch = page.partition("Launch: Spring box</a>")[2].partition("</td>")[0]
    assert "Nothing goes out" not in launch
    assert "10 to 17 Feb" in page
    assert "Nothing goes out until 17 Feb" in page
    assert "19 Feb to 20 Mar" in page


def test_a_channel_of_a_campaign_says_why_it_is_there(browser, there):
    with there.scope():
        row = campaigned(("email",))
        row.channels.update(note="Reaches who bought before.")
    assert "Reaches who bought before." in words(browser.get(f"/cmo/campaigns/{row.pk}/"))


def test_a_day_offers_a_new_entry_at_its_opening_hour_to_who_may_write(browser, there, client):
    page = words(browser.get("/cmo/calendar/?on=2026-02-10"))
    assert "/cmo/calendar-events/new/?starts_at=2026-02-10T09%3A00" in page


def test_the_calendar_is_narrowed_and_keeps_that_from_month_to_month(browser, there):
    with there.scope():
        row = campaigned()
        event("Morning mail", campaign=row)
        event("A post", channel="organic_social")
    page = words(browser.get(f"/cmo/calendar/?on=2026-02-10&campaign={row.pk}"))
    assert "Morning mail" in page
    assert ">A post<" not in page
    assert f"on=2026-03-01&amp;campaign={row.pk}" in page


def test_content_with_a_day_but_no_time_stands_on_its_day(browser, there):
    with there.scope():
        piece()
    page = words(browser.get("/cmo/calendar/?on=2026-02-10&view=week"))
    assert "no time yet" in page


@pytest.mark.parametrize("query", ["on=9999-99-99", "view=year", "campaign=x", "on=0001-01-01"])
def test_whatever_the_address_asks_there_is_a_calendar(browser, query):
    assert "cal__bar" in words(browser.get(f"/cmo/calendar/?{query}"))


def test_the_list_of_campaigns_says_what_each_has_spent_of_its_budget(browser, there):
    with there.scope():
        row = campaigned()
        row.budget = 100_000
        row.save()
        spent(row, 40_000)
        spent(row, 50_000, excluded=True, exclusion_reason="tracking was broken")
        spent(row, 70_000, currency="USD")
    page = words(browser.get("/cmo/campaigns/"))
    assert "40.0%" in page
    assert "€400 of €1,000" in page
    assert "Paid search, Paid social, Email" in page
    assert browser.get("/cmo/campaigns/?sort=-used").status_code == 200
    file = b"".join(browser.get("/cmo/campaigns/export/").streaming_content).decode()
    assert "paid_search; paid_social; email" in file


def test_a_campaigns_page_holds_channels_content_and_days(browser, there):
    with there.scope():
        row = campaigned(("paid_search", "email"))
        row.budget = 100_000
        row.save()
        row.channels.filter(channel="paid_search").update(budget_share=1)
        spent(row, 110_000)
        piece(campaign=row)
        event("Morning mail", campaign=row)
    page = words(browser.get(f"/cmo/campaigns/{row.pk}/"))
    assert "110.0% of €1,000, €100 beyond it" in page
    assert "€1,100" in page
    assert ">Fresh mail</a>" in page
    assert ">Morning mail</a>" in page
    for key in set(re.findall(r"evidence=([a-z0-9._]+)", page)):
        assert 'id="evidence-t"' in words(browser.get(f"/cmo/campaigns/{row.pk}/?evidence={key}"))


def test_a_campaign_without_anything_says_what_comes_next(browser, there):
    with there.scope():
        row = campaigned(())
    page = words(browser.get(f"/cmo/campaigns/{row.pk}/"))
    assert "No channel yet." in page
    assert "Run the content engine" in page


def spent(campaign, cost, **values):
    """A day on which the campaign spent on paid search."""
    values = {"currency": "EUR", "revenue": 2 * cost, "conversions": 3, "sessions": 90, **values}
    day = dt.date(2026, 1, 10) + dt.timedelta(days=MetricsSnapshot.objects.count())
    MetricsSnapshot.objects.create(
        campaign=campaign, channel="paid_search", date=day, cost=cost, **values
    )
