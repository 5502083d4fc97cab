"""Requests made up from the OpenAPI document: none of them breaks the product.

Half of the requests about a row name one that is there, the others an id that was made up.
"""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings

from kernel.doors import tokens
from kernel.doors.api import run_events
from kernel.tenancy.testing import Cast
from tests.doors import Route, routes
from tests.rows import make

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
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (1_000_000, 60))
    monkeypatch.setattr(run_events, "STREAM_SECONDS", 0.1)
    ours = {
        "Authorization": f"Bearer {tokens.obtain(cast.alice)['access']}",
        "X-Workspace-ID": str(cast.alder.workspace_id),
    }
    wrong: dict[str, str] = {}
    reached: set[str] = set()
    known = iter(cycle((True, False)))

    def try_one(case: Any) -> None:
        case.headers = {k: v for k, v in (case.headers or {}).items() if k not in PLACE} | ours
        if "id" in case.path_parameters and next(known) and (row := row_of(cast, case.path)):
            case.path_parameters["id"] = row
        answer = case.call()
        told = "problem+json" in str(answer.headers.get("content-type"))
        if answer.status_code >= 500 or (answer.status_code >= 400 and not told):
            wrong[f"{case.method} {case.path} {answer.status_code}"] = case.as_curl_command()
        # rows of tests.rows are plain words: a proposal among them names no action that is known
        if answer.status_code < 300 or (told and answer.json()["code"] == "unknown_action"):
            reached.add(f"{case.method} {case.path}")

    document = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", WSGIHandler())
    operations = [found.ok() for found in document.get_all_operations()]
    for operation in operations:
        FEW(given(operation.as_strategy())(try_one))()
    assert wrong == {}
    reads = {f"GET {operation.path}" for operation in operations if operation.method == "get"}
    about_rows = {f"GET {path}" for path, route in OF_ROWS.items() if route.manifest}
    assert about_rows & reads - reached == set(), "no row was read there"


OF_ROWS = {
    route.path.replace("<", "{").replace(">", "}"): route
    for route in routes()
    if route.is_machine and route.model is not None
}


def row_of(cast: Cast, path: str) -> str:
    """The id of a new row of Alder that the address is about; empty where it is about none."""
    route: Route | None = OF_ROWS.get(path)
    if route is None:
        return ""
    with cast.scope():
        kept = route.model.objects.first()
        return str((kept or make(route.model, "zebrawood")).pk)
