"""The operations dashboard at work: run an agent, see it in the history, sort a number, switch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE_MS, PHONE, choose

pytestmark = pytest.mark.sweep


def test_a_run_on_the_dashboard_appears_in_the_history(oda) -> None:
    page = oda()
    page.goto("/coo/")
    choose(page, "Setup")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    state = page.locator("#console [data-run-state]")
    expect(state).to_have_attribute("data-run-state", "done", timeout=PATIENCE_MS)
    expect(page.locator("#console")).to_contain_text("tasks are here")
    expect(page.locator("#history")).to_contain_text("Setup")


def test_a_figure_opens_its_rows_and_they_open_in_the_list(oda) -> None:
    page = oda()
    page.goto("/coo/")
    page.get_by_role("link", name=re.compile("^Finished: ")).click()
    drawer = page.locator("dialog.drawer")
    expect(drawer).to_contain_text("Tasks that were done in these days.")
    count = drawer.locator(".drawer__value").inner_text()
    drawer.get_by_role("link", name="Open in tasks").click()
    expect(page.locator(".pager")).to_contain_text(f"of {count}")


def test_hours_are_sorted_as_numbers_and_the_workspace_is_switched(oda) -> None:
    page = oda()
    page.goto("/coo/capacity/")
    page.get_by_role("link", name=re.compile("^Hours a week")).first.click()
    head = page.locator("th[aria-sort]")
    expect(head).to_contain_text("ours a week")
    shown = page.locator('.rtable tbody td[data-label="Hours a week"]').all_inner_texts()
    hours = [float(re.sub(r"[^0-9.]", "", text)) for text in shown]
    assert hours in (sorted(hours), sorted(hours, reverse=True))
    assert len(set(hours)) > 1
    expect(page.locator(".tenant")).to_contain_text("Europe")


def test_a_report_is_made_final_and_reopened(oda) -> None:
    page = oda()
    page.goto("/coo/")
    choose(page, "Delivery")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    state = page.locator("#console [data-run-state]")
    expect(state).to_have_attribute(
        "data-run-state", re.compile("done|awaiting"), timeout=PATIENCE_MS
    )
    page.goto("/coo/reports/?kind=delivery")
    page.locator(".rtable tbody th a, .rtable tbody td a").first.click()
    page.get_by_role("button", name="Make final").click()
    expect(page.locator(".toast")).to_contain_text("is final")
    page.get_by_role("button", name="Reopen").click()
    expect(page.locator(".toast")).to_contain_text("is a draft again")


def test_dashboard_and_reports_fit_a_phone(oda) -> None:
    phone = oda(phone=True)
    for path in ("/coo/", "/coo/reports/"):
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
