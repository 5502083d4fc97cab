"""What the README says of the demo is what the demo shows."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import choose

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()


def said_by_the_agent() -> list[str]:
    """The figures in the right column of the tour's table."""
    rows = re.findall(r"^\s+\| (?:since|on) .* \| (.*) \|$", README, re.M)
    return [figure for row in rows for figure in re.findall(r"€?\d[\d.,]*%?", row)]


def roas(page: Page) -> str:
    page.goto("/cmo/?period=91")
    return page.locator(".kpi", has_text="ROAS").locator(".kpi__value").inner_text()


def test_the_tour_finds_its_figures_and_its_prediction_comes_true(mara) -> None:
    page = mara()
    page.goto("/cmo/")
    choose(page, "Optimization")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    page.locator("#console").get_by_role("link", name="Review").click()
    found = page.locator(".prose")
    assert len(said_by_the_agent()) == 6
    for figure in said_by_the_agent():
        expect(found).to_contain_text(figure)

    before, after = re.search(r"from ([\d.]+) to ([\d.]+), by", README).groups()
    proposal = page.locator(".proposal", has_text="Leave 20 Jan out of the figures")
    url = page.url
    proposal.get_by_role("button", name="Approve and apply").click()
    expect(proposal.locator(".badge")).to_have_text("applied")
    assert roas(page) == after
    page.goto(url)
    proposal.get_by_role("button", name="Undo").click()
    expect(proposal.locator(".badge")).to_have_text("undone")
    assert roas(page) == before
