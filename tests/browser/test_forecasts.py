"""A finance lead looks ahead: forecasts, how long cash lasts, and a budget that is approved."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, choose

pytestmark = pytest.mark.sweep


def ran(page: Page) -> None:
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    state = page.locator("#console [data-run-state]")
    expect(state).to_have_attribute(
        "data-run-state", re.compile("done|awaiting"), timeout=PATIENCE_MS
    )


def test_a_run_opens_fans_and_their_figures_open_rows(oda) -> None:
    page = oda()
    page.goto("/cfo/forecast/")
    page.get_by_role("link", name="Run the forecaster").click()
    ran(page)
    expect(page.locator("#h-cash")).to_be_visible()
    expect(page.locator(".c-ahead").first).to_be_visible()
    expect(page.locator("svg[role=img] title").first).to_contain_text("Cash is expected at €")

    page.goto("/cfo/forecast/")
    page.locator(".kpi .fig").first.click()
    drawer = page.locator("dialog.drawer")
    expect(drawer).to_contain_text("Opening balances plus later lines of all accounts")
    page.goto("/cfo/forecast/?series=category.rent")
    expect(page.get_by_role("heading", name="Rent", exact=True)).to_be_visible()


def test_a_budget_is_planned_with_a_goal_and_approved(oda) -> None:
    page = oda()
    page.goto("/cfo/budgets/")
    page.get_by_role("link", name="Plan a budget").click()
    choose(page, "Strategy")
    page.get_by_label("Goals").fill("Travel: -10%")
    page.locator(".console").get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".console [data-run-state]")).to_have_attribute(
        "data-run-state", re.compile("done|awaiting"), timeout=PATIENCE_MS
    )

    page.goto("/cfo/budgets/")
    expect(page.locator(".pagehead__lede", has_text="Version 2, draft")).to_be_visible()
    rec = page.locator(".rec", has_text="Approve version 2 of the budget")
    rec.get_by_role("button", name=re.compile("^Approve")).click()
    page.goto("/cfo/budgets/")
    expect(page.locator(".pagehead__lede", has_text="Version 2, approved")).to_be_visible()
    page.get_by_role("link", name="Low", exact=True).click()
    expect(page.get_by_role("heading", name="Low scenario by month")).to_be_visible()
