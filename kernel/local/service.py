"""One process of the stack: its command, its log, and its way to start and end."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kernel.local.processes import dies_with_parent, session_members
from kernel.local.server import CODE

FAILURES = 5
FAILURE_SECONDS = 60.0
EXCERPT_LINES = 15


@dataclass
class Service:
    """A program that should be running; it leads a session of its own.

    `environment` is the whole environment, `inherited` the file descriptors it is given.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    inherited: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=FAILURES))

    def start(self) -> None:
        """Run the program; it is told to end when this process does."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=CODE,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.inherited,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )

    @property
    def died(self) -> bool:
        """Whether the program was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    def start_again(self) -> bool:
        """Start a program that died; False when it dies all the time."""
        self.kill()
        now = time.monotonic()
        self.deaths.append(now)
        if len(self.deaths) == FAILURES and now - self.deaths[0] < FAILURE_SECONDS:
            return False
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Let the program finish what it is doing."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Return when the program has ended, or after `seconds`."""
        if self.process is None:
            return
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return

    def kill(self) -> None:
        """End whatever is left of the program and its children, at once."""
        if self.process is None:
            return
        for member in session_members(self.process.pid):
            try:
                os.kill(member.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()

    def excerpt(self) -> str:
        """The last lines of the log."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-EXCERPT_LINES:])
