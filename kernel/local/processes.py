"""Processes that outlive a number: a pid with its start time, and death with the parent."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Identity:
    """A process: its pid and, since pids are used again, when it started (clock ticks)."""

    pid: int
    started: int

    @property
    def alive(self) -> bool:
        return started_at(self.pid) == self.started

    def end(self, seconds: float = 10.0, first: signal.Signals = signal.SIGTERM) -> None:
        """Ask the process to stop, insist after `seconds`, and return when it is gone."""
        for sign, patience in ((first, seconds), (signal.SIGKILL, 5.0)):
            if not self.alive:
                return
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                return
            limit = time.monotonic() + patience
            while self.alive and time.monotonic() < limit:
                time.sleep(0.02)


def identity(pid: int) -> Identity | None:
    """The process with this pid as it is now; None when there is none."""
    started = started_at(pid)
    return None if started is None else Identity(pid, started)


def started_at(pid: int) -> int | None:
    """Start time of a process in clock ticks since boot; None for none or a zombie."""
    fields = _stat(pid)
    return None if not fields or fields[0] in "ZX" else int(fields[19])


def session_members(leader: int) -> list[Identity]:
    """The living processes of the session that `leader` opened, itself included."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        fields = _stat(int(folder.name))
        if fields and fields[0] not in "ZX" and int(fields[3]) == leader:
            found.append(Identity(int(folder.name), int(fields[19])))
    return found


def _stat(pid: int) -> list[str]:
    """The fields of `/proc/PID/stat` from the third on (state, parent, group, session, …)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def command_of(pid: int) -> list[str]:
    """The arguments of a process; empty when it is gone or hidden."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [part.decode(errors="replace") for part in raw.split(b"\0") if part]


def dies_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the child is sent `sign` when the thread that starts it ends."""
    parent = os.getpid()
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        if library is not None:
            library.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
            if os.getppid() != parent:
                os.kill(os.getpid(), sign)

    return prepare
