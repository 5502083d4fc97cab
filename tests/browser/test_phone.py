"""Under a thumb, at 390 pixels; and no page is too wide for a small laptop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, choose
from tests.browser.pages import SCREENS

PAGES = [
    *SCREENS, "/", "/approvals/", "/runs/", "/cmo/metrics-snapshots/", "/cmo/recommendations/", "/imports/", "/imports/new/", "/notifications/",
    "/proof/", "/settings/account/", "/settings/workspace/", "/switch/",
]  # fmt: skip
SMALL = """() => [...document.querySelectorAll('button, .btn, .input, .iconbtn, .tabbar a, select')]
    .filter(e => e.checkVisibility() && !e.closest('[hidden], .vh')
        && e.getBoundingClientRect().height < 43.5 && e.getBoundingClientRect().height > 0)
    .map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture
def phone(mara) -> Page:
    return mara(phone=True)


@pytest.mark.sweep
def test_no_page_is_wider_than_the_screen_or_has_small_controls(oda) -> None:
    phone = oda(phone=True)
    wide, small = [], {}
    for path in PAGES:
        phone.goto(path)
        if phone.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(path)
        if found := phone.evaluate(SMALL):
            small[path] = found
    assert wide == []
    assert small == {}


@pytest.mark.sweep
def test_no_page_is_wider_than_a_small_laptop(oda) -> None:
    page = oda(viewport={"width": 1024, "height": 768})
    wide = []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 1024:
            wide.append(path)
    assert wide == []


def test_the_header_keeps_to_two_lines(phone) -> None:
    phone.goto("/")
    assert phone.locator(".tenant").bounding_box()["height"] < 100


def test_the_menu_leads_everywhere_and_closes(phone) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="Menu").click()
    phone.locator("#nav").get_by_role("link", name="Approvals").click()
    phone.wait_for_url("**/approvals/")
    phone.get_by_role("button", name="Menu").click()
    phone.keyboard.press("Escape")
    expect(phone.locator("#nav")).to_be_hidden()


def test_an_agent_is_run_from_the_bar_under_the_thumb(phone) -> None:
    phone.goto("/cmo/")
    phone.locator(".tabbar__run").click()
    expect(phone.locator("#console h2")).to_be_in_viewport()
    choose(phone, "Optimization")
    phone.locator("#console").get_by_role("button", name="Run", exact=True).click()
    expect(phone.locator("#console .badge")).to_have_text("awaiting approval")


def test_a_recommendation_unfolds_and_its_figure_follows_the_text(phone) -> None:
    phone.goto("/approvals/")
    line = phone.locator(".rec").first
    expect(line.get_by_role("button")).to_have_count(0)
    line.locator(".rec__fold").click()
    expect(line.get_by_role("button")).to_have_count(2)
    phone.goto("/cmo/")
    phone.locator(".kpi .fig").first.click()
    expect(phone.locator("#evidence .drawer")).to_be_focused()
    expect(phone.locator("#evidence .drawer__head")).to_be_in_viewport()
    phone.get_by_role("button", name="Close the evidence").click()
    expect(phone.locator(".kpi .fig").first).to_be_focused()
