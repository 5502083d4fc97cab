"""Company and workspace settings."""

import datetime as dt

import pytest

from kernel.audit.models import AuditEvent
from kernel.tenancy.models import Tenant, Workspace

pytestmark = pytest.mark.django_db

PAGE = "/settings/workspace/"
FORM = {
    "of": "workspace", "name": "Europe", "timezone": "Asia/Tokyo", "currency": "jpy",
    "number_format": "de", "first_weekday": "7", "fiscal_month": "4", "working_days": ["1", "2"],
    "workday_start": "08:30", "workday_end": "16:00", "holidays": "2026-12-25\n\n2026-12-26",
    "set_phrases": "24/7\nTop 10",
}  # fmt: skip


def here(cast):
    with cast.scope(cast.alice):
        return Workspace.objects.get(pk=cast.alder.workspace_id)


def events(cast):
    with cast.scope(cast.alice):
        found = AuditEvent.objects.filter(event__in=["workspace.changed", "tenant.changed"])
        return [(event.event, event.detail) for event in found]


def test_an_owner_changes_the_workspace(enter, cast):
    client = enter("alice")
    response = client.post(PAGE, FORM)
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    space = here(cast)
    assert (space.name, space.timezone, space.currency) == ("Europe", "Asia/Tokyo", "JPY")
    assert (space.number_format, space.first_weekday, space.fiscal_month) == ("de", 7, 4)
    assert space.working_days == [1, 2]
    assert (space.workday_start, space.workday_end) == (dt.time(8, 30), dt.time(16))
    assert space.holidays == [dt.date(2026, 12, 25), dt.date(2026, 12, 26)]
    assert space.set_phrases == ["24/7", "Top 10"]
    ((event, detail),) = events(cast)
    assert event == "workspace.changed"
    assert set(detail["fields"]) == set(FORM) - {"of"}
    page = client.get(PAGE)
    assert "Europe was saved." in page.content.decode()


def test_an_admin_changes_the_workspace_but_not_the_company(enter, cast, admin):
    client = enter("bob")
    assert client.post(PAGE, FORM).status_code == 302
    assert "for its owners to change: Alice (owner)" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"of": "company", "company-name": "Taken"}).status_code == 403
    assert here(cast).name == "Europe"


def test_saving_what_stands_changes_nothing(enter, cast):
    client = enter("alice")
    form = client.get(PAGE).context["form"]
    posted = {bound.html_name: bound.value() for bound in form}
    assert client.post(PAGE, {**posted, "of": "workspace"}).status_code == 302
    assert events(cast) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "required"),
        ("timezone", "Mars/Olympus", "valid choice"),
        ("currency", "Euro", "at most 3"),
        ("currency", "€", "three-letter"),
        ("first_weekday", "8", "valid choice"),
        ("fiscal_month", "0", "valid choice"),
        ("number_format", "xx", "valid choice"),
        ("working_days", [], "at least one day"),
        ("workday_start", "9", "as 09:00"),
        ("workday_end", "08:30", "later than 08:30"),
        ("holidays", "2026-12-25\nChristmas", "“Christmas” is no day"),
        ("holidays", "2026-13-01", "no day"),
        ("holidays", "\n".join(f"{2000 + i}-01-01" for i in range(401)), "At most 400"),
        ("set_phrases", "x" * 61, "longer than 60"),
        ("name", "a\x00b", "Null characters"),
    ],
)
def test_a_fault_is_told_at_its_field_and_what_was_typed_is_kept(enter, cast, field, value, said):
    response = enter("alice").post(PAGE, {**FORM, field: value})
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    text = response.content.decode()
    assert "One answer needs mending." in text
    if field != "set_phrases":
        assert "Top 10" in text
    if field != "currency":
        assert 'value="jpy"' in text
    assert here(cast).name == "Main"


def test_an_owner_renames_the_company_and_asks_for_a_second_person(enter, cast):
    form = {"of": "company", "company-name": "Alder & Sons", "company-second_approval": "on"}
    assert enter("alice").post(PAGE, form).status_code == 302
    with cast.scope(cast.alice):
        tenant = Tenant.objects.get(pk=cast.alder.tenant_id)
    assert (tenant.name, tenant.second_approval) == ("Alder & Sons", True)
    assert events(cast) == [("tenant.changed", {"fields": ["name", "second_approval"]})]


def test_a_company_needs_a_name(enter, cast):
    response = enter("alice").post(PAGE, {"of": "company", "company-name": " "})
    assert response.status_code == 422
    assert response.context["company"].errors == {"name": ["This field is required."]}
    assert response.context["form"].errors == {}


def test_a_member_reads_the_settings_in_words(enter, cast):
    text = enter("una").get(PAGE).content.decode()
    assert "Asia/Tokyo" in text
    assert "Owners and admins change these settings: Alice (owner)." in text
    assert '<form class="rowform' not in text
