"""Keeps the processes of the stack running until it is told to stop."""

import fcntl
import json
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kernel.local.errors import LocalError
from kernel.local.processes import Identity, identity, session_members
from kernel.local.server import Report, Server
from kernel.local.service import Service

PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.2
STDOUT = 1


class Supervisor:
    """Starts services, starts again what dies, and ends all of them together.

    `folder` holds the record of what runs, so that the next start can end what a killed
    supervisor left behind.
    """

    def __init__(self, folder: Path, report: Report, server: Server | None = None) -> None:
        self.folder = folder
        self.report = report
        self.server = server
        self.services: list[Service] = []
        self.stop = threading.Event()
        self.impatient = threading.Event()

    @contextmanager
    def alone(self, address: str) -> Iterator[None]:
        """Hold the stack of this folder, after ending what an earlier one left running.

        Raises LocalError with its address when another supervisor holds it.
        """
        note = self.folder / "stack.json"
        with (self.folder / "stack.lock").open("a+") as turn:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                turn.seek(0)
                raise LocalError(
                    f"the product is running already at {turn.read().strip()}: stop that one first."
                ) from None
            end_leftovers(note)
            turn.seek(0)
            turn.truncate()
            turn.write(address)
            turn.flush()
            try:
                yield
            finally:
                self.end()
                note.unlink(missing_ok=True)

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Ctrl-C, a closed terminal or a `kill` ends the stack; a second one at once."""
        kept = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}
        kept[signal.SIGHUP] = signal.getsignal(signal.SIGHUP)
        for sign in kept:
            signal.signal(sign, self._told_to_stop)
        try:
            yield
        finally:
            for sign, handler in kept.items():
                signal.signal(sign, handler)

    def start(self, services: Iterable[Service]) -> None:
        """Start services and write down who they are."""
        for service in services:
            service.start()
            self.services.append(service)
        self._note()

    def watch(self) -> None:
        """Return when told to stop; raise LocalError when a service dies all the time."""
        has_terminal = os.isatty(STDOUT)
        while not self.stop.wait(LOOK_SECONDS):
            if has_terminal and not os.isatty(STDOUT):
                # The window was closed: only its first program, perhaps `make`, is told by signal.
                return
            self.look()

    def look(self) -> None:
        """Start again whatever has died since the last look."""
        if self.server is not None and self.server.keeper is None:
            self.report("PostgreSQL's keeper was killed, starting it again")
            self.server.join()
        for service in self.services:
            if not service.died:
                continue
            if self.stop.is_set():
                return
            self.report(f"{service.name} was killed or failed, starting it again")
            if not service.start_again():
                raise LocalError(
                    f"{service.name} does not stay up; {service.log} ends with:\n"
                    f"{service.excerpt()}"
                )
            self._note()

    def end(self) -> None:
        """End every service: those started last first, and by force after some patience."""
        limit = time.monotonic() + PATIENCE_SECONDS
        for service in reversed(self.services):
            service.ask_to_end()
        for service in self.services:
            while not service.died and time.monotonic() < limit and not self.impatient.is_set():
                service.wait(LOOK_SECONDS)
            service.kill()
        self.services = []

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.stop.is_set():
            self.impatient.set()
        self.stop.set()

    def _note(self) -> None:
        running = [identity(service.process.pid) for service in self.services if service.process]
        noted = [{"pid": one.pid, "started": one.started} for one in running if one]
        partial = self.folder / "stack.json.partial"
        partial.write_text(json.dumps(noted))
        partial.rename(self.folder / "stack.json")


def end_leftovers(note: Path) -> None:
    """End the processes written down in `note`, and what they started."""
    try:
        leaders: Sequence[Identity] = [Identity(**one) for one in json.loads(note.read_text())]
    except (OSError, ValueError, TypeError):
        return
    for leader in leaders:
        now = identity(leader.pid)
        if now not in (None, leader):
            continue
        members = [one for one in session_members(leader.pid) if one.started >= leader.started]
        leader.end(seconds=1.0)
        for member in members:
            member.end(seconds=1.0)
