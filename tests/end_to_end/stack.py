"""A real stack in a folder of its own: started, watched and ended from outside."""

import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kernel.local.errors import LocalError
from kernel.local.orders import orders_in
from kernel.local.server import CODE

SECONDS = 300
HIDDEN = ("DATABASE_", "UBIGROWTH_", "CELERY_", "CACHE_", "SECRET_KEY", "CONTEXT_KEY", "PYTEST_")


def until(what: Callable[[], bool], seconds: float = 30.0) -> bool:
    limit = time.monotonic() + seconds
    while not (done := what()) and time.monotonic() < limit:
        time.sleep(0.05)
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Stack:
    """`manage.py up` with a data folder and a port that nobody else uses."""

    def __init__(self) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="ubigrowth-stack-", dir="/tmp"))
        self.data.chmod(0o711)
        self.port = free_port()
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """A shell's, as if no test were running."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
        return {**plain, "DATA_DIR": str(self.data), "PORT": str(self.port)}

    def start(self) -> float:
        """Start it and return, in seconds, how long it took until the address was printed."""
        self.lines = []
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=CODE,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        heard: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, args=(self.process, heard), daemon=True).start()
        while time.monotonic() - began < SECONDS:
            line = heard.get(timeout=SECONDS)
            self.lines.append(line)
            if "Ctrl-C stops everything" in line:
                return time.monotonic() - began
            assert line != "", "\n".join(self.lines)
        raise AssertionError("\n".join(self.lines))

    def manage(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Another command of the product, beside the running stack."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CODE,
            env={**self.environment, **changes},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def answers(self, path: str = "/") -> bool:
        """Whether the web server answers without a fault of its own."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).close()
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False
        return True

    def processes(self) -> dict[int, str]:
        """Every living process of this stack, by pid, with its command line."""
        marker = f"DATA_DIR={self.data}".encode()
        found = {}
        for folder in Path("/proc").iterdir():
            if not folder.name.isdecimal():
                continue
            try:
                if marker in (folder / "environ").read_bytes().split(b"\0"):
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(folder.name)] = command
            except OSError:
                continue
        return {pid: command for pid, command in found.items() if command}

    def pids(self, part: str) -> list[int]:
        """The processes whose command line holds `part`, oldest first."""
        return sorted(pid for pid, command in self.processes().items() if part in command)

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def kill_everything(self) -> None:
        """As a power cut would."""
        while running := self.processes():
            for pid in running:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            if self.process is not None:
                self.process.wait()
            time.sleep(0.05)

    def remove(self) -> None:
        """End whatever runs and take the folder away."""
        self.kill_everything()
        with suppress(LocalError):
            shutil.rmtree(orders_in(self.data / "postgres").socket, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def _listen(self, process: "subprocess.Popen[str]", heard: "queue.Queue[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            heard.put(line.rstrip("\n") or " ")
        heard.put("")
