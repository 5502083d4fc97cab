"""The gallery in a real browser: silent console, keyboard, phone, and without script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from whitenoise import WhiteNoise

from kernel.screens.sheets import JoinedSheetFinder

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = ["", "dashboard/", "list/", "run/", "briefing/", "door/"]
STATIC = Path(__file__).resolve().parents[3] / "static"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


class Server(ThreadingMixIn, WSGIServer):
    """A page and its files are asked for at once."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    settings = override_settings(
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="kernel.screens.tests.urls",
        MIDDLEWARE=["csp.middleware.CSPMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
        CSRF_COOKIE_SECURE=False,
        CSRF_COOKIE_NAME="csrftoken",
        SECURE_SSL_REDIRECT=False,
    )
    with settings:
        app = WhiteNoise(WSGIHandler(), root=STATIC, prefix="static/", max_age=3600)
        app.add_files(JoinedSheetFinder().sheet().parents[1], prefix="static/")
        server = make_server("127.0.0.1", 0, app, server_class=Server, handler_class=Silent)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium: Browser, address: str) -> BrowserContext:
    return chromium.new_context(viewport=WIDE, base_url=f"{address}/styleguide/")


@pytest.fixture(scope="module")
def hand(chromium: Browser, address: str) -> BrowserContext:
    return chromium.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, base_url=f"{address}/styleguide/"
    )


@pytest.fixture
def wide(desk: BrowserContext) -> Iterator[Page]:
    yield from visit(desk)


@pytest.fixture
def phone(hand: BrowserContext) -> Iterator[Page]:
    yield from visit(hand)


def visit(context: BrowserContext) -> Iterator[Page]:
    """A page of its own whose console has said nothing when the test is over."""
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    context.clear_cookies()
    assert said == []


def test_no_page_is_wider_than_a_phone(phone: Page) -> None:
    for name in PAGES:
        phone.goto(name or "./")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_every_control_under_a_thumb_is_large_enough(phone: Page) -> None:
    phone.goto("dashboard/")
    small = phone.evaluate(
        """() => [...document.querySelectorAll('button, .btn, .input, .iconbtn, .tabbar a, summary')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"""
    )
    assert small == []


def test_evidence_opens_beside_the_figure_and_gives_the_focus_back(wide: Page) -> None:
    wide.goto("dashboard/")
    wide.evaluate("scrollTo(0, 1200)")
    figure = wide.locator(".funnel a.fig").first
    figure.click()
    drawer = wide.locator("#evidence .drawer")
    expect(drawer).to_be_focused()
    expect(drawer).to_be_in_viewport()
    expect(figure).to_have_attribute("aria-expanded", "true")
    assert wide.evaluate("scrollY") == 1200
    wide.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(figure).to_be_focused()


def test_evidence_follows_the_text_on_a_phone(phone: Page) -> None:
    phone.goto("dashboard/")
    phone.locator(".funnel a.fig").first.click()
    expect(phone.locator("#evidence .drawer")).to_be_focused()
    expect(phone.locator("#evidence .drawer")).to_be_in_viewport()
    phone.get_by_role("button", name="Close the evidence").click()
    expect(phone.locator(".funnel a.fig").first).to_be_focused()


def test_a_recommendation_unfolds_on_a_phone(phone: Page) -> None:
    phone.goto("dashboard/")
    line = phone.locator(".rec").first
    expect(line.locator(".rec__title")).to_be_visible()
    expect(line.get_by_role("button")).to_have_count(0)
    line.locator(".rec__fold").click()
    expect(line.get_by_role("button")).to_have_count(2)


def test_the_console_is_one_touch_away_on_a_phone(phone: Page) -> None:
    phone.goto("dashboard/")
    phone.locator(".tabbar__run").click()
    expect(phone.locator("#console h2")).to_be_in_viewport()


def test_the_navigation_opens_and_closes_on_a_phone(phone: Page) -> None:
    phone.goto("dashboard/")
    phone.get_by_role("button", name="Menu").click()
    expect(phone.locator("#nav")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("#nav")).to_be_hidden()


def test_keys_go_to_modules_and_to_the_search(wide: Page) -> None:
    wide.goto("dashboard/")
    wide.keyboard.press("g")
    wide.keyboard.press("o")
    wide.wait_for_url("**/list/")
    wide.keyboard.press("/")
    expect(wide.get_by_label("Search tasks")).to_be_focused()
    wide.keyboard.type("g m /")
    assert wide.url.endswith("/list/")


def test_keys_can_be_switched_off(wide: Page) -> None:
    wide.goto("dashboard/")
    wide.locator(".account > summary").click()
    wide.get_by_role("button", name="Switch keyboard shortcuts off").click()
    expect(wide.locator("body")).to_have_attribute("data-shortcuts", "off")
    wide.keyboard.press("g")
    wide.keyboard.press("o")
    assert wide.url.endswith("/dashboard/")


def test_a_theme_is_kept_and_painted_first(wide: Page) -> None:
    wide.goto("dashboard/")
    wide.locator(".account > summary").click()
    with wide.expect_response("**/appearance/"):
        wide.get_by_role("button", name="Dark").click()
    expect(wide.locator("html")).to_have_attribute("data-theme", "dark")
    wide.goto("list/")
    assert wide.evaluate("document.documentElement.dataset.theme") == "dark"


def test_menus_close_by_escape_and_by_a_click_elsewhere(wide: Page) -> None:
    wide.goto("list/")
    menu = wide.locator(".rtable .menu").nth(3)
    menu.locator("summary").click()
    expect(menu.get_by_text("Duplicate")).to_be_visible()
    wide.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.get_by_text("Duplicate")).to_be_hidden()
    menu.locator("summary").click()
    wide.locator("h1").click()
    expect(menu.get_by_text("Duplicate")).to_be_hidden()


def test_selected_rows_are_counted(wide: Page) -> None:
    wide.goto("list/")
    expect(wide.locator("[data-bulk-count]")).to_have_text("2 selected")
    wide.locator("[data-bulk-all]").check()
    expect(wide.locator("[data-bulk-count]")).to_have_text("8 selected")
    wide.locator("[data-bulk-all]").uncheck()
    expect(wide.locator(".bulk")).to_be_hidden()


def test_without_script_everything_can_be_reached(chromium: Browser, address: str) -> None:
    context = chromium.new_context(
        viewport=PHONE, java_script_enabled=False, base_url=f"{address}/styleguide/"
    )
    page = context.new_page()
    page.goto("list/")
    expect(page.get_by_role("button", name="Save").first).to_be_visible()
    expect(page.locator(".bulk")).to_be_visible()
    page.goto("dashboard/?evidence=1#evidence")
    expect(page.locator("#evidence .drawer")).to_be_in_viewport()
    page.get_by_role("button", name="Close the evidence").click()
    expect(page.locator("#evidence .drawer")).to_be_hidden()
    page.locator(".rec__fold").first.click()
    expect(page.locator(".rec").first.get_by_role("button").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_silent_in_both_themes(wide: Page, scheme: Literal["light", "dark"]) -> None:
    wide.emulate_media(color_scheme=scheme)
    for name in PAGES:
        wide.goto(name or "./")
        expect(wide.locator("h1")).to_be_visible()
