"""The supervisor: what dies is started again, and nothing outlives the stack."""

import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kernel.local.errors import LocalError
from kernel.local.processes import Identity, identity, session_members
from kernel.local.server import CODE
from kernel.local.service import Service
from kernel.local.supervisor import Supervisor

SLEEPER = ["/bin/sh", "-c", "sleep 60 & exec sleep 60"]


def until(what: Callable[[], bool], seconds: float = 10.0) -> bool:
    limit = time.monotonic() + seconds
    while not (done := what()) and time.monotonic() < limit:
        time.sleep(0.02)
    return done


def service(folder: Path, command: list[str] = SLEEPER) -> Service:
    return Service("sleeper", command, {"PATH": os.environ["PATH"]}, folder / "sleeper.log")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Supervisor:
    return Supervisor(tmp_path, said.append)


def test_it_ends_every_process_and_their_children(supervisor: Supervisor, tmp_path: Path) -> None:
    with supervisor.alone("here"):
        supervisor.start([service(tmp_path)])
        leader = supervisor.services[0].process
        assert leader is not None
        assert until(lambda: len(session_members(leader.pid)) == 2)
    assert session_members(leader.pid) == []


def test_what_is_killed_is_started_again(
    supervisor: Supervisor, tmp_path: Path, said: list[str]
) -> None:
    with supervisor.alone("here"):
        supervisor.start([service(tmp_path)])
        first = supervisor.services[0].process
        assert first is not None
        first.kill()
        first.wait()
        supervisor.look()
        second = supervisor.services[0].process
        assert second is not None
        assert second.pid != first.pid
        assert second.poll() is None
    assert said == ["sleeper was killed or failed, starting it again"]


def test_what_dies_all_the_time_ends_the_stack_with_its_last_words(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    with supervisor.alone("here"):
        supervisor.start([service(tmp_path, ["/bin/sh", "-c", "echo no such table; exit 1"])])
        with pytest.raises(LocalError, match=r"sleeper does not stay up(?s:.*)no such table"):
            supervisor.watch()


def test_a_second_stack_is_refused_with_the_address_of_the_first(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    second = Supervisor(tmp_path, lambda line: None)
    with supervisor.alone("http://localhost:8000"):
        with pytest.raises(LocalError, match="running already at http://localhost:8000"):
            with second.alone("http://localhost:8001"):
                pass


def test_the_next_start_ends_what_a_killed_supervisor_left(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    left = subprocess.Popen(SLEEPER, start_new_session=True)
    one = identity(left.pid)
    assert one is not None
    assert until(lambda: len(session_members(left.pid)) == 2)
    note = json.dumps([{"pid": one.pid, "started": one.started}])
    (tmp_path / "stack.json").write_text(note)
    reaper = threading.Thread(target=left.wait)
    reaper.start()
    with supervisor.alone("here"):
        assert session_members(left.pid) == []
    reaper.join()


def test_a_process_that_got_the_number_of_a_dead_one_is_left_alone(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    other = subprocess.Popen(["/bin/sleep", "60"], start_new_session=True)
    one = identity(other.pid)
    assert one is not None
    note = json.dumps([{"pid": one.pid, "started": one.started - 1000}])
    (tmp_path / "stack.json").write_text(note)
    with supervisor.alone("here"):
        assert other.poll() is None
    other.kill()
    other.wait()


def test_services_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from kernel.local.service import Service\n"
        "one = Service('s', ['/bin/sleep', '60'], {}, Path(sys.argv[1]) / 'log'); one.start()\n"
        "print(one.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=CODE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child: Identity | None = identity(int(parent.stdout.readline()))
    assert child is not None
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert until(lambda: not child.alive)


def test_it_ends_when_its_window_is_closed(tmp_path: Path) -> None:
    code = (
        "import signal, sys; from pathlib import Path\n"
        "from kernel.local.supervisor import Supervisor\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "one = Supervisor(Path(sys.argv[1]), lambda line: None)\n"
        "Path(sys.argv[1], 'up').touch(); one.watch()"
    )
    window, inside = pty.openpty()
    watching = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=CODE, stdout=inside
    )
    os.close(inside)
    assert until((tmp_path / "up").exists)
    assert watching.poll() is None
    os.close(window)
    assert watching.wait(5) == 0
