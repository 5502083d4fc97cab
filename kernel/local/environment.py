"""What every entry point does first: decide the login, and find or start the database.

With a DATABASE_ variable set nothing is embedded and nothing here is changed but the login.
"""

import atexit
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kernel.local.bootstrap import LOGINS, PASSWORDS, bootstrap_once, password_of
from kernel.local.broker import install_broker
from kernel.local.errors import LocalError
from kernel.local.secrets import kept_secrets
from kernel.local.server import CODE, Report, Server, passable

DATABASE = "ubigrowth"
QUEUE_DATABASE = "ubigrowth_queue"
VARIABLES = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "service": "DATABASE_SERVICE_URL",
}
OWNER_COMMANDS = {"migrate", "makemigrations", "showmigrations", "sqlmigrate"}
SCHEMALESS_COMMANDS = OWNER_COMMANDS | {"up", "help", "check", "collectstatic", "modules", "prove"}


@dataclass
class Place:
    """Where this process finds its database; `server` is None for one outside."""

    variables: Mapping[str, str] = field(default_factory=dict)
    server: Server | None = None

    def variables_for(self, login: str) -> dict[str, str]:
        """The environment of a process that holds this login and no other."""
        hidden = {*VARIABLES.values()} - {VARIABLES[login]}
        kept = {name: value for name, value in self.variables.items() if name not in hidden}
        return {**kept, "UBIGROWTH_LOGIN": login}


place = Place()


def prepare(argv: Sequence[str]) -> None:
    """Make `os.environ` ready for the settings of the command in `argv`, once a process.

    Raises LocalError when the embedded server is wanted and does not start.
    """
    global place
    if place.variables:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ubigrowth.settings")
    login = login_for(argv, os.environ.get("UBIGROWTH_LOGIN", "app"))
    outside = any(os.environ.get(name) for name in VARIABLES.values())
    if outside or os.environ.get("UBIGROWTH_ENV") == "production":
        place = Place(dict(os.environ))
        os.environ["UBIGROWTH_LOGIN"] = login
        return
    command = argv[1] if len(argv) > 1 else "help"
    place = _embedded(_said if command not in ("help", "--version") else _unsaid)
    if command not in SCHEMALESS_COMMANDS:
        migrate_once(place)
    if login in VARIABLES:
        os.environ.update(place.variables_for(login))


def login_for(argv: Sequence[str], named: str) -> str:
    """The login that a command needs: `named` where the command does not decide."""
    command = argv[1] if len(argv) > 1 else ""
    if command in OWNER_COMMANDS or command == "staff":
        return "owner"
    if "_cron_" in command:
        return "service"
    is_celery = bool(argv) and Path(argv[0]).name in ("celery", "__main__.py")
    if is_celery and ("beat" in argv or "schedule" in argv):
        return "service"
    return named


def migrate_once(where: Place, report: Report = lambda line: None) -> None:
    """Migrate the embedded database when the code's migrations or the keys are new to it."""
    if where.server is None:
        return
    stamp = where.server.home / "migrated"
    with (where.server.home / "migrate.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        state = _migration_state(where.variables["CONTEXT_KEY"])
        if stamp.exists() and stamp.read_text() == state:
            return
        report("Migrating the database …")
        done = subprocess.run(
            [sys.executable, str(CODE / "manage.py"), "migrate", "-v0", "--skip-checks"],
            env={**os.environ, **where.variables_for("owner")},
            cwd=CODE,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise LocalError("`manage.py migrate` failed: see above.")
        stamp.write_text(state)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """End the process with one line where the configuration or this machine is at fault."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        yield
    except (ImproperlyConfigured, LocalError) as error:
        line = str(error)
    except PermissionError as error:
        line = (
            f"{error.filename} belongs to another user: start as that user, or choose another "
            "folder with DATA_DIR."
        )
    else:
        return
    print(f"ubigrowth: {line}", file=sys.stderr)
    raise SystemExit(1)


def _embedded(report: Report) -> Place:
    data = passable(Path(os.environ.get("DATA_DIR") or CODE / ".data").resolve())
    names = ["SECRET_KEY", "CONTEXT_KEY", *PASSWORDS]
    kept = kept_secrets(data / "env", names)
    server = Server(data / "postgres", source=os.environ.get("UBIGROWTH_PG", ""))
    server.join(report)
    atexit.register(server.leave)
    queue = partial(server.address, LOGINS["queue"], kept[password_of("queue")], QUEUE_DATABASE)
    if bootstrap_once(server, kept, DATABASE, QUEUE_DATABASE):
        install_broker(queue())
    ours = {
        "UBIGROWTH_ENV": "local",
        "DATA_DIR": str(data),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or kept["SECRET_KEY"],
        "CONTEXT_KEY": os.environ.get("CONTEXT_KEY") or kept["CONTEXT_KEY"],
        "CELERY_BROKER_URL": os.environ.get("CELERY_BROKER_URL") or queue("pgmq"),
    }
    for login, variable in VARIABLES.items():
        ours[variable] = server.address(LOGINS[login], kept[password_of(login)], DATABASE)
    return Place(ours, server)


def _migration_state(context_key: str) -> str:
    roots = [
        CODE,
        *map(Path, filter(None, os.environ.get("UBIGROWTH_MODULE_ROOTS", "").split(":"))),
    ]
    digest = hashlib.sha256(context_key.encode())
    for path in sorted(path for root in roots for path in root.glob("*/migrations/**/*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _said(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _unsaid(line: str) -> None:
    return
