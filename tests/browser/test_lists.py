"""Lists as people work with them: edit in the row, several rows at once, export, refusals."""

from __future__ import annotations

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.conftest import heard


def test_a_cell_is_saved_when_it_is_changed(mara) -> None:
    page = mara()
    page.goto("/cmo/campaigns/")
    status = page.get_by_label("Status of Everyday search")
    with page.expect_response(lambda r: r.request.method == "POST"):
        status.select_option(label="Paused")
    expect(page.locator("tr", has_text="Everyday search").locator(".status").first).to_have_value(
        "paused"
    )
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.get_by_label("Status of Everyday search").select_option(label="Active")
    page.reload()
    expect(page.get_by_label("Status of Everyday search")).to_have_value("active")


def test_a_cell_that_is_refused_says_why_in_its_row(mara, said) -> None:
    page = mara()
    page.goto("/cmo/campaigns/")
    page.get_by_label("End of Everyday search").fill("2020-01-01")
    page.get_by_label("End of Everyday search").blur()
    row = page.locator("tr", has_text="Everyday search")
    expect(row.locator(".error")).to_be_visible()
    heard(said, "422")
    page.reload()
    expect(page.get_by_label("End of Everyday search")).to_have_value("")


def test_several_rows_are_changed_at_once(mara) -> None:
    page = mara()
    page.goto("/cmo/campaigns/")
    for name in ("Roast letters", "Partner shelves"):
        page.get_by_label(f"Select {name}").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("2 selected")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_label("Status of Roast letters")).to_have_value("paused")
    expect(page.get_by_label("Status of Partner shelves")).to_have_value("paused")
    for name in ("Roast letters", "Partner shelves"):
        page.get_by_label(f"Select {name}").check()
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_label("Status of Roast letters")).to_have_value("active")


def test_what_is_shown_is_what_is_exported(mara) -> None:
    page = mara()
    page.goto("/cmo/metrics-snapshots/?channel=email&date__gte=2026-01-01")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export 31 rows").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 31


def test_nothing_matches_offers_the_way_back(mara) -> None:
    page = mara()
    page.goto("/cmo/campaigns/?q=zeppelin")
    expect(page.locator(".state")).to_be_visible()
    page.locator(".state a").first.click()
    expect(page.locator("tbody tr")).to_have_count(5)


def test_a_row_is_made_changed_and_deleted(mara, said) -> None:
    page = mara()
    page.goto("/cmo/campaigns/")
    page.get_by_role("link", name="New campaign").click()
    page.get_by_role("button", name=re.compile("^(Save|Add|Create)")).click()
    expect(page.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    heard(said, "422")
    page.get_by_label("Name").fill("Autumn tins")
    page.get_by_label("Budget").fill("1,250.50")
    page.get_by_role("button", name=re.compile("^(Save|Add|Create)")).click()
    page.get_by_role("link", name="Autumn tins").click()
    expect(page.locator("main")).to_contain_text("€1,250.50")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name").fill("Winter tins")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Winter tins")
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Delete").click()
    page.goto("/cmo/campaigns/")
    expect(page.locator("tbody")).not_to_contain_text("Winter tins")
