"""Read the catalogues and name every guard of the tenants' walls that is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kernel.tenancy import isolation


class Command(BaseCommand):
    help = "Check row-level security, policies, keys, grants, functions and roles; exit 1 on red."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = isolation.read()
        found = isolation.faults(catalogue)
        for fault in found:
            self.stdout.write(f"RED  {fault.where}: {fault.guard}: {fault.detail}")
        if found:
            raise CommandError(f"{len(found)} guards are missing.")
        self.stdout.write(
            f"GREEN  {len(catalogue.tables)} tables, {len(catalogue.functions)} functions: "
            "every guard stands."
        )
