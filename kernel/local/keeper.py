"""Runs one PostgreSQL server until nobody uses it: `python -m kernel.local.keeper FOLDER`.

It imports little: a process that lives as long as the server should be small.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from kernel.local.orders import note_keeper, orders_in
from kernel.local.processes import command_of, dies_with_parent, identity

STEADY_SECONDS = 10.0
TRIES = 60
PAUSE_SECONDS = 0.25


class Keeper:
    """The parent of a server: starts it, starts it again when it was killed, stops it last."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.orders = orders_in(home)
        self.pid_file = Path(self.orders.cluster) / "postmaster.pid"
        self.stopping = threading.Event()
        self.server: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """0 after a stop that was asked for, 1 when the server does not stay up."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        with (self.home / "keeper.lock").open("w") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            note_keeper(self.home, identity(os.getpid()))
            threading.Thread(target=self._wait_for_the_last_user, daemon=True).start()
            try:
                return self._keep_up()
            finally:
                note_keeper(self.home, None)

    def stop(self) -> None:
        """Disconnect everybody and shut the server down with its data on disk."""
        self.stopping.set()
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)

    def _keep_up(self) -> int:
        failures = 0
        while not self.stopping.is_set() and failures < TRIES:
            began = time.monotonic()
            self._forget_stale_pid()
            crashed_before = self.pid_file.exists()
            self.server = subprocess.Popen(
                self.orders.command,
                cwd="/",
                preexec_fn=dies_with_parent(signal.SIGINT),
                **self.orders.account.popen(),
            )
            if self.stopping.is_set():
                self.stop()
            self.server.wait()
            if time.monotonic() - began > STEADY_SECONDS:
                failures = 0
            elif not crashed_before and not self.pid_file.exists():
                break
            failures += 1
            self.stopping.wait(PAUSE_SECONDS)
        shutil.rmtree(self.orders.socket, ignore_errors=True)
        return 0 if self.stopping.is_set() else 1

    def _wait_for_the_last_user(self) -> None:
        self.users = (self.home / "users.lock").open("w")
        fcntl.flock(self.users, fcntl.LOCK_EX)
        self.stop()

    def _forget_stale_pid(self) -> None:
        """Remove a pid file whose number now belongs to another program.

        PostgreSQL takes any living process of its own user for a server that still runs.
        """
        try:
            pid = int(self.pid_file.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        command = command_of(pid)
        if command and self.orders.cluster not in command:
            self.pid_file.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(Keeper(Path(sys.argv[1])).run())
