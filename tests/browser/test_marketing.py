"""Content, calendar, campaigns and plan at work, in a workspace that has little else."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from cmo.models import Campaign
from cmo.tests import nouns, planning
from cmo.tests.cast import marketing
from kernel.tenancy.models import User, Workspace
from kernel.tenancy.scope import tenant_scope
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.sweep

TUESDAY = dt.datetime(2026, 2, 10, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def lab(house) -> str:
    """A workspace with a piece in two wordings, two e-mails too close, campaigns and two plans."""
    oda = User.objects.get(email=house.oda)
    with tenant_scope(house.coffee, principal=oda.pk, wide=True):
        made = Workspace.objects.create(slug="lab", name="Lab", currency="EUR")
    with tenant_scope(house.coffee, made.pk, principal=oda.pk):
        planning.coffee()
        step = {"key": "photos", "date": "2026-06-09", "title": "Photographs", "detail": ""}
        nouns.plan(6, name="Summer plan", milestones=[{**step, "done": False}])
        marketing(count=60)
        Campaign.objects.filter(name="Everyday search").update(budget=4_000_000)
        piece = nouns.asset(title="March letter", publish_on=TUESDAY.date())
        outline = {"subject": "Flat?", "body": "Open with [[a scene]]", "is_outline": True}
        nouns.variant(asset=piece, **outline)
        nouns.variant(asset=piece, label="B", subject="Fresh", body="Smell it.")
        nouns.event(title="Morning mail", channel="email", starts_at=TUESDAY)
        later = TUESDAY + dt.timedelta(hours=3)
        nouns.event(title="Second mail", channel="email", starts_at=later)
    return made.name


@pytest.fixture
def page(mara, lab) -> Page:
    return mara(lab)


def press_save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Save")).click()


def test_an_outline_is_finished_approved_and_one_wording_wins(page, mara, lab) -> None:
    page.goto("/cmo/content/")
    page.get_by_role("link", name="March letter").click()
    first, second = (page.get_by_role("article", name=f"variant {label}") for label in "AB")
    left, right = first.bounding_box(), second.bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    expect(first.locator("mark")).to_have_text("a scene")
    expect(page.locator("main")).to_contain_text("It cannot be approved yet.")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    address = page.url

    first.get_by_role("link", name="Edit").click()
    page.get_by_label("Body").fill("Open the bag.")
    page.get_by_label("Outline").uncheck()
    press_save(page)
    page.goto(address)
    second.get_by_role("button", name="Choose as winner").click()
    expect(second.locator(".badge", has_text="winner")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".toast")).to_contain_text("was approved")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)

    phone = mara(lab, phone=True)
    phone.goto(address)
    above, below = (phone.get_by_role("article", name=f"variant {label}") for label in "AB")
    assert above.bounding_box()["x"] == below.bounding_box()["x"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_clash_is_marked_in_month_and_week_and_settled_by_moving_one(page, mara, lab) -> None:
    page.goto("/cmo/calendar/?on=2026-02-10")
    expect(page.locator(".cal__title")).to_have_text("February 2026")
    expect(page.locator("#calendar .calentry--clash")).to_have_count(2)
    views = page.get_by_role("navigation", name="View")
    views.get_by_role("link", name="Week").focus()
    page.keyboard.press("Enter")
    expect(views.locator("[aria-current]")).to_have_text("Week")
    expect(page.locator(".cal__grid tbody tr")).to_have_count(1)
    expect(page.locator("#calendar .calentry--clash")).to_have_count(2)

    phone = mara(lab, phone=True)
    phone.goto(page.url)
    expect(phone.locator("#calendar .calentry--clash")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.get_by_role("link", name="Move Second mail").click()
    page.get_by_label("Starts at").fill("2026-02-17T13:00")
    press_save(page)
    page.goto("/cmo/calendar/?on=2026-02-10")
    expect(page.locator("#calendar")).to_contain_text("Second mail")
    expect(page.locator("#calendar .calentry--clash")).to_have_count(0)


def test_a_campaign_says_what_it_used_and_its_form_what_is_wrong(page, said) -> None:
    page.goto("/cmo/campaigns/")
    row = page.locator("tbody tr", has_text="Everyday search")
    expect(row).to_contain_text("Paid search")
    expect(row.locator("[data-label='Budget used']")).to_contain_text(re.compile(r"\d+%"))
    row.get_by_role("link", name="Everyday search").click()
    expect(page.locator("main")).to_contain_text("of €40,000")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Start", exact=True).fill("2026-02-02")
    page.get_by_label("End", exact=True).fill("2026-02-01")
    press_save(page)
    expect(page.locator("main")).to_contain_text("The end lies before the start.")
    said[:] = [text for text in said if "422" not in text]
    page.get_by_label("End", exact=True).fill("2026-03-01")
    press_save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Everyday search")
    expect(page.locator("main")).to_contain_text("Active, 2 Feb to 1 Mar")


def test_a_plan_takes_over_and_its_milestone_is_done_and_not_done(page) -> None:
    page.goto("/cmo/marketing-plans/")
    page.get_by_role("link", name="Summer plan").click()
    plan = page.url.rstrip("/").rpartition("/")[2]
    page.goto(f"/cmo/plan/?plan={plan}")
    page.get_by_role("button", name="Activate").click()
    expect(page.locator(".toast")).to_contain_text("“Summer plan” is active now.")
    expect(page.locator(".toast")).to_contain_text("“Spring plan” was completed.")
    step = page.locator("#step-photos")
    for now, then in (("Done", "Not done"), ("Not done", "Done")):
        step.get_by_role("button", name=f"{now} Photographs", exact=True).focus()
        page.keyboard.press("Enter")
        expect(step.get_by_role("button", name=f"{then} Photographs", exact=True)).to_be_visible()


def test_what_analytics_answers_opens_its_rows(mara) -> None:
    page = mara()
    page.goto("/cmo/analytics/")
    page.locator("main a[href*='evidence=']").first.click()
    drawer = page.locator("#evidence .drawer")
    expect(drawer.locator("table")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    phone = mara(phone=True)
    phone.goto("/cmo/analytics/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
