"""The embedded PostgreSQL server: one cluster in a folder, shared by whoever needs it.

Everybody who uses the server holds a shared lock on `users.lock`, which the system takes back
however they end. The keeper, a process of its own, runs the server, waits for that lock
exclusively, and stops the server when it gets it: after the last user, never before.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from kernel.local.account import Account, account_for
from kernel.local.binaries import Binaries, find_binaries, within_reach
from kernel.local.errors import LocalError
from kernel.local.orders import PORT, Orders, keeper_of, orders_in
from kernel.local.processes import Identity
from kernel.local.secrets import kept_secrets

ADMINISTRATOR = "postgres"
START_SECONDS = 60.0
STOP_SECONDS = 30.0
ELSEWHERE = Path("/var/lib/ubigrowth")
CODE = Path(__file__).resolve().parents[2]

Report = Callable[[str], None]


class Server:
    """A PostgreSQL cluster in `folder`, made at the first `join` and stopped after the last user.

    `source` is `wheel`, `system` or empty for either; `durable=False` turns fsync off, for
    clusters of tests alone.
    """

    def __init__(self, folder: Path, *, source: str = "", durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.source = source
        self.durable = durable
        self._share: IO[str] | None = None
        self._owner = 0
        self._started: subprocess.Popen[bytes] | None = None

    @cached_property
    def home(self) -> Path:
        """Where the cluster lies: `folder`, or a place that the server's user can reach."""
        passable(self.folder)
        note = self.folder / "location"
        if note.exists():
            return passable(Path(note.read_text().strip()))
        account = account_for(self.folder / "cluster")
        if account.reaches(self.folder):
            return self.folder
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        passable(ELSEWHERE)
        home = passable(ELSEWHERE / name)
        note.write_text(f"{home}\n")
        return home

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """What the server and its keeper have to say."""
        return self.home / "log"

    @property
    def keeper(self) -> Identity | None:
        """The process that runs the server; None when there is none."""
        return keeper_of(self.home)

    @cached_property
    def account(self) -> Account:
        """The user who runs the server."""
        return account_for(self.cluster)

    @cached_property
    def binaries(self) -> Binaries:
        """Programs of the version that made the cluster, executable by the server's user."""
        version = self.cluster / "PG_VERSION"
        major = int(version.read_text()) if version.exists() else None
        return within_reach(find_binaries(self.source, major), self.account, self.home)

    def address(self, user: str, password: str, database: str, scheme: str = "postgres") -> str:
        """A URL that libpq and django-environ both read."""
        socket = quote(orders_in(self.home).socket, safe="")
        secret = quote(password, safe="")
        return f"{scheme}://{user}:{secret}@/{database}?host={socket}&port={PORT}"

    def administrator(self, database: str = "postgres") -> str:
        """Address for the cluster's superuser, whom no process of the product uses."""
        return self.address(ADMINISTRATOR, self._password(), database)

    def join(self, report: Report = lambda line: None) -> None:
        """Use the server from now on, starting it (and making its cluster) when it is not up.

        Raises LocalError with the end of the server's log when it does not come up.
        """
        with self._turn():
            if self._share is None:
                self._owner = os.getpid()
                self._share = (self.home / "users.lock").open("w")
                fcntl.flock(self._share, fcntl.LOCK_SH)
            if self._answers():
                return
            if not self.cluster.exists():
                report(f"Making a PostgreSQL {self.binaries.major} cluster …")
                self._make_cluster()
            self._start()

    def leave(self) -> None:
        """Stop using the server; when nobody else does, return after it has stopped."""
        share, self._share = self._share, None
        if share is None or self._owner != os.getpid():
            return
        keeper = self.keeper
        with share:
            last = _lock(share, fcntl.LOCK_EX) or not _lock(share, fcntl.LOCK_SH)
        limit = time.monotonic() + STOP_SECONDS
        while last and keeper and keeper.alive and time.monotonic() < limit:
            time.sleep(0.01)
        if self._started is not None:
            self._started.poll()

    def _password(self) -> str:
        return kept_secrets(self.home / "administrator", ["PASSWORD"])["PASSWORD"]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Starts that happen at once take turns."""
        with (self.home / "start.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _make_cluster(self) -> None:
        partial = self.home / "cluster.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        self.account.own(partial)
        secret = self.home / "cluster.password"
        secret.unlink(missing_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(self._password())
        self.account.own(secret)
        command = [
            self.binaries.tool("initdb"),
            f"--pgdata={partial}",
            f"--username={ADMINISTRATOR}",
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--data-checksums",
            *_locale(self.binaries.major),
            *([] if self.durable else ["--no-sync"]),
        ]
        made = subprocess.run(
            command,
            cwd="/",
            env=plain_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.account.popen(),
        )
        secret.unlink()
        if made.returncode:
            raise LocalError(f"initdb could not make {partial}: {_last_line(made.stderr)}")
        partial.rename(self.cluster)

    def _start(self) -> None:
        Orders(
            postgres=self.binaries.tool("postgres"),
            cluster=str(self.cluster),
            socket=self._socket_folder(),
            uid=self.account.uid,
            gid=self.account.gid,
            durable=self.durable,
        ).save(self.home)
        if self.log.exists():
            self.log.rename(self.home / "log.before")
        with self.log.open("w") as log:
            self._started = subprocess.Popen(
                [sys.executable, "-m", "kernel.local.keeper", str(self.home)],
                cwd=CODE,
                env={**plain_environment(), "PYTHONPATH": str(CODE)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        limit = time.monotonic() + START_SECONDS
        while not (self._is_kept() and self._answers()):
            if self._started.poll() is not None or time.monotonic() > limit:
                text = self.log.read_text(errors="replace")
                raise LocalError(f"PostgreSQL did not start: {_last_line(text)} (see {self.log})")
            time.sleep(0.02)

    def _is_kept(self) -> bool:
        """Whether the keeper that was started has taken over: one before it may still be stopping
        a server that answers."""
        keeper, started = self.keeper, self._started
        return keeper is not None and started is not None and keeper.pid == started.pid

    def _answers(self) -> bool:
        """Whether the server lets its administrator in: a pid alone proves nothing."""
        try:
            psycopg.connect(self.administrator(), connect_timeout=5).close()
        except LocalError:
            return False
        except psycopg.OperationalError as error:
            if "password authentication failed" not in str(error):
                return False
            raise LocalError(
                f"{self.home / 'administrator'} does not hold the password of {self.cluster}: "
                f"put the right file back, or remove {self.home} and with it all its data."
            ) from error
        return True

    def _socket_folder(self) -> str:
        """The folder of the last start if it is still there and private, else a new one.

        Its name is short: a socket's path has at most 107 bytes.
        """
        try:
            last = orders_in(self.home).socket
            found = os.lstat(last)
            if found.st_uid == self.account.uid and found.st_mode & 0o177777 == 0o040700:
                return last
        except (LocalError, OSError):
            pass
        root = os.geteuid() == 0 and os.access("/run", os.W_OK)
        folder = Path(tempfile.mkdtemp(prefix="ubigrowth-", dir="/run" if root else "/tmp"))  # noqa: S108
        self.account.own(folder)
        return str(folder)


def passable(folder: Path) -> Path:
    """`folder`, made if need be, through which other users may pass but not look."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o711)
    return folder


def plain_environment() -> dict[str, str]:
    """Ours without what would reach into PostgreSQL (PGDATA, PGPORT, an unknown locale)."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_", "LANG", "DATABASE_", "UBIGROWTH_"))
    }
    return {**kept, "LC_ALL": "C"}


def _lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locale(major: int) -> list[str]:
    """Code point order, the same on every machine."""
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C"]


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it said nothing"
