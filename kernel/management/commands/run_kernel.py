"""Start an agent run from a terminal, as a person, and follow it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from kernel.errors import KernelError
from kernel.runs import failures, submission
from kernel.runs.api import MAX_WAIT, run_kernel
from kernel.runs.result import KernelResult
from kernel.tenancy.access import MyTenant, my_tenants
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope


class Command(BaseCommand):
    """``run_kernel MODULE [MODE] --as EMAIL``: ends with 1 where the run failed or was refused."""

    help = "Run an agent: run_kernel ai_cmo optimization --as maria@example.com --payload '{}'"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("module", help="the module's id, as ai_cmo")
        parser.add_argument("mode", nargs="?", help="without it the orchestrator chooses")
        parser.add_argument("--as", dest="email", required=True, help="who runs it")
        parser.add_argument("--tenant", help="slug or id, where the person has several")
        parser.add_argument("--workspace", help="slug or id, where there are several")
        parser.add_argument("--payload", default="{}", help="JSON, @FILE, or - for standard input")
        parser.add_argument("--agent", help="a function by name instead of a mode")
        parser.add_argument("--key", help="an idempotency key")
        parser.add_argument(
            "--wait",
            type=float,
            default=MAX_WAIT,
            help="seconds to follow it (60; 0 for none)",
        )
        parser.add_argument("--json", action="store_true", help="print the whole result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        token = submission.door.set("command")
        try:
            result = self._run(options)
        except KernelError as error:
            listed = "".join(f"\n  {e['pointer'] or '/'}: {e['detail']}" for e in error.errors)
            raise CommandError(f"{error.code}: {error.detail}{listed}") from error
        finally:
            submission.door.reset(token)
        self._print(result, as_json=options["json"])
        if result.success is False:
            raise SystemExit(1)

    def _run(self, options: dict[str, Any]) -> KernelResult:
        user = User.objects.filter(email=options["email"].lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no user {options['email']}.")
        with identity_scope(user.pk):
            tenant = _chosen(my_tenants(), options["tenant"], "tenant")
        workspace = _workspace(tenant, options["workspace"])
        return run_kernel(
            options["module"],
            options["mode"],
            tenant.id,
            workspace,
            _payload(options["payload"]),
            actor=user,
            agent=options["agent"],
            wait=options["wait"] or None,
            idempotency_key=options["key"],
        )

    def _print(self, result: KernelResult, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result.as_json(), indent=2, ensure_ascii=False))
            return
        self.stdout.write(f"{result.agent} {result.status} ({result.code}), run {result.run_id}")
        if result.error:
            self.stdout.write(f"{result.error} {failures.remedy(result.code)}")
        for need in (result.data or {}).get("needs", []):
            self.stdout.write(f"  needs {need['what']}: {need['why']}")
        for entity in result.entities:
            self.stdout.write(f"  {entity['action']} {entity['table']}: {entity['label']}")


def _chosen(tenants: list[MyTenant], named: str | None, what: str) -> MyTenant:
    found = [t for t in tenants if named is None or named in (t.slug, str(t.id))]
    if len(found) == 1:
        return found[0]
    slugs = ", ".join(t.slug for t in tenants) or "none"
    raise CommandError(f"Name one {what} with --{what}; this person has: {slugs}.")


def _workspace(tenant: MyTenant, named: str | None) -> UUID:
    found = [w for w in tenant.workspaces if named is None or named in (w[2], str(w[0]))]
    if len(found) == 1:
        return found[0][0]
    slugs = ", ".join(w[2] for w in tenant.workspaces) or "none"
    raise CommandError(f"Name one workspace with --workspace; this person may enter: {slugs}.")


def _payload(text: str) -> dict[str, Any]:
    try:
        if text == "-":
            text = sys.stdin.read()
        elif text.startswith("@"):
            text = Path(text[1:]).read_text(encoding="utf-8")
        value = json.loads(text)
    except (OSError, ValueError) as error:
        raise CommandError(f"--payload is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise CommandError("--payload is no JSON object.")
    return value
