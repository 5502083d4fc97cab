"""Setting a workspace up: paste, run, see what was found and from where, answer the rest."""

from __future__ import annotations

import pytest

from cmo.models import BrandProfile, IcpSegment, Offer
from cmo.tests.setup.texts import COFFEE
from kernel.tenancy.models import User
from kernel.tenancy.scope import tenant_scope

PLACE = ("mara@example.com", "Alder & Pine Coffee", "Asia")


@pytest.fixture
def page(visitor, cookies, house):
    yield visitor(storage_state=cookies(*PLACE))
    mara = User.objects.get(email=house.mara)
    with tenant_scope(house.coffee, house.asia, principal=mara.pk):
        for model in (Offer, IcpSegment, BrandProfile):
            model.objects.all().delete()


def test_a_pasted_text_fills_setup_with_its_passages(page):
    page.goto("/cmo/setup/")
    page.get_by_text("Nothing is set up yet").wait_for()
    page.get_by_label("About your company").fill(COFFEE)
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("10 fields of the profile").wait_for()
    page.get_by_role("heading", name="Brand profile").last.wait_for()
    page.get_by_text("Our mission is to make every break worth taking.").first.wait_for()
    page.get_by_text("How does the brand speak?").wait_for()
    page.locator("#console").get_by_text("more fields").click()
    page.get_by_label("Voice").fill("Short sentences.")
    page.get_by_label("About your company").fill("")
    page.locator("#console").get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Alder & Pine, with all that is needed.").wait_for()
