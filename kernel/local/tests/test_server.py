"""The embedded server: started when it is needed, stopped after the last user, never lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from kernel.local.errors import LocalError
from kernel.local.processes import command_of, identity, session_members
from kernel.local.server import CODE, Server

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def until(what: Callable[[], bool], seconds: float = 15.0) -> bool:
    limit = time.monotonic() + seconds
    while not (done := what()) and time.monotonic() < limit:
        time.sleep(0.02)
    return done


def answers(server: Server) -> bool:
    try:
        psycopg.connect(server.administrator()).close()
    except psycopg.OperationalError:
        return False
    return True


def postmaster(server: Server) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0])


def test_it_stops_after_the_last_user_and_not_before(server: Server) -> None:
    second = Server(server.folder, durable=False)
    second.join()
    keeper = server.keeper
    assert keeper is not None
    second.leave()
    assert answers(server)
    server.leave()
    assert not keeper.alive
    assert not session_members(keeper.pid)


def test_it_comes_back_after_a_stop_with_what_was_written(server: Server) -> None:
    with psycopg.connect(server.administrator(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    server.leave()
    server.join()
    with psycopg.connect(server.administrator(), autocommit=True) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
        connection.execute("DROP TABLE kept")


def test_it_listens_on_its_socket_and_nowhere_else(server: Server) -> None:
    with psycopg.connect(server.administrator()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    socket = Path(server.address("a", "b", "c").split("host=")[1].split("&")[0].replace("%2F", "/"))
    assert socket.stat().st_mode & 0o777 == 0o700
    assert len(str(socket / ".s.PGSQL.5432")) <= 107


def test_it_lets_nobody_in_without_the_password(server: Server) -> None:
    wrong = server.address("postgres", "wrong", "postgres")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_a_killed_postmaster_is_started_again(server: Server) -> None:
    before = postmaster(server)
    os.kill(before, signal.SIGKILL)
    assert until(lambda: answers(server) and postmaster(server) != before)


def test_a_killed_keeper_takes_its_server_along_and_the_next_start_works(server: Server) -> None:
    keeper, running = server.keeper, identity(postmaster(server))
    assert keeper is not None
    assert running is not None
    os.kill(keeper.pid, signal.SIGKILL)
    assert until(lambda: not running.alive)
    server.join()
    assert answers(server)


def test_nothing_committed_is_lost_when_everything_is_killed(folder: Path) -> None:
    server = Server(folder / "postgres")
    server.join()
    with psycopg.connect(server.administrator(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
    assert server.keeper is not None
    for member in session_members(server.keeper.pid):
        os.kill(member.pid, signal.SIGKILL)
    server.join()
    with psycopg.connect(server.administrator()) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    server.leave()


def test_a_user_who_is_killed_counts_as_gone(made_cluster: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from kernel.local.server import Server\n"
        "Server(Path(sys.argv[1]), durable=False).join(); print('up', flush=True); time.sleep(60)"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", code, str(made_cluster)], cwd=CODE, stdout=subprocess.PIPE
    )
    assert user.stdout is not None
    assert user.stdout.readline() == b"up\n"
    keeper = Server(made_cluster).keeper
    assert keeper is not None
    user.kill()
    user.wait()
    user.stdout.close()
    assert until(lambda: not keeper.alive)


def test_starts_at_the_same_moment_make_one_server(made_cluster: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from kernel.local.server import Server\n"
        "server = Server(Path(sys.argv[1]), durable=False); server.join()\n"
        "print(server.keeper.pid, flush=True); sys.stdin.read()"
    )
    users = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(made_cluster)],
            cwd=CODE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    keepers = {user.stdout.readline() for user in users if user.stdout}
    for user in users:
        user.communicate()
    assert len(keepers) == 1
    assert all(user.returncode == 0 for user in users)


def test_a_pid_file_whose_number_is_another_programs_is_no_server(server: Server) -> None:
    server.leave()
    uid, gid = server.account.uid, server.account.gid
    other = subprocess.Popen(["/bin/sleep", "60"], **server.account.popen())
    file = server.cluster / "postmaster.pid"
    file.write_text(f"{other.pid}\n{server.cluster}\n{int(time.time())}\n5432\n/tmp\n\n")
    os.chown(file, uid, gid)
    try:
        server.join()
        assert answers(server)
    finally:
        other.kill()
        other.wait()


def test_a_lost_password_is_refused_with_the_way_out(server: Server) -> None:
    file = server.home / "administrator"
    kept = file.read_text()
    file.write_text("PASSWORD=another\n")
    try:
        with pytest.raises(LocalError, match="put the right file back"):
            Server(server.folder).join()
    finally:
        file.write_text(kept)


def test_a_server_that_cannot_start_says_why_at_once(folder: Path) -> None:
    server = Server(folder / "postgres", durable=False)
    server.join()
    server.leave()
    (server.cluster / "postgresql.conf").write_text("no_such_setting = on\n")
    began = time.monotonic()
    with pytest.raises(LocalError, match=r"PostgreSQL did not start: .*configuration file"):
        server.join()
    assert time.monotonic() - began < 5
    server.leave()


def test_a_path_longer_than_a_socket_may_have_is_fine(folder: Path) -> None:
    deep = folder / ("long" * 20) / ("longer" * 15)
    deep.mkdir(parents=True)
    assert len(str(deep)) > 107
    server = Server(deep / "postgres", durable=False)
    server.join()
    assert answers(server)
    server.leave()


@as_root
def test_root_hands_the_server_to_another_user(server: Server) -> None:
    owner = Path(f"/proc/{postmaster(server)}").stat().st_uid
    assert owner == server.account.uid != 0
    assert "-D" in command_of(postmaster(server))


@as_root
def test_a_folder_out_of_that_users_reach_has_its_cluster_elsewhere(
    folder: Path, elsewhere: Path
) -> None:
    (folder / "home").mkdir(mode=0o700)
    server = Server(folder / "home" / "postgres", durable=False)
    server.join()
    assert answers(server)
    assert server.home.parent == elsewhere
    assert (server.folder / "location").read_text().strip() == str(server.home)
    again = Server(folder / "home" / "postgres", durable=False)
    assert again.home == server.home
    server.leave()
