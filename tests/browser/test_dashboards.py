"""Each dashboard holds the four parts, and each of them works: run, look back, sort, switch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import choose, switch

DASHBOARDS = {
    "cmo": ("Optimization", "Budget used"),
    "cro": ("Analysis", "Planned size"),
    "cfo": ("Reporting", "Amount"),
    "coo": ("Delivery", "Estimate"),
}
"""By role, an agent to run and a column of figures to sort."""
ENDS = re.compile(r"done|awaiting approval|needs")
PATIENCE_MS = 30_000


@pytest.mark.parametrize("role", DASHBOARDS)
def test_a_dashboard_runs_an_agent_shows_it_sorts_and_goes_along(oda, role) -> None:
    mode, figure = DASHBOARDS[role]
    page = oda()
    page.goto(f"/{role}/")
    expect(page.locator(".tenant")).to_contain_text("Alder & Pine Coffee")
    choose(page, mode)
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#console .badge")).to_have_text(ENDS, timeout=PATIENCE_MS)
    page.goto(f"/{role}/")
    expect(page.locator("#history .history").first).to_contain_text(mode)
    firsts = set()
    for _ in range(2):
        direction, shown = sorted_by(page, figure)
        assert shown == sorted(shown, reverse=direction == "descending")
        firsts.add(shown[0])
    assert len(firsts) == 2
    switch(page, "Alder & Pine Coffee", "Asia")
    page.goto(f"/{role}/")
    expect(page.locator(".tenant")).to_contain_text("Asia")
    switch(page, "Alder & Pine Coffee", "Europe")


def sorted_by(page: Page, heading: str) -> tuple[str, list[float]]:
    """The direction and the figures of a column after a click on its heading."""
    table = page.locator(".resource").last
    head = table.locator("thead th", has_text=re.compile(heading, re.IGNORECASE))
    before = head.get_attribute("aria-sort")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    expect(head).not_to_have_attribute("aria-sort", before or "none")
    cells = table.locator(f"tbody td[data-label='{heading}' i]").all_inner_texts()
    numbers = [re.sub(r"[^\d.−-]", "", text.split("\n")[0]).replace("−", "-") for text in cells]
    return str(head.get_attribute("aria-sort")), [float(number) for number in numbers if number]
