"""Migrate as the owner login, then bring the context keys in line with CONTEXT_KEY."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate

from kernel.tenancy import keys
from kernel.tenancy.scope import DATABASE


class Command(DjangoMigrate):
    """Django's migrate for one schema that all tenants share."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] != DATABASE:
            raise CommandError(
                "--database is refused: with django-tenants' router another alias would record "
                "migrations and create nothing. Set DATABASE_OWNER_URL instead."
            )
        super().handle(*args, **options)
        if not (options["check_unapplied"] or options["plan"] or options["app_label"]):
            keys.install()
