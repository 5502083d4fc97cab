"""The platform's admin: staff only, and inside a tenant only with a grant."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from kernel.audit.models import AuditEvent
from kernel.runs.models import AgentRun
from kernel.tenancy.access import my_tenants
from kernel.tenancy.models import Domain, Membership, Tenant, TenantModule, User, Workspace
from kernel.tenancy.scope import identity_scope

pytestmark = pytest.mark.django_db

TENANTS = "/admin/kernel/tenant/"
REASON = "Ticket 4711: import hangs"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sam(cast):
    return signed_in(cast.sam)


def page_of(cast):
    return f"{TENANTS}{cast.alder.tenant_id}/change/"


def open_tenant(sam, cast):
    path = f"{TENANTS}{cast.alder.tenant_id}/support/"
    response = sam.post(path, {"reason": REASON})
    assert response.headers["Location"] == page_of(cast)


def form_of(response):
    """What the page's form would send unchanged."""
    context = response.context
    data = {}
    for form in [
        context["adminform"].form,
        *(
            f
            for s in context["inline_admin_formsets"]
            for f in [s.formset.management_form, *s.formset.forms]
        ),
    ]:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            data[bound.html_name] = value
    return data


def test_anonymous_is_sent_to_the_one_login_and_others_are_refused(cast):
    for path in ("/admin/", TENANTS, page_of(cast)):
        response = Client().get(path)
        assert response.headers["Location"].startswith("/accounts/login/?next=%2Fadmin%2F")
        for who in (cast.alice, cast.bob, cast.charlie):
            assert signed_in(who).get(path).status_code == 403
    assert "/accounts/login/" in Client().get("/admin/login/").headers["Location"]


@pytest.mark.parametrize(
    "path", ["/admin/", TENANTS, f"{TENANTS}add/", "/admin/kernel/user/", "/admin/kernel/user/add/",
             "/admin/kernel/auditevent/"],
)  # fmt: skip
def test_staff_see_the_platforms_pages(sam, path):
    response = sam.get(path)
    assert response.status_code == 200
    assert b"css/admin.css" in response.content
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_the_list_shows_names_only(sam):
    page = sam.get(TENANTS).content.decode()
    assert "Alder" in page
    assert "Harbor" in page


def test_a_tenants_page_asks_for_a_reason_first(sam, cast):
    response = sam.get(page_of(cast))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{TENANTS}{cast.alder.tenant_id}/support/")
    form = sam.get(response.headers["Location"])
    assert "Open Alder" in form.content.decode()
    short = sam.post(response.headers["Location"], {"reason": "why"})
    assert short.status_code == 200
    assert sam.get(page_of(cast)).status_code == 302


def test_a_grant_opens_one_tenant_for_an_hour_and_is_audited(sam, cast):
    open_tenant(sam, cast)
    page = sam.get(page_of(cast))
    assert page.status_code == 200
    text = page.content.decode()
    for word in ("Main", "Second", "bob@example.com", "Bob", "ai_cmo", REASON):
        assert word in text or word == "bob@example.com"
    assert sam.get(f"{TENANTS}{cast.harbor.tenant_id}/change/").status_code == 302
    with cast.scope():
        event = AuditEvent.objects.get(event="support.granted")
        assert event.detail["reason"] == REASON
        until = dt.datetime.fromisoformat(event.detail["until"])
    assert dt.timedelta(minutes=59) < until - timezone.now() <= dt.timedelta(minutes=60)


def test_an_ended_grant_closes_the_tenant(sam, cast):
    open_tenant(sam, cast)
    sam.post(f"{TENANTS}{cast.alder.tenant_id}/support/end/")
    assert sam.get(page_of(cast)).status_code == 302
    assert sam.get("/admin/kernel/agentrun/").status_code == 302


@pytest.mark.parametrize("id", ["1", "00000000-0000-7000-8000-000000000009", "' OR 1=1--"])
def test_a_tenant_that_is_not_there_is_404(sam, id):
    assert sam.get(f"{TENANTS}{id}/change/").status_code == 404
    assert sam.get(f"{TENANTS}{id}/support/").status_code == 404


NEW = {
    "name": "Birch", "slug": "birch", "workspace": "Main", "time_zone": "Europe/Berlin",
    "currency": "eur", "number_format": "de", "owner_email": "Nina@example.com",
    "owner_name": "Nina", "owner_password": "a fine long password", "modules": ["ai_cmo"],
}  # fmt: skip


def test_creating_a_tenant_makes_workspace_owner_and_modules(sam, cast):
    response = sam.post(f"{TENANTS}add/", NEW)
    assert response.status_code == 302, response.context["adminform"].form.errors
    nina = User.objects.get(email="nina@example.com")
    with identity_scope(nina.pk):
        (mine,) = my_tenants()
    assert (mine.name, mine.slug, mine.roles) == ("Birch", "birch", ("owner",))
    from kernel.tenancy.scope import tenant_scope

    with tenant_scope(mine.id, principal=nina.pk, wide=True):
        workspace = Workspace.objects.get()
        assert (workspace.timezone, workspace.currency, workspace.number_format) == (
            "Europe/Berlin", "EUR", "de",
        )  # fmt: skip
        assert [module.module_id for module in TenantModule.objects.all()] == ["ai_cmo"]
        assert AuditEvent.objects.filter(event="tenant.created").count() == 1
    with identity_scope(cast.sam.pk):
        assert AuditEvent.objects.filter(event="admin.added", subject=mine.id).count() == 1


