"""`manage.py up`: the whole product on this machine, until Ctrl-C."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kernel.local import environment
from kernel.local.stack import run_stack


def port_number(text: str) -> int:
    """A TCP port from text; raises ArgumentTypeError."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"PORT is {text!r}: give a number from 1 to 65535.")
    return int(text)


class Command(BaseCommand):
    help = "Starts database, web, workers and beat, and stops them together at Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", type=port_number)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        def say(line: str) -> None:
            with suppress(OSError):  # nobody looks any more: the window was closed
                self.stdout.write(line)
                self.stdout.flush()

        address = os.environ.get("PUBLIC_URL") or f"http://localhost:{port}"
        if settings.PRODUCTION:
            address = settings.PUBLIC_URL
        with environment.one_line_errors():
            run_stack(environment.place, settings.DATA_DIR, port, address, say)
