"""With the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def page(mara) -> Page:
    return mara()


def focused(page: Page) -> str:
    text: str = page.evaluate(
        "document.activeElement.innerText || document.activeElement.ariaLabel"
    )
    return text.strip()


def test_the_first_stop_leads_past_the_navigation(page) -> None:
    page.goto("/cmo/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the page"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_order_of_stops_is_that_of_reading(page) -> None:
    page.goto("/cmo/")
    tops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        spot = page.evaluate(
            """() => { const s = document.activeElement.closest('.main .stack > section');
            return s && !s.closest('aside') ? s.getBoundingClientRect().top + scrollY : null }"""
        )
        if spot is not None:
            tops.append(spot)
    assert len(set(tops)) > 2
    assert tops == sorted(tops)


def test_keys_lead_to_the_briefing_a_module_approvals_and_the_search(page) -> None:
    page.goto("/cmo/campaigns/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").blur()
    for keys, path in (("gb", "/"), ("gm", "/cmo/"), ("a", "/approvals/")):
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_url(
            lambda url, path=path: url.endswith(path) and url.count("/") == 2 + path.count("/")
        )


def test_evidence_takes_the_focus_and_gives_it_back(page) -> None:
    page.goto("/cmo/")
    figure = page.locator(".kpi .fig").first
    figure.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence .drawer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#evidence .drawer")).to_have_count(0)
    expect(figure).to_be_focused()


def test_a_menu_opens_by_enter_and_closes_by_escape(page) -> None:
    page.goto("/cmo/campaigns/")
    summary = page.locator("tbody .menu summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody .menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("tbody .menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_every_stop_shows_where_it_is(page) -> None:
    page.goto("/cmo/")
    for _ in range(25):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }"
        )
        assert ring or page.evaluate("document.activeElement.matches('input')"), focused(page)
