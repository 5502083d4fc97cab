"""The Plan screen, a plan's statuses, and its milestones."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cmo.models import MarketingPlan
from cmo.models.marketing_plan import PlanStatus
from cmo.strategy import page
from cmo.strategy.statuses import move
from kernel.errors import ConflictError, NotFoundError
from kernel.resources import addresses, changes
from kernel.resources.views.base import ResourceView, wants_fragment

PATH = "/cmo/plan/"


class Plan(ResourceView):
    """`/cmo/plan/`: the plan that counts now; `?plan=` shows another."""

    model = MarketingPlan
    template_name = "cmo/plan.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("plan", "")
        plan = page.shown_plan(chosen)
        if chosen and plan is None:
            raise NotFoundError("There is no such plan in this workspace.")
        context = page.page(request, plan, may_write=self.may_write)
        if wants_fragment(request) and "evidence" in request.GET:
            drawer = {"evidence": context["evidence"]}
            return render(request, "components/evidence_drawer.html", drawer)
        return self.page({**context, "crumbs": [], "wide_rail": True})


class PlanStatusView(ResourceView):
    """`POST …/{verb}/`: a plan's next status; activating completes the plan before it."""

    model = MarketingPlan
    template_name = "kernel/resources/field_refused.html"
    writes = True
    to: ClassVar[PlanStatus]
    said: ClassVar[str]

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        plan = changes.one(MarketingPlan, addresses.parse_id(id), lock=True)
        before = {row.pk: row.status for row in MarketingPlan.objects.all()}
        try:
            moved = move(plan, self.to)
        except ConflictError as refusal:
            return self.page(
                {
                    "title": f"“{plan}” was not changed",
                    "problem": refusal.detail,
                    "cancel": _path(plan),
                },
                status=409,
            )
        for row in moved:
            changes.save(row, {"status": before[row.pk]})
        also = "".join(f" “{row}” was completed." for row in moved if row.pk != plan.pk)
        messages.success(request, f"“{plan}” {self.said}.{also}")
        return HttpResponseRedirect(self.back(_path(plan)))


class PlanApproval(PlanStatusView):
    to, said = PlanStatus.APPROVED, "was approved"


class PlanActivation(PlanStatusView):
    to, said = PlanStatus.ACTIVE, "is active now"


class PlanCompletion(PlanStatusView):
    to, said = PlanStatus.COMPLETED, "was completed"


class PlanArchival(PlanStatusView):
    to, said = PlanStatus.ARCHIVED, "was archived"


class PlanReopening(PlanStatusView):
    to, said = PlanStatus.DRAFT, "is a draft again"


class MilestoneView(ResourceView):
    """`POST …/milestones/{key}/{completion,reopening}/`: a milestone is done, or is not."""

    model = MarketingPlan
    writes = True
    done: ClassVar[bool]

    def post(self, request: HttpRequest, id: object, key: str, **kwargs: Any) -> HttpResponse:
        plan = changes.one(MarketingPlan, addresses.parse_id(id), lock=True)
        if key not in {item["key"] for item in plan.milestones}:
            raise NotFoundError("The plan has no such milestone.")
        before = changes.state(plan, ["milestones"])
        plan.milestones = [
            {**item, "done": self.done} if item["key"] == key else item for item in plan.milestones
        ]
        changes.save(plan, before)
        return HttpResponseRedirect(f"{self.back(_path(plan))}#step-{key}")


class MilestoneCompletion(MilestoneView):
    done = True


class MilestoneReopening(MilestoneView):
    done = False


def _path(plan: MarketingPlan) -> str:
    return f"{PATH}?plan={plan.pk}"
