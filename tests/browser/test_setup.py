"""From an empty workspace to a plan: paste, answer, bring a file, draft."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from cmo.tests.setup.texts import COFFEE
from tests.browser.conftest import choose
from tests.browser.house import AS_OF, stand_at
from tests.browser.test_journey import METRICS, bring_in

pytestmark = pytest.mark.sweep


@pytest.fixture
def newcomer(visitor) -> Page:
    """Somebody who has just signed up with a company of their own."""
    page = visitor()
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill("Noor")
    page.get_by_label("E-mail").fill(f"noor-{uuid4().hex[:8]}@example.com")
    page.get_by_label("Password").fill("seven quiet roasting mornings")
    page.get_by_role("button", name="Go on to the company").click()
    company = f"Alder {uuid4().hex[:8]}"
    page.get_by_label("Company", exact=True).fill(company)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".tenant__scope")).to_contain_text(company)
    stand_at(company, AS_OF)
    return page


def ran(page: Page) -> None:
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()


def test_an_empty_workspace_comes_to_a_plan(newcomer: Page) -> None:
    page = newcomer
    console = page.locator("#console")

    page.goto("/cmo/")
    page.get_by_role("link", name="Set up brand, customers and offers").click()
    page.get_by_text("Nothing is set up yet").wait_for()

    choose(page, "Strategy")
    ran(page)
    expect(console).to_contain_text("Missing: A brand profile.")
    console.get_by_role("link", name="Set up the brand").click()

    page.get_by_label("About your company").fill(COFFEE)
    ran(page)
    page.get_by_text("10 fields of the profile").wait_for()
    console.get_by_role("link", name="Answer 1 question").click()
    page.get_by_role("link", name="Answer", exact=True).click()
    expect(page.locator("#console")).to_contain_text("How does the brand speak?")
    expect(page.get_by_label("About your company")).to_have_value(COFFEE.strip())
    page.get_by_label("Voice").fill("Short sentences.")
    ran(page)
    expect(console.locator("[data-run-state]")).to_have_attribute("data-run-state", "done")

    page.goto("/cmo/setup/")
    page.get_by_text("Alder & Pine, with all that is needed.").wait_for()
    mission = page.get_by_text("Our mission is to make every break worth taking.")
    expect(mission).to_have_count(1)

    choose(page, "Strategy")
    ran(page)
    expect(console).to_contain_text("Missing: Daily metrics.")
    expect(console.get_by_role("link", name="Import daily metrics")).to_be_visible()
    bring_in(page, "Daily metrics", METRICS)

    page.goto("/cmo/setup/")
    page.get_by_role("link", name="Draft one").last.click()
    ran(page)
    expect(console.locator("[data-run-state]")).to_have_attribute("data-run-state", "awaiting")
    page.goto("/cmo/setup/")
    expect(page.locator(".checklist")).to_contain_text("is a draft; read it and approve it.")
    page.goto("/cmo/plan/")
    expect(page.locator("main")).to_contain_text("Milestones")
