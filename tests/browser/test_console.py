"""The agent console in each of its states, as it changes before one's eyes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from kernel.errors import KernelError
from tests.browser.conftest import choose, heard


def start(page: Page) -> None:
    page.goto("/cmo/")
    choose(page, "Optimization")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()


def console(page: Page):
    return page.locator("#console")


def test_a_run_is_followed_from_the_queue_to_its_proposals(mara, house) -> None:
    page = mara()
    house.queue.clear()
    house.desk.clear()
    start(page)
    expect(console(page).locator(".badge")).to_have_text("queued")
    expect(console(page)).to_contain_text("You may leave this page.")
    house.queue.set()
    expect(console(page).locator(".badge")).to_have_text("running")
    expect(console(page).locator(".step, .steps li").last).to_contain_text(
        "Read metrics and funnels"
    )
    house.desk.set()
    expect(console(page).locator(".badge")).to_have_text("awaiting approval")
    expect(console(page)).to_contain_text(re.compile(r"It wrote \d proposals\."))
    expect(page.locator("[data-run-said]")).to_have_text("Optimization: awaiting approval")
    assert "/cmo/" in page.url


def test_a_run_that_waits_is_cancelled_and_writes_nothing(mara, house) -> None:
    page = mara()
    house.queue.clear()
    start(page)
    console(page).get_by_role("button", name="Cancel").click()
    expect(page.locator(".toast")).to_contain_text("Cancelled.")
    expect(page.locator(".pagehead")).to_contain_text("Nothing was written.")
    house.queue.set()
    page.goto("/runs/")
    expect(page.locator(".hist").first).to_contain_text("cancelled after")


def test_a_run_that_fails_says_where_and_keeps_the_input(mara, house) -> None:
    page = mara()
    house.trouble = KernelError("import_invalid", detail="The days of January overlap.")
    page.goto("/cmo/")
    choose(page, "Optimization")
    console(page).get_by_label("Period").fill("60")
    console(page).get_by_role("button", name="Run", exact=True).click()
    expect(console(page).locator(".badge")).to_have_text("failed")
    expect(console(page)).to_contain_text("The days of January overlap.")
    expect(console(page)).to_contain_text("Nothing was written. Your input is kept.")
    expect(console(page).get_by_label("Period")).to_have_value("60")
    house.trouble = None
    console(page).get_by_role("button", name="Try again").click()
    expect(page.locator(".pagehead .badge")).to_have_text("awaiting approval")


def test_refused_input_is_marked_where_it_was_typed_and_starts_nothing(mara, said) -> None:
    page = mara()
    page.goto("/runs/")
    runs = page.locator("main").inner_text()
    page.goto("/cmo/")
    choose(page, "Optimization")
    period = console(page).get_by_label("Period")
    period.fill("3")
    console(page).get_by_role("button", name="Run", exact=True).click()
    expect(console(page).get_by_label("Period")).to_have_attribute("aria-invalid", "true")
    expect(console(page)).to_contain_text("Nothing was started")
    expect(console(page).get_by_label("Period")).to_have_value("3")
    expect(console(page).locator(".error")).to_have_text("Write 14 or more.")
    assert heard(said, "422")
    page.goto("/runs/")
    assert page.locator("main").inner_text() == runs


def test_an_empty_workspace_is_told_what_is_missing(mara) -> None:
    page = mara("Asia")
    start(page)
    expect(console(page).locator(".badge")).to_have_text("needs something first")
    expect(console(page)).to_contain_text("Nothing went wrong.")
    console(page).get_by_role("link", name="Open the result").click()
    expect(page.locator("main")).to_contain_text("Daily metrics")


def test_the_page_of_a_run_shows_its_result_once_it_is_there(mara, house) -> None:
    page = mara()
    house.queue.clear()
    start(page)
    console(page).get_by_role("link", name="Watch").click()
    expect(page.locator(".pagehead")).to_contain_text("It is under way")
    house.queue.set()
    expect(page.get_by_role("heading", name="What it found")).to_be_visible()
    expect(page.locator(".timeline li").last).to_contain_text("Finished")


def test_a_request_in_plain_words_is_followed_to_the_agent_that_fits(mara) -> None:
    page = mara()
    page.goto("/cmo/")
    console(page).get_by_label("What do you want to have done?").fill("Why did sales drop?")
    console(page).get_by_role("button", name="Run", exact=True).click()
    expect(console(page).locator(".console__run")).to_contain_text("It goes to Optimization")
    expect(console(page).locator(".badge")).to_have_text("awaiting approval")
    console(page).get_by_role("link", name="Review").click()
    expect(page.locator(".pagehead h1")).to_contain_text("Optimization")
    expect(page.locator("main")).to_contain_text("This is step 1 of 1 of Request: Optimization")


def test_a_chain_is_shown_with_its_steps_and_stops_where_something_is_missing(mara) -> None:
    page = mara("Asia")
    page.goto("/cmo/")
    words = "Take me from nothing to a running plan"
    console(page).get_by_label("What do you want to have done?").fill(words)
    console(page).get_by_role("button", name="Run", exact=True).click()
    steps = console(page).locator(".steps li")
    expect(steps).to_have_count(5)
    expect(console(page).locator(".badge")).to_have_text("needs something first")
    expect(steps.first).to_contain_text("needs")
    console(page).get_by_role("link", name="Open the result").click()
    expect(page.locator(".timeline li")).to_have_count(5)
    page.locator(".timeline li").first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("This is step 1 of 5")
