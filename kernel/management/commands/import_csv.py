"""Import a file from a terminal, as a person."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from kernel.errors import KernelError
from kernel.resources.imports import chunks
from kernel.resources.imports.api import as_json, as_preview
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.choices import FIXED, OPTIONS
from kernel.resources.imports.decoding import LARGEST_FILE
from kernel.resources.imports.kinds import kind_for
from kernel.resources.imports.running import MOST_ROWS, preview, run_import
from kernel.tenancy.access import MyTenant, my_tenants
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope, tenant_scope

SHOWN = 20


class Command(BaseCommand):
    """``import_csv --kind cmo/metrics FILE --as EMAIL``: ends with 1 where nothing was imported."""

    help = "Import a CSV file: import_csv --kind cmo/metrics days.csv --as maria@example.com"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the CSV file, or - for standard input")
        parser.add_argument("--kind", required=True, help="what is in it, as cmo/metrics")
        parser.add_argument("--as", dest="email", required=True, help="who imports it")
        parser.add_argument("--tenant", help="slug or id, where the person has several")
        parser.add_argument("--workspace", help="slug or id, where there are several")
        parser.add_argument(
            "--accept-partial", action="store_true", help="import the good rows though some are bad"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, only")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=HEADING",
            help="a column's heading",
        )
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=f"{', '.join(OPTIONS)} or {FIXED}COLUMN",
        )
        parser.add_argument("--json", action="store_true", help="print the batch as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = self._import(options)
        except KernelError as error:
            listed = "".join(f"\n  {e['detail']}" for e in error.errors[:SHOWN])
            more = len(error.errors) - SHOWN
            listed += f"\n  and {more} more" if more > 0 else ""
            raise CommandError(f"{error.code}: {error.detail}{listed}") from error
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False, default=str))
            return
        self.stdout.write(
            f"{told['status']}: {told['rows_new']} new, {told['rows_changed']} changed, "
            f"{told['rows_same']} already there, {told['rows_refused']} refused "
            f"of {told['rows_total']} rows"
        )
        for row in told["refused"][:SHOWN]:
            self.stdout.write(f"  line {row['line']}: {row['reason']}")
        if told["recognised"]:
            self.stdout.write(f"  recognised as {told['recognised']}")
        for note in [*told["cautions"], *told["notes"]]:
            self.stdout.write(f"  {note}")
        for total in told["totals"]:
            mark = "=" if total["file"] == total["stored"] else "≠"
            unit = f" {total['currency']}" if total["currency"] else ""
            said = f", its own sum {total['said']}" if total["said"] is not None else ""
            self.stdout.write(
                f"  {total['label']}{unit}: file {total['file']} {mark} "
                f"stored {total['stored']}{said}"
            )

    def _import(self, options: dict[str, Any]) -> dict[str, Any]:
        content, name = _content(options["file"])
        user = User.objects.filter(email=options["email"].lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no user {options['email']}.")
        with identity_scope(user.pk):
            tenant = _chosen(my_tenants(), options["tenant"])
        workspace = _workspace(tenant, options["workspace"])
        more: dict[str, Any] = {
            "name": name,
            "mapping": _pairs("--map", options["map"]),
            "options": _pairs("--option", options["option"]),
            "limit": MOST_ROWS,
        }
        with tenant_scope(tenant.id, workspace, principal=user.pk):
            kind = kind_for(options["kind"])
            if options["dry_run"]:
                return as_preview(preview(kind, content, **more))
            batch = run_import(
                kind, content, accept_partial=options["accept_partial"], door="command", **more
            )
            if not more["options"].get("hash"):
                chunks.keep(batch, content.pieces())
            return as_json(batch)


def _content(path: str) -> tuple[Blob, str]:
    if path == "-":
        return Blob.of(sys.stdin.buffer.read(LARGEST_FILE + 1)), ""
    file = Path(path)
    if not file.is_file():
        raise CommandError(f"There is no file {path}.")
    if file.stat().st_size > LARGEST_FILE:
        raise CommandError("A file may have at most 200 MB. Split it.")
    return Blob.at(file), file.name


def _chosen(tenants: list[MyTenant], wanted: str | None) -> MyTenant:
    found = [t for t in tenants if wanted in (None, t.slug, str(t.id))]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(tenant.slug for tenant in tenants) or "none"
    raise CommandError(f"Name the tenant with --tenant: {listed}.")


def _workspace(tenant: MyTenant, wanted: str | None) -> UUID:
    found = [id for id, _, slug in tenant.workspaces if wanted in (None, slug, str(id))]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(slug for _, _, slug in tenant.workspaces) or "none"
    raise CommandError(f"Name the workspace with --workspace: {listed}.")


def _pairs(argument: str, given: list[str]) -> dict[str, str]:
    pairs = {}
    for text in given:
        name, found, value = text.partition("=")
        if not found:
            raise CommandError(f"{argument} takes NAME=VALUE, not {text}.")
        pairs[name] = value
    return pairs
