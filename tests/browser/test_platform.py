"""The platform's own pages: the admin for staff, and the API's documentation."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import sign_in

STAFF = "sam@example.com"


def test_staff_create_a_tenant_and_open_it_with_a_reason(visitor, house) -> None:
    page = visitor()
    sign_in(page, STAFF, house.password)
    page.goto("/admin/")
    expect(page).to_have_title("Platform · UbiGrowth OS admin")
    page.get_by_role("link", name="Tenants", exact=True).click()
    page.get_by_role("link", name="Add tenant").click()
    page.get_by_label("Name:", exact=True).fill("Birch Books")
    page.get_by_label("Slug").fill("birch-books")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_label("Owner's e-mail").fill("nina@example.com")
    page.get_by_label("Owner's name").fill("Nina")
    page.get_by_label("Owner's first password").fill("a fine long password")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    page.locator("#result_list").get_by_role("link", name="Birch Books").click()
    page.get_by_label("Reason").fill("Ticket 4711: first steps")
    page.get_by_role("button", name="Open for sixty minutes").click()
    expect(page).to_have_url(re.compile("/change/$"))
    for part in ("domain", "workspace", "membership", "tenantmodule"):
        expect(page.locator(f"#{part}-group")).to_be_visible()
    page.get_by_label("Name:", exact=True).first.fill("Birch Books & Sons")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#result_list")).to_contain_text("Birch Books & Sons")
    page.goto("/admin/kernel/agentrun/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("agent run")


def test_the_owner_of_the_new_tenant_signs_in(visitor, house) -> None:
    page = visitor()
    sign_in(page, "nina@example.com", "a fine long password")
    expect(page.get_by_role("banner")).to_contain_text("Birch Books & Sons")


def test_the_apis_documentation_is_shown_from_here_alone(visitor, house) -> None:
    page = visitor()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/docs/")
    expect(page.locator(".swagger-ui .info")).to_contain_text("UbiGrowth OS")
    expect(page.locator(".opblock").first).to_be_visible()
    page.locator("#operations-kernel-kernel_run, .opblock-post").first.click()
    assert all(url.startswith((house.address, "data:")) for url in asked)
