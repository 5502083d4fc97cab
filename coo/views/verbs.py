"""What is done with one row by a POST of its own, and how a refusal is answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kernel.errors import ConflictError
from kernel.resources import addresses, changes
from kernel.resources.views.base import ResourceView
from kernel.resources.violations import ViolationError


class Verb(ResourceView):
    """`act` does it and answers the sentence that tells, and the page that follows.

    A ConflictError, and what the database or a check refuses, is answered with 409 under the title
    `refused`.
    """

    template_name = "kernel/resources/field_refused.html"
    writes = True
    refused: ClassVar[str]

    def act(self, row: Any) -> tuple[str, str]:
        """Do it; raises ConflictError, ValidationError or ViolationError."""
        raise NotImplementedError

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(self.model, addresses.parse_id(id))
        try:
            said, path = self.act(row)
        except ValidationError as refusal:
            return self._refused(row, " ".join(refusal.messages))
        except ConflictError as refusal:
            return self._refused(row, refusal.detail)
        except ViolationError as refusal:
            return self._refused(row, refusal.violation.detail)
        messages.success(request, said)
        return HttpResponseRedirect(path)

    def _refused(self, row: Any, problem: str) -> HttpResponse:
        context = {"title": self.refused, "problem": problem, "cancel": self.row_path(row)}
        return self.page(context, status=409)
