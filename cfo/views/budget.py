"""Budgets on screen: a version above the list, its approval, and forms over the generic views."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse

from cfo import forms, models, tables
from cfo.budgeting import page, versions
from kernel import audit
from kernel.core.facts import FactBook
from kernel.errors import ConflictError
from kernel.resources.querying import ListShape
from kernel.resources.views import (
    ResourceCreate,
    ResourceDelete,
    ResourceDetail,
    ResourceEdit,
    ResourceExport,
    ResourceList,
)
from kernel.resources.views.base import ResourceView, wants_fragment
from kernel.screens import evidence

EVIDENCE = "evidence"


class BudgetList(ResourceList):
    """`/cfo/budgets/`: a version in its scenarios, a month against it, then every row."""

    model = models.Budget
    table_class = tables.BudgetTable
    filterset_class = tables.BudgetFilters
    search_fields = ("category__name",)
    empty = "A budget says what a month of a category may cost or should bring."
    template_name = "cfo/budgets.html"

    @classmethod
    def shape(cls) -> ListShape:
        """As of every list; what is above it has figures and choices of its own."""
        own = super().shape()
        further = {EVIDENCE, *page.CHOICES}
        return replace(own, more_parameters=own.more_parameters | further)

    @cached_property
    def book(self) -> FactBook:
        return FactBook()

    @cached_property
    def shown(self) -> dict[str, Any]:
        return page.page(self.request, self.notation, self.book, may_write=self.may_write)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if wants_fragment(request) and EVIDENCE in request.GET:
            return render(request, "components/evidence_drawer.html", self._evidence())
        return super().get(request, *args, **kwargs)

    def lede(self) -> str:
        return page.lede(self.shown)

    def tools(self) -> list[dict[str, Any]]:
        """The planner drafts the next version; a draft that nobody proposes is approved here."""
        if not self.may_write:
            return []
        plan = {"label": "Plan a budget", "url": page.PLANNER, "icon": "play"}
        approve = self.shown.get("approve")
        return [approve, plan] if approve else [plan]

    def page(
        self, context: dict[str, Any], *, template: str = "", status: int = 200
    ) -> TemplateResponse:
        if not template:
            asked = {"rows_asked": bool(set(self.request.GET) - {EVIDENCE, *page.CHOICES})}
            context = {**context, **self.shown, **self._evidence(), **asked}
        return super().page(context, template=template, status=status)

    def _evidence(self) -> dict[str, Any]:
        return {EVIDENCE: evidence.asked(self.request, self.book) if self.shown else None}


class BudgetApproval(ResourceView):
    """`POST …/versions/{version}/approval/`: a whole version counts from now on."""

    model = models.Budget
    template_name = "kernel/resources/field_refused.html"
    writes = True

    def post(self, request: HttpRequest, version: int, **kwargs: Any) -> HttpResponse:
        currency = request.POST.get("currency", "")
        try:
            with transaction.atomic():
                former, approved = versions.approve(version=version, currency=currency)
        except ConflictError as refusal:
            context = {
                "title": f"Version {version} was not approved",
                "problem": refusal.detail,
                "cancel": self.list_path,
            }
            return self.page(context, status=409)
        detail = {"currency": currency, "approved": len(approved), "replaced": len(former)}
        audit.record("cfo.budget_approved", subject=f"version {version}", detail=detail)
        also = " What counted for its months before is a draft again." if former else ""
        messages.success(request, f"Version {version} of the budget is approved.{also}")
        return HttpResponseRedirect(self.back(f"{self.list_path}?plan={version}"))


class BudgetDetail(ResourceDetail):
    model = models.Budget
    table_class = tables.BudgetTable
    fields = ("period", "category", "amount", "scenario", "version", "status")


class BudgetCreate(ResourceCreate):
    model = models.Budget
    form_class = forms.BudgetForm


class BudgetEdit(ResourceEdit):
    model = models.Budget
    form_class = forms.BudgetForm


class BudgetDelete(ResourceDelete):
    model = models.Budget


class BudgetExport(ResourceExport):
    listing = BudgetList
