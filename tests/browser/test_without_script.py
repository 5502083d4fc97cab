"""The whole way without JavaScript: every page is a page, every act a form."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import choose


@pytest.fixture
def page(mara) -> Page:
    return mara(java_script_enabled=False)


def wait_for_the_end(page: Page) -> None:
    """Look again until the run has ended; the page does so by itself every two seconds."""
    until = time.monotonic() + 20
    while "under way" in page.locator(".pagehead").inner_text() and time.monotonic() < until:
        page.wait_for_timeout(300)
        page.reload()


def test_a_run_is_started_followed_and_its_proposal_applied_and_undone(page) -> None:
    page.goto("/cmo/")
    choose(page, "Optimization", script=False)
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    page.wait_for_url(re.compile(r"/runs/[0-9a-f-]{36}/"))
    wait_for_the_end(page)
    expect(page.get_by_role("heading", name="What it found")).to_be_visible()
    proposal = page.locator(".proposal", has_text="Leave 20 Jan out of the figures")
    proposal.get_by_role("button", name="Approve and apply").click()
    expect(proposal.locator(".badge")).to_have_text("applied")
    expect(page.locator(".toast")).to_contain_text("Applied: Leave 20 Jan out of the figures.")
    proposal.get_by_role("button", name="Undo").click()
    expect(proposal.locator(".badge")).to_have_text("undone")


def test_a_reason_can_be_given(page) -> None:
    page.goto("/cmo/")
    choose(page, "Optimization", script=False)
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    page.wait_for_url(re.compile(r"/runs/[0-9a-f-]{36}/"))
    wait_for_the_end(page)
    proposal = page.locator(".proposal").last
    proposal.get_by_text("Reject…").click()
    proposal.get_by_label("Why not").fill("Not before spring")
    proposal.get_by_role("button", name="Reject", exact=True).click()
    expect(proposal).to_contain_text("Rejected by Mara Lind: Not before spring")


def test_a_figure_opens_its_rows_on_the_page(page) -> None:
    page.goto("/cmo/")
    figure = page.locator(".kpi", has_text="Orders").locator(".fig")
    shown = figure.inner_text()
    figure.click()
    drawer = page.locator("#evidence .drawer")
    expect(drawer.locator(".drawer__value")).to_have_text(shown)
    expect(drawer.locator("tfoot td").last).to_have_text(shown)
    drawer.get_by_role("link", name="Open in daily metrics").click()
    expect(page.locator("tfoot")).to_contain_text(shown)


def test_a_list_is_sorted_filtered_searched_and_turned(page) -> None:
    page.goto("/cmo/metrics-snapshots/")
    page.get_by_role("link", name="Revenue").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("Revenue")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Channel", exact=True).fill("email")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".chip", has_text="Channel")).to_contain_text("email")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".pager")).to_contain_text("26 to 50")
    page.locator(".chip", has_text="Channel").click()
    page.get_by_role("searchbox").fill("ritual")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("tbody")).to_contain_text("Morning ritual")
    expect(page.locator("tbody")).not_to_contain_text("Roast letters")


def test_a_cell_is_saved_by_its_button(page) -> None:
    page.goto("/cmo/campaigns/")
    row = page.locator("tr", has_text="Roast letters")
    row.get_by_label("Status of Roast letters").select_option(label="Paused")
    row.locator("form", has=page.get_by_label("Status of Roast letters")).get_by_role(
        "button", name="Save"
    ).click()
    expect(row.get_by_label("Status of Roast letters")).to_have_value("paused")
    row.get_by_label("Status of Roast letters").select_option(label="Active")
    row.locator("form", has=page.get_by_label("Status of Roast letters")).get_by_role(
        "button", name="Save"
    ).click()
    expect(row.get_by_label("Status of Roast letters")).to_have_value("active")


def test_the_theme_and_the_workspace_are_chosen(page) -> None:
    page.goto("/")
    page.locator(".account > summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".tenant__scope a").last.click()
    page.locator(".place", has_text="Alder & Pine Coffee").get_by_text("Asia").click()
    expect(page.locator(".tenant__scope")).to_contain_text("Asia")
    page.goto("/switch/")
    page.locator(".place", has_text="Alder & Pine Coffee").get_by_text("Europe").click()
    expect(page.locator(".tenant__scope")).to_contain_text("Europe")
