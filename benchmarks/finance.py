"""Statements taken in, and finance's agents on them: at one, ten and a hundred times the demo.

A program of its own (`python -m benchmarks.finance FACTOR…`) that runs with the app login; prints
one JSON object a factor: lines, and seconds by what was done.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypedDict

import django

AS_OF = dt.date(2026, 1, 31)
SEED = 20260101
LINES = 5_000
"""Lines of the largest demo account, at a factor of one."""
ACCOUNT = "Main account"
AGENTS = {
    "forecaster": "forecasting",
    "reporter": "reporting",
    "spending analyst": "optimization",
}


class Books(TypedDict):
    """What one factor took: seconds by what was done."""

    factor: float
    lines: int
    bytes: int
    seconds: dict[str, float]


def main(factor: float) -> Books:
    """Import the lines, import them again, look at the dashboard, and run each agent once."""
    user, home = _company(factor)
    _look(user)
    content = _statement(round(LINES * factor))
    done: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        answer = work()
        done[name] = time.perf_counter() - began
        return answer

    new = timed("import", lambda: _import(user, home, content))
    again = timed("import of the same file", lambda: _import(user, home, content))
    assert (new.rows_new, again.rows_new) == (round(LINES * factor), 0)
    timed("dashboard", lambda: _look(user))
    for name, mode in AGENTS.items():
        timed(name, partial(_run, user, home, mode))
    timed("dashboard after the agents", lambda: _look(user))
    return {"factor": factor, "lines": new.rows_new, "bytes": len(content), "seconds": done}


def _company(factor: float) -> tuple[Any, Any]:
    """The demo's accounts, categories, rules, budget and invoices, without a bank line."""
    from cfo.demo_data import seed
    from cfo.models import Transaction
    from kernel.tenancy import services
    from kernel.tenancy.models import Tenant, User
    from kernel.tenancy.scope import identity_scope, tenant_scope

    user = User.objects.create_user(f"finance{factor}@bench.example", None)
    with identity_scope(user.pk):
        home = services.create_tenant(
            name=f"Bench finance {factor}", workspace="Europe", currency="EUR", modules=("ai_cfo",)
        )
    with tenant_scope(home.tenant_id, home.workspace_id, principal=user.pk) as scope:
        Tenant.objects.filter(pk=home.tenant_id).update(as_of=AS_OF)
        if not seed(scope, SEED, quiet=False):
            raise SystemExit("The demo company has no workspace called europe.")
        Transaction.objects.update(transfer=None)
        rows = Transaction.objects.all()
        rows._raw_delete(rows.db)
    return user, home


def _statement(lines: int) -> bytes:
    """A bank's CSV of so many lines: the demo's own, each as often as it takes, cents apart."""
    from cfo.demo import build

    known = [row for row in build(SEED).workspaces[0].transactions if row.account == ACCOUNT]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Date", "Payee", "Description", "Amount"])
    for number in range(lines):
        row = known[number % len(known)]
        cents = abs(row.amount) + number // len(known)
        sign = "-" if row.amount < 0 else ""
        amount = f"{sign}{cents // 100}.{cents % 100:02}"
        writer.writerow([row.date.isoformat(), row.counterparty, row.memo, amount])
    return out.getvalue().encode()


def _import(user: Any, home: Any, content: bytes) -> Any:
    from kernel.resources.imports import kind_for, run_import
    from kernel.resources.imports.running import MOST_ROWS
    from kernel.tenancy.scope import tenant_scope

    with tenant_scope(home.tenant_id, home.workspace_id, principal=user.pk):
        return run_import(
            kind_for("cfo/statements"),
            content,
            name="statement.csv",
            options={"fixed:account": ACCOUNT},
            limit=MOST_ROWS,
        )


def _look(user: Any) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    page = client.get("/cfo/", follow=True)
    if page.status_code != 200:
        raise SystemExit(f"The dashboard answers {page.status_code}.")


def _run(user: Any, home: Any, mode: str) -> None:
    from kernel import run_kernel
    from kernel.runs import worker
    from kernel.runs.models import AgentRun
    from kernel.tenancy.scope import tenant_scope

    result = run_kernel("ai_cfo", mode, home.tenant_id, home.workspace_id, {}, actor=user)
    worker.work(result.run_id)
    with tenant_scope(home.tenant_id, home.workspace_id, principal=user.pk):
        run = AgentRun.objects.get(pk=result.run_id)
    if run.status != "succeeded":
        raise SystemExit(f"{mode}: {run.status}, {run.error}")


if __name__ == "__main__":
    django.setup()
    for asked in sys.argv[1:]:
        print(json.dumps(main(float(asked))), flush=True)
