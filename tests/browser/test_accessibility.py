"""axe-core over the main pages, in both themes: nothing serious."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from kernel.core.registry import get_all_modules
from tests.browser.pages import SCREENS

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text()
DASHBOARDS = [manifest.ui.base_path + "/" for manifest in get_all_modules()]
DOORS = ["/welcome/", "/accounts/login/", "/accounts/signup/"]
PAGES = [
    *SCREENS, "/", "/cmo/?evidence=now.eur.revenue", "/approvals/", "/runs/",
    "/cmo/campaigns/new/", "/cmo/metrics-snapshots/", "/cmo/recommendations/", "/imports/",
    "/imports/new/", "/notifications/", "/proof/", "/settings/account/", "/settings/workspace/",
    "/settings/keys/", "/switch/",
]  # fmt: skip
EVERY_RUN = ["/", *DASHBOARDS, "/approvals/", "/runs/", "/imports/new/", "/settings/workspace/"]
DARK = [
    "/", "/cmo/", "/cmo/?evidence=now.eur.revenue", "/approvals/", "/cmo/campaigns/",
    "/imports/new/", "/settings/workspace/",
]  # fmt: skip
FOUND = """async (rules) => {
    const options = {resultTypes: ['violations']};
    if (rules.length) options.runOnly = {type: 'rule', values: rules};
    const found = await axe.run(document, options);
    return found.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(
        v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 4).join(' | ')}`);
}"""


def violations(page: Page, path: str, rules: list[str]) -> list[str]:
    page.goto(path)
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FOUND, rules)
    return [f"{path} {words}" for words in found]


@pytest.mark.parametrize(
    ("scheme", "paths", "rules"),
    [
        pytest.param("light", PAGES, [], marks=pytest.mark.sweep),
        pytest.param("light", EVERY_RUN, [], id="a dashboard each"),
        ("dark", DARK, ["color-contrast"]),
    ],
)
def test_pages_have_no_serious_violation(
    oda, visitor, scheme: Literal["light", "dark"], paths: list[str], rules: list[str]
) -> None:
    inside, outside = oda(color_scheme=scheme), visitor(color_scheme=scheme)
    inside.goto("/runs/")
    run = inside.locator("a.hist").first.get_attribute("href")
    inside.goto("/cmo/recommendations/")
    proposal = inside.locator("tbody th a").first.get_attribute("href")
    found = [words for path in DOORS for words in violations(outside, path, rules)]
    for path in [*paths, run, proposal]:
        found += violations(inside, path, rules)
    assert found == []
