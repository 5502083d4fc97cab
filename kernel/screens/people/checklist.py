"""First steps after the start; each knows whether it is done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kernel.resources.models import ImportBatch
from kernel.resources.rights import rights
from kernel.runs.models import AgentRun
from kernel.tenancy.models import Membership


def checklist(request: HttpRequest) -> list[dict[str, Any]]:
    """Rows of components/checklist.html; the first one that is not done is marked."""
    steps: list[dict[str, Any]] = [
        {
            "title": "Bring in your numbers",
            "text": "A CSV of daily metrics by channel, and one of funnel counts.",
            "done": ImportBatch.objects.exists() or AgentRun.objects.exists(),
            "label": "Import a file",
            "url": "/imports/new/",
        },
        {
            "title": "Run your first agent",
            "text": "It reads your rows, says what it found, and proposes what to change.",
            "done": AgentRun.objects.exists(),
            "label": "Open the module",
            "url": "/cmo/",
        },
    ]
    if rights(request).manages:
        steps.append(
            {
                "title": "Invite somebody",
                "text": "Give them a role; they see only what it opens.",
                "done": Membership.objects.count() > 1,
                "label": "Invite",
                "url": "/settings/members/",
            }
        )
    now = next((step for step in steps if not step["done"]), None)
    return [{**step, "now": step is now} for step in steps]
