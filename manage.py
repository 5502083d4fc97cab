#!/usr/bin/env python
"""The product's commands."""

import sys

from kernel.local.environment import one_line_errors, prepare


def main() -> None:
    """Make the environment ready for the command, then hand over to Django."""
    with one_line_errors():
        prepare(sys.argv)
        from django.conf import settings
        from django.core.management import execute_from_command_line

        settings.INSTALLED_APPS  # noqa: B018 - Django would swallow a refusal of the settings
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
