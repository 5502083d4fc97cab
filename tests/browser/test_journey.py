"""From a file to a decision and back, as the marketer of a company that begins with nothing."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import choose, sign_in, switch

SAMPLES = Path(__file__).resolve().parents[2] / "static" / "samples"
METRICS, FUNNEL = SAMPLES / "metrics.csv", SAMPLES / "funnel_counts.csv"


def cents(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def bring_in(page: Page, kind: str, file: Path) -> None:
    """Import a file from the imports page, by what stands on the pages."""
    page.goto("/imports/")
    page.get_by_role("link", name="New import").first.click()
    page.get_by_label("What is in the file").select_option(label=kind)
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("region", name="First rows").first).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Import [\d,]+ rows$")).click()
    expect(page.locator(".toast")).to_contain_text("was imported")
    differences = page.locator("section[aria-label='Control totals'] td:last-child")
    assert set(differences.all_inner_texts()) == {"none"}


def run_agent(page: Page) -> None:
    """Run the analyst from the dashboard's console and wait for its end."""
    page.goto("/cmo/")
    choose(page, "Optimization")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#console .badge")).to_have_text(re.compile("queued|running|awaiting"))
    expect(page.locator("#console .badge")).to_have_text("awaiting approval")


def amounts_of_all_pages(page: Page, column: str) -> list[int]:
    """Every amount of a column of the open list, through all of its pages, in cents."""
    found: list[int] = []
    while True:
        found += [
            cents(text) for text in page.locator(f"td[data-label={column}]").all_inner_texts()
        ]
        following = page.get_by_role("link", name="Next", exact=True)
        if not following.count():
            return found
        following.click()
        page.wait_for_load_state()


def test_a_file_becomes_a_decision_that_can_be_taken_back(visitor, house) -> None:
    page = visitor()
    sign_in(page, house.mara, house.password)
    switch(page, "Harbor Lane Books", "Shop")

    page.goto("/cmo/")
    expect(page.get_by_role("link", name="Import daily metrics").first).to_be_visible()
    bring_in(page, "Daily metrics", METRICS)
    bring_in(page, "Funnel counts", FUNNEL)
    run_agent(page)
    expect(page.locator(".rec").first).to_be_visible()
    expect(page.locator("#history .hist")).to_have_count(1)
    page.locator("#console").get_by_role("link", name="Review").click()
    expect(page.get_by_role("heading", name="What it found")).to_be_visible()
    expect(page.get_by_text("awaiting approval", exact=True)).to_be_visible()

    page.goto("/cmo/")
    revenue = page.locator(".kpi", has_text="Revenue").locator(".fig")
    shown = revenue.inner_text()
    revenue.click()
    drawer = page.locator("#evidence .drawer")
    expect(drawer.locator(".drawer__value")).to_have_text(shown)
    total = cents(drawer.locator("tfoot td").last.inner_text())
    drawer.get_by_role("link", name="Open in daily metrics").click()
    assert sum(amounts_of_all_pages(page, "Revenue")) == total
    assert round(total / 100) == cents(shown)

    page.goto("/approvals/")
    waiting = page.get_by_role("region", name="Waiting for a decision").locator(".rec")
    count, title = waiting.count(), waiting.first.locator("h3").inner_text()
    assert count > 0
    waiting.first.get_by_role("link", name="Evidence").click()
    change = page.locator(".proposal .diff tbody tr").first
    before, after = (change.locator("td").nth(n).inner_text() for n in (0, 1))
    page.get_by_role("button", name="Approve and apply").click()
    expect(page.locator(".toast")).to_contain_text(f"Applied: {title}")
    expect(page.locator(".proposal .badge")).to_have_text("applied")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text(f"Undone: {title}")
    expect(page.locator(".proposal .badge")).to_have_text("undone")
    assert before != after
    page.goto("/approvals/")
    expect(waiting).to_have_count(count - 1)
    page.goto("/")
    expect(page.locator(".feed")).to_contain_text(f"Undone: {title}")

    page.locator(".tenant__scope a").first.click()
    page.locator(".place", has_text="Alder & Pine Coffee").get_by_text("Europe").click()
    expect(page.locator(".tenant__scope")).to_contain_text("Alder & Pine Coffee")
    page.goto("/cmo/")
    expect(page.locator(".kpi", has_text="Revenue").locator(".fig")).not_to_have_text(shown)


def test_a_file_that_is_sent_twice_changes_nothing_and_can_be_taken_back(mara) -> None:
    page = mara("Asia")
    bring_in(page, "Funnel counts", FUNNEL)
    imported = page.url
    page.goto("/imports/new/")
    page.get_by_label("What is in the file").select_option(label="Funnel counts")
    page.get_by_label("File", exact=True).set_input_files(FUNNEL)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("main")).to_contain_text("0 new, 0 changed, 840 already there")
    page.goto(imported)
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto("/cmo/funnels/")
    expect(page.locator("main")).not_to_contain_text("Online shop")