def test_a_known_owner_needs_no_password(sam, cast):
    form = {**NEW, "owner_email": "bob@example.com", "owner_password": "", "slug": ""}
    assert sam.post(f"{TENANTS}add/", form).status_code == 302
    with identity_scope(cast.bob.pk):
        assert {tenant.name for tenant in my_tenants()} == {"Alder", "Birch"}


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("slug", "alder", "taken"),
        ("slug", "no good", "valid"),
        ("name", "", "required"),
        ("currency", "e", "ISO 4217"),
        ("time_zone", "Mars/Olympus", "valid choice"),
        ("owner_email", "nobody", "valid email"),
        ("owner_password", "", "first password"),
        ("owner_password", "short", "too short"),
        ("modules", ["ai_xyz"], "valid choice"),
    ],
)
def test_a_bad_tenant_is_told(sam, field, value, fault):
    response = sam.post(f"{TENANTS}add/", {**NEW, field: value})
    assert response.status_code == 200
    assert fault in str(response.context["adminform"].form.errors)


def test_domains_workspaces_members_and_modules_are_changed_on_one_page(sam, cast):
    open_tenant(sam, cast)
    data = form_of(sam.get(page_of(cast)))
    members = {}
    with cast.scope(wide=True):
        order = list(Membership.objects.all())
    forms = sam.get(page_of(cast)).context["inline_admin_formsets"]
    member_set = next(s.formset for s in forms if s.formset.model is Membership)
    for form in member_set.forms:
        members[form.instance.user_id] = form.prefix
    assert len(order) == len(members)
    module_set = next(s.formset for s in forms if s.formset.model is TenantModule)
    workspace_set = next(s.formset for s in forms if s.formset.model is Workspace)
    data["name"] = "Alder & Sons"
    data["domain-TOTAL_FORMS"] = 1
    data["domain-0-domain"] = "Reports.Alder.example"
    data[f"{members[cast.bob.pk]}-roles"] = ["marketer", "admin"]
    data[f"{members[cast.vera.pk]}-DELETE"] = "on"
    unticked = module_set.forms[0]
    data.pop(f"{unticked.prefix}-enabled")
    data[f"{workspace_set.forms[0].prefix}-name"] = "Headquarters"
    response = sam.post(page_of(cast), data)
    assert response.status_code == 302, response.context["errors"]
    with cast.scope(wide=True):
        assert Tenant.objects.get().name == "Alder & Sons"
        assert Domain.objects.get(tenant_id=cast.alder.tenant_id).domain == "reports.alder.example"
        assert set(Membership.objects.get(user=cast.bob).roles) == {"marketer", "admin"}
        assert not Membership.objects.filter(user=cast.vera).exists()
        off = [row.module_id for row in TenantModule.objects.filter(enabled=False)]
        assert off == [unticked.instance.module_id]
        assert Workspace.objects.filter(name="Headquarters").exists()
        assert AuditEvent.objects.filter(event="admin.changed", kind="support").exists()
    history = sam.get(f"{TENANTS}{cast.alder.tenant_id}/history/").content.decode()
    assert "admin.changed" in history
    assert "support.granted" in history


def test_support_makes_no_owner_and_takes_none_away(sam, cast):
    open_tenant(sam, cast)
    page = sam.get(page_of(cast))
    prefix = next(
        form.prefix
        for s in page.context["inline_admin_formsets"]
        if s.formset.model is Membership
        for form in s.formset.forms
        if form.instance.user_id == cast.bob.pk
    )
    response = sam.post(page_of(cast), {**form_of(page), f"{prefix}-roles": ["owner"]})
    assert response.status_code == 403
    with cast.scope():
        assert Membership.objects.get(user=cast.bob).roles == ["marketer"]


def test_runs_are_read_only_and_of_the_opened_tenant(sam, cast):
    with cast.scope():
        ours = AgentRun.objects.create(module="ai_cmo", agent="ours")
    with cast.scope(cast.charlie):
        theirs = AgentRun.objects.create(module="ai_cmo", agent="thrs")
    assert sam.get("/admin/kernel/agentrun/").headers["Location"] == TENANTS
    open_tenant(sam, cast)
    listed = sam.get("/admin/kernel/agentrun/").content.decode()
    assert "ours" in listed
    assert "thrs" not in listed
    path = f"/admin/kernel/agentrun/{ours.pk}/change/"
    page = sam.get(path)
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert sam.post(path, {"agent": "changed"}).status_code == 403
    assert sam.get(f"/admin/kernel/agentrun/{theirs.pk}/change/").status_code in (302, 404)
    assert sam.get("/admin/kernel/agentrun/add/").status_code == 403


def test_people_are_made_and_switched_off_but_never_made_staff(sam, cast):
    new = {"email": "Nina@example.com", "name": "Nina", "password": "a fine long password"}
    assert sam.post("/admin/kernel/user/add/", {**new, "is_staff": "on"}).status_code == 302
    nina = User.objects.get(email="nina@example.com")
    assert nina.check_password("a fine long password")
    assert not nina.is_staff
    path = f"/admin/kernel/user/{nina.pk}/change/"
    assert (
        sam.post(path, {"name": "Nina N.", "email": "x@y.z", "is_staff": "on"}).status_code == 302
    )
    nina.refresh_from_db()
    assert (nina.name, nina.email, nina.is_active, nina.is_staff) == (
        "Nina N.", "nina@example.com", False, False,
    )  # fmt: skip
    assert sam.get(f"/admin/kernel/user/{nina.pk}/delete/").status_code == 403
    history = sam.get(f"/admin/kernel/user/{nina.pk}/history/").content.decode()
    assert "admin.changed" in history


def test_without_being_staff_the_grant_is_refused_by_the_database(cast):
    from kernel.errors import KernelError
    from kernel.tenancy import services

    with identity_scope(cast.charlie.pk), pytest.raises(KernelError):
        services.grant_support(cast.alder.tenant_id, REASON)
