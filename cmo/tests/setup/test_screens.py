"""Setup, settings and the week's page, as people of several rights see them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from cmo.models import BrandProfile, IcpSegment, MarketingPlan, Offer, WeeklySummary
from cmo.setup.progress import progress
from cmo.tests import cast as rows
from cmo.tests.setup.texts import COFFEE
from kernel.formats import Notation
from kernel.resources.models import ImportLayout
from kernel.runs.crontimes import in_words, next_due
from kernel.runs.testing import ran
from kernel.tenancy.models import Tenant, Workspace

pytestmark = pytest.mark.django_db
NOTES = Notation("en", "EUR", rows.TODAY)


def parts(cast):
    with cast.scope():
        return {part.title: part for part in progress(rows.TODAY, NOTES).parts}


def test_an_empty_workspace_is_told_each_nearest_step(cast):
    found = parts(cast)
    assert not any(part.done for part in found.values())
    assert all(part.url and part.label and part.said for part in found.values())
    assert found["Plan"].said == "A plan needs the brand profile first."


def test_what_the_intake_found_is_ready_and_what_it_did_not_is_named(cast):
    ran(cast, "ai_cmo", "setup", {"text": COFFEE})
    found = parts(cast)
    assert found["Brand profile"].said == "Alder & Pine is known. Still open: voice."
    assert found["Customer segments"].done
    assert found["Offers"].done
    assert found["Plan"].label == "Draft one"


def test_rows_make_their_parts_ready(marketed):
    found = parts(marketed)
    for name in ("Daily metrics", "Channels", "Funnel"):
        assert found[name].done, found[name]


def test_few_days_late_sources_and_drafts_are_open_parts(cast):
    with cast.scope():
        rows.marketing(20)
        MarketingPlan.objects.create(
            name="Spring", start=rows.TODAY, end=rows.TODAY + dt.timedelta(days=89),
            currency="EUR", goal_metric="revenue",
        )  # fmt: skip
        IcpSegment.objects.create(name="Clinics")
    found = parts(cast)
    assert found["Daily metrics"].said.startswith("20 days; from 56 on")
    assert found["Plan"].said == "Spring is a draft; read it and approve it."
    assert found["Customer segments"].said == "1 segment, none of them the primary one."


def signed_in(who):
    client = Client()
    client.force_login(who)
    return client


def page(cast, who, path, status=200):
    answer = signed_in(who).get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_setup_shows_the_passage_of_each_field_and_the_paste_box(cast):
    ran(cast, "ai_cmo", "setup", {"text": COFFEE})
    html = page(cast, cast.bob, "/cmo/setup/")
    assert "<q>Our mission is to make every break worth taking.</q>" in html
    assert 'name="text" rows="12"' in html
    assert html.count("Our mission is to make every break worth taking.") == 1
    assert "from “Tagline”" in html
    assert "How does the brand speak?" in html
    assert "€89, subscription" in html
    assert "from €60" in html


def test_setup_offers_its_steps_to_nobody_who_may_not_write(cast):
    html = page(cast, cast.fay, "/cmo/setup/", status=403)
    assert "Paste a text" not in html


def test_a_profile_that_a_person_edited_says_so(cast):
    ran(cast, "ai_cmo", "setup", {"text": COFFEE})
    with cast.scope():
        row = BrandProfile.objects.get()
        row.mission = "Ours now."
        row.save()
    assert "edited by a person" in page(cast, cast.bob, "/cmo/setup/")


def test_settings_show_only_what_is_real(marketed):
    with marketed.scope():
        Workspace.objects.filter(pk=marketed.alder.workspace_id).update(set_phrases=["24/7"])
        ImportLayout.objects.create(
            module="ai_cmo", kind="metrics", layout="x" * 64, header=["Day", "Cost"],
            mapping={"date": "Day", "cost": "Cost"},
        )  # fmt: skip
    html = page(marketed, marketed.bob, "/cmo/settings/")
    for words in (
        "Paid social", "paid_social", "Organic search", "in no campaign",
        "Mondays at 06:30", "every day at 06:15", "24/7", "Sample file", "Day",
        "stands at 31 Jan 2026",
    ):  # fmt: skip
        assert words in html, words


def test_settings_say_the_next_start_where_the_clock_runs(cast):
    with cast.scope():
        Tenant.objects.filter(pk=cast.alder.tenant_id).update(as_of=None)
        Workspace.objects.filter(pk=cast.alder.workspace_id).update(timezone="Asia/Tokyo")
    from zoneinfo import ZoneInfo

    due = next_due("30 6 * * 1", ZoneInfo("Asia/Tokyo"), timezone.now())
    local = due.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"Mon {local.day} {local:%b}, 06:30" in page(cast, cast.bob, "/cmo/settings/")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("30 6 * * 1", "Mondays at 06:30"),
        ("15 6 * * *", "every day at 06:15"),
        ("0 9 * * 1,5", "Mondays and Fridays at 09:00"),
        ("5 * * * *", "every hour at :05"),
        ("0 9 1 2 *", "0 9 1 2 *"),
        ("*/5 * * * *", "*/5 * * * *"),
    ],
)
def test_a_cron_line_is_said_in_words(line, words):
    assert in_words(line) == words


def summed(cast):
    from cmo.tests.test_weekly_summary import summed as run

    run(cast)
    with cast.scope():
        return WeeklySummary.objects.get()


def test_the_weeks_page_shows_figures_that_open_their_rows(marketed):
    row = summed(marketed)
    url = f"/cmo/weekly-summaries/{row.pk}/"
    html = page(marketed, marketed.bob, url)
    assert "Week of 19 to 25 Jan" in html
    assert "no clear change" in html
    drawer = page(marketed, marketed.bob, f"{url}?evidence=now.eur.revenue")
    assert "Revenue of each day, added up." in drawer
    assert "Open in daily metrics" in drawer


def test_the_dashboard_and_the_list_lead_to_the_week(marketed):
    row = summed(marketed)
    url = f"/cmo/weekly-summaries/{row.pk}/"
    dashboard = page(marketed, marketed.bob, "/cmo/")
    assert "Last week" in dashboard
    assert f"{url}?evidence=now.eur.revenue" in dashboard
    assert url in page(marketed, marketed.bob, "/cmo/weekly-summaries/")


def test_an_edited_week_is_saved_and_stays(marketed):
    row = summed(marketed)
    client = signed_in(marketed.bob)
    form = client.get(f"/cmo/weekly-summaries/{row.pk}/edit/")
    assert "{fact:week.first}" in form.content.decode()
    answer = client.post(
        f"/cmo/weekly-summaries/{row.pk}/edit/",
        {"narrative": "Ours now.", "wins": "One\nTwo", "problems": "", "priorities": ""},
    )
    assert answer.status_code == 302
    after = summed(marketed)
    assert (after.narrative, after.wins) == ("Ours now.", ["One", "Two"])


def test_the_runs_page_shows_what_it_asks_beside_what_it_wrote(cast):
    run = ran(cast, "ai_cmo", "setup", {"text": COFFEE})
    html = page(cast, cast.bob, f"/runs/{run.pk}/")
    assert "What it asks" in html
    assert "How does the brand speak?" in html
    assert "Alder &amp; Pine: 10 fields of the profile, 2 customer segments and 3 offers" in html


def test_each_question_leads_to_where_it_is_answered(cast):
    text = "Alder is a bakery in Trieste.\n\nOffers:\n- Bread box\n- Rye loaf: €4\n"
    run = ran(cast, "ai_cmo", "setup", {"text": text})
    html = page(cast, cast.bob, f"/runs/{run.pk}/")
    with cast.scope():
        box = Offer.objects.get(name="Bread box")
    assert f"/cmo/offers/{box.pk}/edit/?next=/runs/{run.pk}/" in html
    place = [one["what"] for one in run.output["questions"]].index("Voice")
    form = page(cast, cast.bob, f"/runs/console/cmo/?again={run.pk}&asked=questions-{place}")
    assert "How does the brand speak?" in form
    assert "Alder is a bakery in Trieste." in form
    assert form.index('name="voice"') < form.index('name="text"')


def test_what_a_run_needs_has_a_button_that_gives_it(cast):
    run = ran(cast, "ai_cmo", "strategy", {})
    html = page(cast, cast.bob, f"/runs/{run.pk}/")
    assert 'href="/runs/console/cmo/?mode=setup"' in html
    assert "Set up the brand" in html
    ran(cast, "ai_cmo", "setup", {"text": COFFEE})
    run = ran(cast, "ai_cmo", "strategy", {})
    assert 'href="/imports/new/?kind=metrics"' in page(cast, cast.bob, f"/runs/{run.pk}/")
    assert "cmo-plan-90day" not in page(cast, cast.bob, "/runs/").partition("<table")[0].replace(
        'value="cmo-plan-90day"', ""
    )
