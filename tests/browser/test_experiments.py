"""A growth lead and three results: one withheld, one to decide, one that runs on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.sweep

LIST = "/cro/experiments/"


def at_the_tests(oda, **options) -> Page:
    page = oda(**options)
    page.goto(LIST)
    return page


def test_a_broken_split_hides_every_effect_and_the_analyst_says_so(oda) -> None:
    page = at_the_tests(oda)
    page.get_by_role("link", name="Find the cause").click()
    expect(page.get_by_role("heading", name="Result withheld")).to_be_visible()
    expect(page.locator(".health .is-bad")).to_have_count(1)
    expect(page.locator(".forest, .c-band")).to_have_count(0)
    expect(page.get_by_role("button", name="Ship it")).to_have_count(0)

    page.get_by_role("button", name="Run", exact=True).click()
    console = page.locator(".console__run")
    expect(console).to_contain_text("withheld")


def test_a_figure_opens_its_rows_and_a_decision_is_made_and_taken_back(oda) -> None:
    page = at_the_tests(oda)
    ready = page.locator("section", has=page.get_by_role("heading", name="Ready to decide"))
    ready.get_by_role("link").first.click()
    expect(page.get_by_text("Proposed: ship")).to_be_visible()
    expect(page.locator(".forest tbody tr").first).to_contain_text("improved")

    page.locator(".forest .fig").first.click()
    drawer = page.locator("dialog.drawer")
    expect(drawer).to_contain_text("Conversions divided by people.")
    page.keyboard.press("Escape")

    page.get_by_label("Reason").fill("Above zero at the planned size.")
    page.get_by_role("button", name="Ship it").click()
    expect(page.locator(".toast")).to_contain_text("was decided: ship")
    expect(page.get_by_text("Decided: ship", exact=True)).to_be_visible()
    page.get_by_role("button", name="Reopen").click()
    expect(page.get_by_text("Proposed: ship")).to_be_visible()


def test_the_chart_holds_its_days_as_a_table(oda) -> None:
    page = at_the_tests(oda)
    running = page.locator("section", has=page.get_by_role("heading", name="Running"))
    running.get_by_role("link").first.click()
    expect(page.get_by_text("Not ready")).to_be_visible()
    page.get_by_text("Show as a table").click()
    table = page.get_by_role("table", name=re.compile("Relative effect on .* by day"))
    expect(table.locator("tbody tr").nth(10)).to_be_visible()


def test_the_page_fits_a_phone_and_works_without_script(oda) -> None:
    page = at_the_tests(oda, phone=True, java_script_enabled=False)
    page.get_by_role("link", name="One-page checkout").first.click()
    expect(page.get_by_role("heading", name="Health checks")).to_be_visible()
    box = page.locator(".forest__svg:not(.forest__axis)").first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_results_have_no_serious_violation(oda, scheme: str) -> None:
    page = at_the_tests(oda, color_scheme=scheme)
    addresses = page.locator("main a[href^='/cro/experiments/0']").evaluate_all(
        "links => [...new Set(links.map(link => link.getAttribute('href')))].slice(0, 4)"
    )
    found = [words for path in [LIST, *addresses] for words in violations(page, path, [])]
    assert found == []
