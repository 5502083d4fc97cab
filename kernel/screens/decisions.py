"""Deciding on a screen: approve, reject, snooze and undo, as resources of a recommendation.

A module routes them in its own ``urls.py``, with its own model::

    path("recommendations/<uuid:id>/approval/", decisions.Approval.as_view(model=Recommendation))
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from kernel.core.windows import OUT_OF_YEARS, YEARS
from kernel.decisions import approvals
from kernel.decisions.notifications import address_of
from kernel.decisions.recommendation import Recommendation, RecommendationStatus
from kernel.doors.door import door_of
from kernel.errors import KernelError, NotFoundError
from kernel.resources.rights import notation
from kernel.screens import recommendations


class Decision(View):
    """POST decides and goes back to where the person was; a refusal says what stands in the way."""

    http_method_names = ["post"]
    model: Any = None

    def post(self, request: HttpRequest, id: UUID) -> HttpResponse:
        row = self.model.objects.filter(pk=id).first()
        if row is None:
            raise NotFoundError("There is no such recommendation.")
        try:
            with transaction.atomic():
                decided = self.decide(request, row)
        except KernelError as error:
            if error.status not in (400, 409, 410):
                raise
            messages.error(request, f"Nothing was changed. {error.detail}")
        else:
            self.say(request, decided)
        return HttpResponseRedirect(self._back(request, row))

    def decide(self, request: HttpRequest, row: Any) -> Any:
        """Do it; KernelErrors 400, 409 and 410 are told on the page."""
        raise NotImplementedError

    def say(self, request: HttpRequest, row: Recommendation) -> None:
        """What just happened, as a toast; with Undo where there is one."""
        title = recommendations.title(request, row)
        words = {
            RecommendationStatus.APPLIED: f"Applied: {title}.",
            RecommendationStatus.APPROVED: f"Approved: {title}. A second person applies it.",
            RecommendationStatus.REJECTED: f"Rejected: {title}. It stays quiet until its figure "
            "changes.",
            RecommendationStatus.UNDONE: f"Undone: {title}. Everything is as it was before.",
        }[RecommendationStatus(row.status)]
        undo = "undo" if row.status == RecommendationStatus.APPLIED else ""
        messages.success(request, words, extra_tags=f"{undo} {address_of(row)}".strip())

    def _back(self, request: HttpRequest, row: Recommendation) -> str:
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
        return wanted if safe and wanted.startswith("/") else address_of(row)


class Approval(Decision):
    """Approve exactly the action that was shown, and apply it."""

    def decide(self, request: HttpRequest, row: Any) -> Any:
        return approvals.approve(
            row,
            action_hash=request.POST.get("action_hash", ""),
            note=request.POST.get("note", ""),
        )


class Rejection(Decision):
    """Turn it down, with a reason if one is given."""

    def decide(self, request: HttpRequest, row: Any) -> Any:
        return approvals.reject(row, note=request.POST.get("note", ""))


class Undo(Decision):
    """Take back what was applied."""

    def decide(self, request: HttpRequest, row: Any) -> Any:
        return approvals.undo(row, note=request.POST.get("note", ""))


class Snooze(Decision):
    """Let it wait until a day, seven in the morning in the workspace's zone."""

    def decide(self, request: HttpRequest, row: Any) -> Any:
        try:
            until = dt.date.fromisoformat(request.POST.get("until", ""))
        except ValueError:
            raise KernelError("invalid_parameter", 400, "Name the day as YYYY-MM-DD.") from None
        if until.year not in YEARS:
            raise KernelError("invalid_parameter", 400, OUT_OF_YEARS)
        workspace = door_of(request).workspace
        zone = zoneinfo.ZoneInfo(workspace.timezone if workspace else "UTC")
        moment = dt.datetime.combine(until, dt.time(7), zone)
        return approvals.snooze(row, until=moment)

    def say(self, request: HttpRequest, row: Recommendation) -> None:
        assert row.snoozed_until is not None
        day = notation(request).day(row.snoozed_until.date())
        title = recommendations.title(request, row)
        messages.success(request, f"Snoozed until {day}: {title}.")
