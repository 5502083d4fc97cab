"""How the API's tests ask, and what a refusal looks like."""

from __future__ import annotations

from django.test import Client

from kernel.doors import tokens

RUN = "/api/v1/kernel/run/"
FUNCTION = "/api/v1/functions/cmo-optimization-analyst/"
RUNS = "/api/v1/agent-runs/"
ASK = {"module": "ai_cmo", "mode": "optimization"}


def client_of(user, workspace=None):
    headers = {"Authorization": f"Bearer {tokens.obtain(user)['access']}"}
    if workspace:
        headers["X-Workspace-ID"] = str(workspace)
    return Client(headers=headers, raise_request_exception=False)


def send(client, path, body, **extra):
    return client.post(path, body, content_type="application/json", **extra)


def code_of(response):
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    body = response.json()
    assert body["status"] == response.status_code
    assert body["request_id"] == response.headers["X-Request-ID"]
    return response.status_code, body["code"]
