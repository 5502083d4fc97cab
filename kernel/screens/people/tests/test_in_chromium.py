"""From nobody to a company of two, in a real browser: with script, and on a phone without."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = (
    "settings/account/",
    "settings/workspace/",
    "settings/members/",
    "settings/members/invitation/",
    "settings/modules/",
    "settings/webhooks/",
    "settings/isolation/",
    "settings/audit/",
    "settings/keys/",
    "notifications/",
    "proof/",
    "switch/",
)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium here")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


class Visitor:
    """A page that fails on any message of the console."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.messages: list[str] = []
        self.context: BrowserContext = browser.new_context(base_url=address, **options)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()


def sign_up(visitor: Visitor, name: str, email: str) -> None:
    visitor.page.get_by_label("Your name").fill(name)
    if email:
        visitor.page.get_by_label("E-mail").fill(email)
    visitor.page.get_by_label("Password").fill("a fine long password")


def start_company(visitor: Visitor) -> None:
    visitor.page.goto("/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("What would you like to do?")
    visitor.page.get_by_role("link", name="Start my company").click()
    sign_up(visitor, "Nina Nuss", "nina@example.com")
    visitor.press("Go on to the company")
    visitor.page.get_by_label("Company").fill("Nuss & Co")
    visitor.page.get_by_label("Time zone").select_option("Europe/Berlin")
    visitor.press("Start")
    expect(visitor.page.get_by_role("heading", name="First steps")).to_be_visible()


def invite(visitor: Visitor, email: str) -> str:
    """The link for somebody, made under settings."""
    visitor.page.goto("/settings/members/invitation/")
    visitor.page.get_by_label("E-mail").fill(email)
    visitor.page.get_by_role("checkbox", name="Marketer: reads and changes Marketing").check()
    visitor.press("Make the link")
    return visitor.page.get_by_label(f"Link for {email}").input_value()


def test_a_company_is_started_and_a_second_person_joins(
    browser: Browser, live_server: Any, transactional_db: None, cast: Any
) -> None:
    nina = Visitor(browser, live_server.url, permissions=["clipboard-read", "clipboard-write"])
    start_company(nina)
    link = invite(nina, "ned@example.com")
    nina.press("Copy")
    expect(nina.page.get_by_role("button", name="Copied")).to_be_visible()
    assert nina.page.evaluate("navigator.clipboard.readText()") == link

    ned = Visitor(browser, live_server.url)
    ned.page.goto(link)
    expect(ned.page.get_by_role("heading", level=1)).to_have_text("Nuss & Co")
    sign_up(ned, "Ned Neumann", "")
    ned.press("Join Nuss & Co")
    expect(ned.page.get_by_role("heading", name="First steps")).to_be_visible()
    expect(ned.page.get_by_role("heading", name="Invite someone")).to_have_count(0)

    nina.page.goto("/")
    expect(nina.page.locator(".checklist__item--done h3")).to_have_text("Invite someone")
    nina.page.goto("/settings/account/")
    nina.page.get_by_role("radio", name="Dark").check()
    nina.press("Save")
    expect(nina.page.get_by_text("Your account was saved.")).to_be_visible()
    expect(nina.page.locator("html")).to_have_attribute("data-theme", "dark")
    for address in PAGES:
        nina.page.goto(f"/{address}")
        expect(nina.page.locator("h1")).to_be_visible()
    assert nina.messages == ned.messages == []


def test_it_all_works_on_a_phone_without_script(
    browser: Browser, live_server: Any, transactional_db: None, cast: Any
) -> None:
    phone = {"width": 390, "height": 844}
    nina = Visitor(browser, live_server.url, viewport=phone, java_script_enabled=False)
    start_company(nina)
    assert "/accounts/invitations/" in invite(nina, "ned@example.com")
    expect(nina.page.get_by_role("button", name="Copy")).to_be_hidden()
    nina.page.goto("/settings/webhooks/")
    nina.page.get_by_label("Name").fill("Shop")
    nina.press("Make the endpoint")
    assert nina.page.get_by_label("Secret").input_value().startswith("whsec_")
    for address in PAGES:
        nina.page.goto(f"/{address}")
        expect(nina.page.locator("h1")).to_be_visible()
        box = nina.page.locator("main").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390.5, address
    assert nina.messages == []
