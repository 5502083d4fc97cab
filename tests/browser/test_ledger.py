"""A finance lead's first statement: import, categories, a rule, a balance that agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in, switch

pytestmark = pytest.mark.sweep

STATEMENT = """Date;Payee;Purpose;Debit;Credit;Balance
05.01.2026;Kontor Property;Rent January;1.200,00;;8.800,00
07.01.2026;Paylane payout;PO-260107;;3.450,75;12.250,75
09.01.2026;City Rail 4711;;4,50;;12.246,25
09.01.2026;City Rail 4712;;4,50;;12.241,75
"""


def uploaded(page: Page, file: Path) -> None:
    page.goto("/imports/new/?kind=cfo/statements")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at it").click()


def test_a_statement_becomes_a_ledger_that_agrees_with_the_bank(visitor, house, tmp_path) -> None:
    page = visitor()
    sign_in(page, house.oda, house.password)
    switch(page, "Alder & Pine Coffee", "Asia")
    file = tmp_path / "january.csv"
    file.write_text(STATEMENT)

    page.goto("/cfo/transactions/")
    page.get_by_role("link", name="Import a statement").first.click()
    uploaded(page, file)
    expect(page.get_by_text("does not say its account").first).to_be_visible()
    page.locator("input[name='option-fixed:account']").fill("House bank")
    page.get_by_text("How the file is read").click()
    page.get_by_label("Currency of amounts without one").fill("EUR")
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name="Import 4 rows").click()
    expect(page.locator(".toast")).to_contain_text("was imported")

    page.goto("/cfo/transactions/")
    page.get_by_role("button", name="Use the usual ones").click()
    rail = page.locator("tr", has_text="City Rail").filter(has_text="2 lines")
    rail.get_by_role("combobox").select_option(label="Travel")
    rail.get_by_label("as a rule").check()
    rail.get_by_role("button", name="File 2").click()
    expect(page.locator(".toast")).to_contain_text("2 lines filed under Travel")
    expect(page.get_by_text("2 lines wait for a category")).to_be_visible()

    page.goto("/cfo/accounts/")
    expect(page.get_by_text("it agrees with the bank")).to_be_visible()
    opening = page.locator(".balance tr", has_text="Opening balance")
    expect(opening).to_contain_text("10,000.00")
    lines = page.locator(".balance .fig")
    expect(lines).to_contain_text("+")
    lines.click()
    expect(page.locator(".rtable tbody tr")).to_have_count(4)

    uploaded(page, file)
    page.locator("input[name='option-fixed:account']").fill("House bank")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("0 new", exact=False).first).to_be_visible()
