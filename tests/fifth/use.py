"""Uses the fifth module as people do: by screen, API and command. Prints what came of it.

Run in a process of its own, whose settings found the module through UBIGROWTH_MODULE_ROOTS.
"""

from __future__ import annotations

import json
import os
from io import StringIO

import django

PASSWORD = "correct horse battery staple"
DAYS = ("2026-01-10", "2026-01-20")


def main() -> None:
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    print(json.dumps(use(), default=str))


def use() -> dict[str, object]:
    import datetime as dt

    from django.core.management import call_command
    from django.test import Client

    from kernel.runs import worker
    from kernel.runs.models import RunQueue
    from kernel.tenancy import services
    from kernel.tenancy.models import Tenant, User
    from kernel.tenancy.scope import identity_scope, tenant_scope

    found: dict[str, object] = {}
    edith = User.objects.create_user("edith@example.com", PASSWORD, name="Edith")
    with identity_scope(edith.pk):
        made = services.create_tenant(name="Elm", slug="elm", modules=["ai_cto"])
    with tenant_scope(made.tenant_id, principal=edith.pk, wide=True):
        Tenant.objects.update(as_of=dt.date(2026, 1, 31))
    person = Client()
    person.force_login(edith)
    found["empty"] = person.get("/cto/").content.decode()
    for day in DAYS:
        sent = person.post("/cto/outages/new/", {"service": "Shop", "day": day, "minutes": "72"})
        found[f"form {day}"] = sent.status_code
    found["list"] = person.get("/cto/outages/").content.decode()
    found["briefing"] = person.get("/").content.decode()

    body = {"email": "edith@example.com", "password": PASSWORD}
    token = person.post("/api/v1/auth/token/", body, content_type="application/json").json()
    headers = {"authorization": f"Bearer {token['access']}"}
    api = Client(headers=headers)
    found["api"] = api.get("/api/v1/cto/outages/").json()
    started = api.post(
        "/api/v1/functions/cto-uptime-analyst/",
        {"payload": {"days": 31}},
        content_type="application/json",
    )
    found["started"] = started.status_code
    for run_id in RunQueue.objects.values_list("run_id", flat=True):
        worker.work(run_id)
    found["run"] = api.get(f"/api/v1/agent-runs/{started.json()['run_id']}/").json()

    for name, arguments in (
        ("modules", ["list"]),
        ("modules check", []),
        ("isolation_check", []),
    ):
        command, *more = name.split()
        out = StringIO()
        try:
            call_command(command, *more, *arguments, stdout=out, stderr=out)
            found[name] = out.getvalue()
        except BaseException as error:  # what it ends with is what is looked at
            found[name] = f"{out.getvalue()}\n{error}"
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ubigrowth.settings")
    main()
