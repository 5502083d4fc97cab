"""``/settings/workspace/``: the company, and the workspace that the person is in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views import View

from kernel import audit
from kernel.doors.door import door_of
from kernel.formats.dates import MONTHS, WEEKDAYS
from kernel.resources.rights import notation, rights
from kernel.screens.people.settings import managers, page, refusal
from kernel.screens.people.workspace_forms import CompanyForm, WorkspaceForm, settings_of
from kernel.tenancy.models import Tenant, Workspace
from kernel.tenancy.models.members import OWNER

URL = "/settings/workspace/"


class WorkspaceSettings(View):
    """Shown to every member; changed by owners and admins. The company is its owners' matter."""

    def get(self, request: HttpRequest) -> HttpResponse:
        company, workspace = _here(request)
        form = WorkspaceForm(initial=settings_of(workspace))
        return _page(request, form, _company_form(request, company))

    def post(self, request: HttpRequest) -> HttpResponse:
        access = rights(request)
        if not access.manages:
            raise refusal(request)
        company, workspace = _here(request)
        if request.POST.get("of") == "company":
            return self._company(request, company, workspace)
        form = WorkspaceForm(request.POST, initial=settings_of(workspace))
        if not form.is_valid():
            return _page(request, form, _company_form(request, company), status=422)
        if form.changed_data:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            Workspace.objects.filter(pk=workspace.pk).update(**changes, updated_at=timezone.now())
            audit.record(
                "workspace.changed", subject=workspace.pk, detail={"fields": form.changed_data}
            )
            messages.success(request, f"{form.cleaned_data['name']} was saved.")
        return redirect(URL)

    def _company(self, request: HttpRequest, company: Tenant, workspace: Workspace) -> HttpResponse:
        form = _company_form(request, company, request.POST)
        if form is None:
            raise refusal(request)
        if not form.is_valid():
            filled = WorkspaceForm(initial=settings_of(workspace))
            return _page(request, filled, form, status=422)
        if form.changed_data:
            Tenant.objects.filter(pk=company.pk).update(
                **form.cleaned_data, updated_at=timezone.now()
            )
            audit.record("tenant.changed", subject=company.pk, detail={"fields": form.changed_data})
            messages.success(request, f"{form.cleaned_data['name']} was saved.")
        return redirect(URL)


def _here(request: HttpRequest) -> tuple[Tenant, Workspace]:
    """Tenant and workspace as they stand."""
    door = door_of(request)
    assert door.tenant is not None
    assert door.workspace is not None
    return door.tenant, door.workspace


def _company_form(request: HttpRequest, company: Tenant, data: Any = None) -> CompanyForm | None:
    """The company's form, for its owners; None for others."""
    if OWNER not in rights(request).roles:
        return None
    initial = {"name": company.name, "second_approval": company.second_approval}
    return CompanyForm(data, initial=initial)


def _page(
    request: HttpRequest, form: WorkspaceForm, company: CompanyForm | None, status: int = 200
) -> HttpResponse:
    tenant, workspace = _here(request)
    manages = rights(request).manages
    context = {
        "title": "Workspace",
        "lede": f"{workspace} of {tenant}.",
        "form": form,
        "company": company,
        "facts": [] if manages else _facts(request, tenant, workspace),
        "restricted": "" if company else _restricted(manages),
    }
    return page(request, "workspace", context, status=status)


def _restricted(manages: bool) -> str:
    """Why a part cannot be changed, and who can."""
    if manages:
        return f"Company name and second approval are for its owners to change: {managers(OWNER)}."
    return f"Owners and admins change these settings: {managers()}. You can read them."


def _facts(request: HttpRequest, tenant: Tenant, workspace: Workspace) -> list[dict[str, str]]:
    """The settings in words, for whoever may not change them."""
    notes = notation(request)
    days = [WEEKDAYS[day - 1] for day in sorted(workspace.working_days)]
    hours = f"{workspace.workday_start:%H:%M} to {workspace.workday_end:%H:%M}"
    facts = {
        "Company": tenant.name,
        "Workspace": workspace.name,
        "Time zone": workspace.timezone,
        "Currency": workspace.currency,
        "Numbers": workspace.get_number_format_display(),
        "The week begins on": WEEKDAYS[workspace.first_weekday - 1],
        "The fiscal year begins in": MONTHS[workspace.fiscal_month - 1],
        "Working days": ", ".join(days) or "none",
        "Work hours": hours,
        "Holidays": ", ".join(notes.day(day) for day in workspace.holidays) or "none",
        "Set phrases": ", ".join(workspace.set_phrases) or "none",
        "A second person approves": "yes" if tenant.second_approval else "no",
    }
    return [{"name": name, "value": value} for name, value in facts.items()]
