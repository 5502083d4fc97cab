"""Requests made up from the OpenAPI document: none of them breaks the product."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings

from kernel.doors import tokens
from kernel.doors.api import run_events

PLACE = ("X-Tenant-ID", "X-Workspace-ID", "Prefer")
FEW = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db(transaction=True)
def test_no_request_breaks_the_api_and_every_refusal_is_a_problem(
    cast: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (1_000_000, 60))
    monkeypatch.setattr(run_events, "STREAM_SECONDS", 0.1)
    ours = {
        "Authorization": f"Bearer {tokens.obtain(cast.bob)['access']}",
        "X-Workspace-ID": str(cast.alder.workspace_id),
    }
    wrong: dict[str, str] = {}

    def try_one(case: Any) -> None:
        case.headers = {k: v for k, v in (case.headers or {}).items() if k not in PLACE} | ours
        answer = case.call()
        told = "problem+json" in str(answer.headers.get("content-type"))
        if answer.status_code >= 500 or (answer.status_code >= 400 and not told):
            wrong[f"{case.method} {case.path} {answer.status_code}"] = case.as_curl_command()

    document = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", WSGIHandler())
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        FEW(given(operation.as_strategy())(try_one))()
    assert wrong == {}
