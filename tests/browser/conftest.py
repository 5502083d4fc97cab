"""A browser before the whole product. Whatever a page's console says fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.house import House, opened

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder needs a browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), opened(patch) as made:
        yield made


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def said() -> list[str]:
    """What consoles said. A test that expects something takes it out by itself."""
    return []


@pytest.fixture
def visitor(chromium: Browser, house: House, said: list[str]) -> Iterator[Visit]:
    """Pages in contexts of their own: ``visitor(phone=True, java_script_enabled=False)``."""
    contexts: list[BrowserContext] = []

    def arrive(*, phone: bool = False, **options: Any) -> Page:
        hand = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
        desk = {"viewport": WIDE}
        context = chromium.new_context(
            base_url=house.address, **{**(hand if phone else desk), **options}
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield arrive
    for context in contexts:
        context.close()
    house.restore()
    assert said == []


@pytest.fixture(scope="package")
def cookies(chromium: Browser, house: House) -> Callable[[str, str, str], Any]:
    """The state of a context signed in to a workspace; each place has a session of its own."""
    kept: dict[tuple[str, str, str], Any] = {}

    def signed_in(email: str, company: str, workspace: str) -> Any:
        key = (email, company, workspace)
        if key not in kept:
            context = chromium.new_context(base_url=house.address)
            page = context.new_page()
            sign_in(page, email, house.password)
            switch(page, company, workspace)
            kept[key] = context.storage_state()
            context.close()
        return kept[key]

    return signed_in


@pytest.fixture
def mara(visitor: Visit, cookies: Callable[[str, str, str], Any], house: House) -> Visit:
    """Pages of the marketer, in Europe unless another workspace is named."""

    def arrive(workspace: str = "Europe", **options: Any) -> Page:
        state = cookies(house.mara, "Alder & Pine Coffee", workspace)
        return visitor(storage_state=state, **options)

    return arrive


@pytest.fixture
def oda(visitor: Visit, cookies: Callable[[str, str, str], Any], house: House) -> Visit:
    """Pages of the owner, who sees every module, in Europe."""

    def arrive(**options: Any) -> Page:
        state = cookies(house.oda, "Alder & Pine Coffee", "Europe")
        return visitor(storage_state=state, **options)

    return arrive


def heard(said: list[str], word: str) -> bool:
    """Whether consoles said something with this word; what they said is forgiven."""
    found = [text for text in said if word in text]
    said[:] = [text for text in said if word not in text]
    return bool(found)


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def switch(page: Page, company: str, workspace: str) -> None:
    """Choose where to work, as the names in the header lead there."""
    page.goto("/switch/")
    page.locator(".place", has_text=company).get_by_role("button", name=workspace).click()
    page.wait_for_url("**/")


def choose(page: Page, mode: str, *, script: bool = True) -> None:
    """Choose an agent in the console; with script its questions are there at once."""
    page.locator("#console .modes").get_by_text(mode, exact=True).click()
    if script:
        chosen = page.locator("#console .modes label", has_text=mode).locator("input[checked]")
        expect(chosen).to_have_count(1)
