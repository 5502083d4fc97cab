"""An operations lead at work: the board, promises by working time left, finish dates, load."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, PHONE

pytestmark = pytest.mark.sweep


def moved(page: Page) -> str:
    """Start the first task that waits; answers what it is called."""
    page.goto("/coo/tasks/")
    waiting = page.locator(".board__column", has_text="To do").first
    card = waiting.locator(".boardcard").first
    title = card.locator(".boardcard__title").inner_text()
    card.get_by_role("button", name=re.compile("^Start")).click()
    return title


@pytest.mark.parametrize("script", [True, False])
def test_a_task_is_moved_on_the_board_and_back(oda, script: bool) -> None:
    page = oda(java_script_enabled=script)
    title = moved(page)
    expect(page.locator(".toast")).to_contain_text(f"Status of “{title}” is now Doing")
    doing = page.locator(".board__column", has_text="Doing").first
    card = doing.locator(".boardcard", has_text=title).first
    card.get_by_role("button", name=re.compile("^Put back")).click()
    expect(page.locator(".toast")).to_contain_text("is now To do")
    expect(page.locator(".board__column", has_text="To do").first).to_contain_text(title)


def test_the_order_that_runs_out_of_time_comes_first_and_opens_its_row(oda) -> None:
    page = oda()
    page.goto("/coo/sla/")
    nearly = page.locator("section", has=page.get_by_role("heading", name="Nearly up"))
    row = nearly.locator("tbody tr").first
    expect(row).to_contain_text("work hour")
    expect(row).to_contain_text("days")
    page.locator(".kpi", has_text="Nearly up").locator(".fig").click()
    expect(page.locator("dialog.drawer")).to_contain_text("by working time left")


def test_the_forecaster_says_when_open_work_is_finished(oda) -> None:
    page = oda()
    page.goto("/coo/sla/")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    state = page.locator("#console [data-run-state]")
    expect(state).to_have_attribute(
        "data-run-state", re.compile("done|awaiting"), timeout=PATIENCE_MS
    )
    page.goto("/coo/sla/")
    dates = page.locator("section", has=page.get_by_role("heading", name="When open work"))
    expect(dates).to_contain_text("All open tasks")
    expect(dates.locator("tbody tr")).not_to_have_count(0)


def test_load_stands_beside_hours_and_opens_the_tasks(oda) -> None:
    page = oda()
    page.goto("/coo/tasks/")
    page.get_by_role("link", name="Load").click()
    expect(page.get_by_role("heading", name="Load", exact=True)).to_be_visible()
    page.locator("tbody a", has_text="open task").first.click()
    expect(page).to_have_url(re.compile("assignee="))
    expect(page.locator(".rtable tbody tr").first).to_be_visible()


def test_board_and_promises_fit_a_phone(oda) -> None:
    phone = oda(phone=True)
    for path in ("/coo/tasks/", "/coo/sla/", "/coo/capacity/"):
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_a_card_is_dragged_to_another_column_and_brought_back_with_the_keyboard(oda) -> None:
    page = oda()
    page.goto("/coo/tasks/")
    expect(page.get_by_text("Drag a card to another column")).to_be_visible()
    card = page.locator("[data-value=todo] .boardcard").first
    title = card.locator(".boardcard__title").inner_text()
    card.drag_to(page.locator("[data-value=doing]"))
    expect(page.locator(".toast")).to_contain_text(f"Status of “{title}” is now Doing")
    held = page.locator("[data-value=doing] .boardcard__title", has_text=title).first
    expect(held).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".toast")).to_contain_text("is now To do")
