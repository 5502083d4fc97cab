"""The whole product on this machine: database, demo, web, workers and beat."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kernel.local.environment import Place, migrate_once
from kernel.local.errors import LocalError
from kernel.local.server import CODE, Report
from kernel.local.service import Service
from kernel.local.supervisor import Supervisor

READY_SECONDS = 60.0
WEB_WORKERS = 2
WEB_THREADS = 64


def run_stack(place: Place, data: Path, port: int, address: str, report: Report) -> None:
    """Start everything on `port`, say its `address`, and end it all when told to.

    Raises LocalError when the port is taken or something does not come up.
    """
    if place.server is None and not place.variables.get("DATABASE_SERVICE_URL"):
        raise LocalError("DATABASE_SERVICE_URL is not set: give the scheduler's login.")
    supervisor = Supervisor(data, report, place.server)
    with supervisor.signals(), supervisor.alone(address), _listening(port) as listener:
        try:
            logs = _fresh_logs(data)
            people = _prepare_database(place, report)
            if not supervisor.stop.is_set():
                report("Starting web, workers and beat …")
                first, later = services(place, address, listener.fileno(), logs)
                supervisor.start(first)
                _wait_until_ready(supervisor, port)
                supervisor.start(later)
                report(_welcome(address, people, logs))
                supervisor.watch()
        except LocalError:
            # Ctrl-C reaches what we wait for as well: its failure is then no error of ours.
            if not supervisor.stop.is_set():
                raise
        report("Stopping …")


def services(
    place: Place, address: str, listener: int, logs: Path
) -> tuple[list[Service], list[Service]]:
    """The processes of the stack, each with the one login that it needs.

    First those that a person waits for, then those that work by the clock.
    """
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "ubigrowth"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"]
    web = [
        *(python, "-m", "gunicorn", "ubigrowth.wsgi", "--bind", f"fd://{listener}"),
        *("--worker-class", "gthread", "--workers", str(WEB_WORKERS)),
        *("--threads", str(WEB_THREADS), "--graceful-timeout", "3", "--no-control-socket"),
    ]
    runs = [*celery, "worker", "-Q", "runs", "-n", "runs@%h", "--concurrency", "2", *quiet]
    schedule = [*celery, "worker", "-Q", "schedule", "-n", "schedule@%h", "--pool", "solo", *quiet]
    beat = [*celery, "beat", "--pidfile", "", "--loglevel", "INFO"]

    def service(name: str, login: str, command: list[str], *inherited: int) -> Service:
        variables = {"PUBLIC_URL": address, **_passed(), **place.variables_for(login)}
        return Service(name, command, variables, logs / f"{name}.log", inherited)

    return (
        [service("web", "app", web, listener), service("worker", "app", runs)],
        [service("scheduler", "service", schedule), service("beat", "service", beat)],
    )


def _passed() -> dict[str, str]:
    """What the shell said, without the addresses of other logins."""
    hidden = ("DATABASE_", "UBIGROWTH_LOGIN", "UBIGROWTH_TEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """The port, held from the start on: who opens the page early waits instead of failing."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(256)
        except OSError as error:
            raise LocalError(
                f"PORT {port} cannot be used ({error.strerror}): stop the program that has it, or "
                f"choose another one, as in `PORT={port + 1} make run`."
            ) from error
        yield listener


def _fresh_logs(data: Path) -> Path:
    """The folder for logs; those of the last run are kept beside it."""
    logs, before = data / "log", data / "log.before"
    if logs.exists():
        shutil.rmtree(before, ignore_errors=True)
        logs.rename(before)
    logs.mkdir(mode=0o700)
    return logs


def _prepare_database(place: Place, report: Report) -> list[dict[str, str]]:
    """Migrate; where the database is ours, fill the demo once. Answers the people of the demo."""
    if place.server is None:
        if place.variables.get("DATABASE_OWNER_URL"):
            report("Migrating the database …")
            _manage(place, "owner", "migrate", "--verbosity", "0", "--skip-checks")
        return []
    migrate_once(place, report)
    kept = place.server.home / "demo.json"
    if not kept.exists():
        report("Filling the demo companies …")
        kept.write_text(_manage(place, "app", "demo", "--json"))
    people: list[dict[str, str]] = json.loads(kept.read_text())["users"]
    return people


def _manage(place: Place, login: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(CODE / "manage.py"), *arguments],
        env={**_passed(), **place.variables_for(login)},
        cwd=CODE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LocalError(f"`manage.py {arguments[0]}` failed: see above.")
    return done.stdout


def _wait_until_ready(supervisor: Supervisor, port: int) -> None:
    limit = time.monotonic() + READY_SECONDS
    while not supervisor.stop.is_set():
        supervisor.look()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
        except OSError:
            pass
        if time.monotonic() > limit:
            raise LocalError(
                f"the web server does not answer; {supervisor.services[0].log} ends with:\n"
                f"{supervisor.services[0].excerpt()}"
            )
        supervisor.stop.wait(0.1)


def _welcome(address: str, people: list[dict[str, str]], logs: Path) -> str:
    lines = ["", f"UbiGrowth OS is at {address}", ""]
    width = max((len(person["email"]) for person in people), default=0)
    for person in people:
        login = f"{person['email']:<{width}}  {person['password']}"
        lines.append(f"  {login}  {person['tenant']}, {person['role']}")
    lines += ["", f"Logs are in {logs}. Ctrl-C stops everything."]
    return "\n".join(lines)
