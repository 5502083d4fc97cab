"""The operating system's user that runs the embedded server.

PostgreSQL refuses to run as root, so a start as root hands the server to another user.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from kernel.local.errors import LocalError

SERVER_USERS = ("postgres", "nobody")


class AsUser(TypedDict, total=False):
    """What `subprocess` is told to become another user."""

    user: int
    group: int
    extra_groups: list[str | int]


@dataclass(frozen=True)
class Account:
    """A user by its numbers; `other` is true when it is not the one who runs this process."""

    uid: int
    gid: int

    @property
    def other(self) -> bool:
        return self.uid != os.geteuid()

    def reaches(self, path: Path) -> bool:
        """Whether this user may pass through `path` (a folder) or execute it (a file)."""
        if not self.other:
            return os.access(path, os.X_OK)
        probe = subprocess.run(
            ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)],
            cwd="/",
            check=False,
            **self.popen(),
        )
        return probe.returncode == 0

    def own(self, path: Path) -> None:
        """Give `path` to this user, where that is another one."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def popen(self) -> AsUser:
        """Keyword arguments that make `subprocess` run a program as this user."""
        if not self.other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(cluster: Path) -> Account:
    """The user that runs the cluster in `cluster`: its owner, else ourselves, else a plain user.

    Raises LocalError when the cluster belongs to somebody whom we cannot become.
    """
    uid = os.geteuid()
    if cluster.exists():
        owner = cluster.stat()
        if owner.st_uid != 0:
            if uid not in (0, owner.st_uid):
                raise LocalError(
                    f"{cluster} belongs to the user with number {owner.st_uid}: "
                    "start as that user or as root, or choose another folder with DATA_DIR."
                )
            return Account(owner.st_uid, owner.st_gid)
    if uid != 0:
        return Account(uid, os.getegid())
    for name in SERVER_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise LocalError(
        "PostgreSQL does not run as root and there is no user "
        f"{' or '.join(SERVER_USERS)}: make one with `useradd --system postgres`."
    )
