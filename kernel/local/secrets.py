"""Secrets made at first use and kept in a file of `NAME=value` lines, for our eyes alone."""

import fcntl
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from kernel.local.errors import LocalError

BYTES = 48


def kept_secrets(path: Path, names: Sequence[str]) -> dict[str, str]:
    """The secrets called `names` from the file at `path`; those that are missing are made.

    Raises LocalError when the file belongs to somebody else.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise LocalError(
            f"{path} can be read by the user who made it only: start as that user, or choose "
            "another folder with DATA_DIR."
        ) from error
    with os.fdopen(handle, "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = dict(line.split("=", 1) for line in file.read().splitlines() if "=" in line)
        missing = {name: secrets.token_urlsafe(BYTES) for name in names if not kept.get(name)}
        if missing:
            kept.update(missing)
            file.seek(0)
            file.write("".join(f"{name}={value}\n" for name, value in kept.items()))
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    return kept
