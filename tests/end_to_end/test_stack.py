"""One command starts the product, and no way of ending it leaves anything behind."""

import os
import signal
import socket
from collections.abc import Iterator

import psycopg
import pytest

from kernel.local.server import Server
from tests.end_to_end.stack import Stack, until

pytestmark = pytest.mark.end_to_end

PARTS = ("gunicorn", "-Q runs", "-Q schedule", "beat", "kernel.local.keeper", "postgres -D")


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    stack = Stack()
    yield stack
    stack.remove()


@pytest.fixture
def running(stack: Stack) -> Stack:
    """The stack, started if the last test ended it."""
    if not stack.processes():
        stack.start()
    assert until(lambda: all(stack.pids(part) for part in PARTS))
    return stack


def administrator(stack: Stack) -> str:
    return Server(stack.data / "postgres").administrator("ubigrowth")


def test_it_says_where_it_is_and_answers(running: Stack) -> None:
    assert any(f"http://localhost:{running.port}" in line for line in running.lines)
    assert running.answers()


def test_each_process_holds_one_login(running: Stack) -> None:
    for pid in running.processes():
        with open(f"/proc/{pid}/environ", "rb") as file:
            names = {line.split(b"=")[0] for line in file.read().split(b"\0")}
        assert len({name for name in names if name.startswith(b"DATABASE_")}) <= 1


def test_a_command_works_beside_it(running: Stack) -> None:
    done = running.manage("migrate", "--check")
    assert done.returncode == 0, done.stderr
    assert running.answers()


def test_a_second_one_is_refused_with_the_address_of_the_first(running: Stack) -> None:
    done = running.manage("up", PORT="1")
    assert done.returncode == 1
    assert f"running already at http://localhost:{running.port}" in done.stderr
    assert running.answers()


@pytest.mark.faults
@pytest.mark.parametrize("part", PARTS)
def test_a_killed_process_comes_back(running: Stack, part: str) -> None:
    victim = running.pids(part)[0]
    os.kill(victim, signal.SIGKILL)
    assert until(lambda: victim not in running.processes())
    assert until(lambda: bool(running.pids(part)))
    assert until(running.answers)
    assert running.process is not None
    assert running.process.poll() is None


@pytest.mark.faults
def test_a_killed_supervisor_takes_the_rest_along(running: Stack) -> None:
    assert running.process is not None
    running.process.kill()
    running.process.wait()
    assert until(lambda: not running.processes())


@pytest.mark.faults
def test_after_a_kill_of_everything_the_next_start_has_what_was_committed(
    running: Stack,
) -> None:
    with psycopg.connect(administrator(running), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 100) AS n")
    running.kill_everything()
    running.start()
    with psycopg.connect(administrator(running), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (100,)
        connection.execute("DROP TABLE kept")


@pytest.mark.parametrize("port", ["0", "70000", "eighty"])
def test_a_port_that_is_none_is_refused_by_name(stack: Stack, port: str) -> None:
    done = stack.manage("up", PORT=port)
    assert done.returncode != 0
    assert "PORT" in done.stderr.splitlines()[-1]


def test_ctrl_c_leaves_no_process_and_a_taken_port_is_named(running: Stack) -> None:
    assert running.interrupt() == 0
    assert running.processes() == {}
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        done = running.manage("up", PORT=taken)
    assert done.returncode == 1
    assert f"PORT {taken} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert until(lambda: not running.processes())


def test_a_command_starts_the_server_for_itself_and_stops_it(stack: Stack) -> None:
    if stack.processes():
        stack.interrupt()
    assert stack.processes() == {}
    done = stack.manage("migrate", "--check")
    assert done.returncode == 0, done.stderr
    assert stack.processes() == {}
