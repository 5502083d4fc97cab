"""An operations lead looks at how work flows: a map, a workflow drawn, its steps changed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE_MS, heard

pytestmark = pytest.mark.sweep

WIDEST = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_map_shows_where_cases_wait_and_its_figures_open_their_cases(oda) -> None:
    page = oda()
    page.goto("/coo/processes/")
    expect(page.locator(".g-box")).to_have_count(7)
    expect(page.locator(".g-box--warn")).to_have_count(1)
    expect(page.get_by_text("holds cases up").first).to_be_visible()
    page.get_by_role("link", name="Cases done", exact=False).first.click()
    drawer = page.locator("dialog.drawer")
    expect(drawer.get_by_text("Cases done, Wholesale order")).to_be_visible(timeout=PATIENCE_MS)
    drawer.get_by_role("button", name="Close the evidence").click()
    expect(drawer).to_have_count(0)
    page.get_by_role("link", name="3 months").click()
    expect(page).to_have_url(re.compile("months=3"))
    page.get_by_text("Show as a table").first.click()
    expect(page.get_by_role("columnheader", name="Wait, work hours")).to_be_visible()


def test_a_new_version_is_written_in_a_table_without_script(oda, said) -> None:
    page = oda(java_script_enabled=False)
    page.goto("/coo/workflows/")
    page.get_by_role("link", name="New roast launch").first.click()
    expect(page.locator(".g-box--strong")).to_have_count(6)
    page.get_by_role("button", name="New version").click()
    page.get_by_label("after (keys with commas), row 1", exact=True).fill("launch")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("is a circle").first).to_be_visible()
    heard(said, "422")
    page.get_by_label("after (keys with commas), row 1", exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="New roast launch, version 2")).to_be_visible()


def test_pictures_fit_a_phone_and_scroll_by_themselves(oda) -> None:
    page = oda(phone=True)
    for path in ("/coo/workflows/", "/coo/processes/"):
        page.goto(path)
        expect(page.locator(".graph__plot").first).to_be_visible()
        assert page.evaluate(WIDEST) <= 0
