"""`manage.py staff EMAIL`: let a person into the platform's admin. Works as the owner login."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DatabaseError

from kernel.tenancy.models import User


class Command(BaseCommand):
    help = "Makes a person, new or known, a member of the platform's staff; --remove ends that."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--remove", action="store_true", help="no longer staff")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read a new person's password from stdin"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"“{email}” is no e-mail address.") from error
        user = User.objects.filter(email=email).first()
        try:
            self._settle(email, user, options)
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != "42501":
                raise
            raise CommandError(
                "Only the owner login may do this: set UBIGROWTH_LOGIN=owner and "
                "DATABASE_OWNER_URL."
            ) from error

    def _settle(self, email: str, user: User | None, options: dict[str, Any]) -> None:
        if options["remove"]:
            if user is None:
                raise CommandError(f"Nobody is known as {email}.")
            user.is_staff = False
            user.save(update_fields=["is_staff"])
            self.stdout.write(f"{email} is no longer staff.")
            return
        if user is None:
            password = _password(from_stdin=options["password_stdin"])
            User.objects.create_superuser(email, password, name=options["name"])
            self.stdout.write(f"{email} is new, and staff.")
            return
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        self.stdout.write(f"{email} is staff.")


def _password(*, from_stdin: bool) -> str:
    """A new person's password, asked for twice or read from a pipe; raises CommandError."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ.")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
