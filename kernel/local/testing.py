"""pytest plugin: a PostgreSQL cluster for tests alone, up before Django reads its settings.

The first process of a test run joins the cluster in `.data/test/<version>` (fsync off) and leaves
it at the end; the last run to leave stops it, so nothing stays behind. Runs side by side share the
cluster and have databases of their own. Workers of pytest-xdist inherit the environment and
start nothing. `UBIGROWTH_PG` chooses the `wheel` or the `system`.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from kernel.local import bootstrap as roles
from kernel.local.binaries import find_binaries
from kernel.local.bootstrap import LOGINS
from kernel.local.secrets import kept_secrets
from kernel.local.server import CODE, Server

PREFIX = "ubigrowth_test"
TEMPLATE = f"{PREFIX}_template"
KEPT_TEMPLATES = 5
SCHEMA_SOURCES = ("**/migrations/**/*", "**/models.py", "**/models/**/*.py", "tenancy/**/*.py")

_joined: list[Server] = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Join the cluster and set the environment, ahead of pytest-django."""
    if "UBIGROWTH_TEST_RUN" not in os.environ:
        server = Server(cluster_folder(), source=os.environ.get("UBIGROWTH_PG", ""), durable=False)
        server.join()
        _joined.append(server)
        os.environ.update(run_environment(server, run=str(os.getpid())))
        _drop_databases_of_ended_runs()
    yield


def pytest_unconfigure() -> None:
    """Remove this run's databases and let go of the cluster."""
    if not _joined:
        return
    for name in _databases(f"{PREFIX}_{os.environ['UBIGROWTH_TEST_RUN']}"):
        drop(name)
    _joined.pop().leave()


def cluster_folder() -> Path:
    """The folder of the test cluster for the chosen version of PostgreSQL."""
    major = find_binaries(os.environ.get("UBIGROWTH_PG", "")).major
    return CODE / ".data" / "test" / str(major)


def run_environment(server: Server, run: str) -> dict[str, str]:
    """What settings and fixtures read; the product's own code sees the app login alone."""
    passwords = kept_secrets(server.home / "env", roles.PASSWORDS)
    database = f"{PREFIX}_{run}"

    def url(login: str) -> str:
        return server.address(LOGINS[login], passwords[roles.password_of(login)], database)

    return {
        "UBIGROWTH_TEST_RUN": run,
        "UBIGROWTH_TEST_SERVER": str(server.folder),
        "UBIGROWTH_TEST_ADMIN_URL": server.administrator(),
        "UBIGROWTH_TEST_OWNER_URL": url("owner"),
        "UBIGROWTH_TEST_SERVICE_URL": url("service"),
        "UBIGROWTH_ENV": "local",
        "UBIGROWTH_LOGIN": "app",
        "DATABASE_URL": url("app"),
        "CELERY_BROKER_URL": "memory://",
        "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
        "CONTEXT_KEY": "tests-only-context-0123456789abcdefghijklmnopqr",
    }


def bootstrap(database: str) -> None:
    """Make the roles, and `database` owned by the owner login; nothing when they are there."""
    server = Server(Path(os.environ["UBIGROWTH_TEST_SERVER"]), durable=False)
    roles.bootstrap(
        server, kept_secrets(server.home / "env", roles.PASSWORDS), database, f"{PREFIX}_queue"
    )


def clone(template: str, name: str) -> None:
    """Make `name` anew as a copy of `template`, with the access that bootstrap gives.

    PostgreSQL copies what is in a database, not who may connect to it.
    """
    drop(name)
    database, source = sql.Identifier(name), sql.Identifier(template)
    logins = sql.SQL(", ").join(sql.Identifier(LOGINS[key]) for key in ("owner", "app", "service"))
    with _administrator() as connection, _turn("clone"):
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                database, source, sql.Identifier(LOGINS["owner"])
            )
        )
        connection.execute(
            sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(database)
        )
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, logins))


def drop(name: str) -> None:
    """Remove a database and end its sessions; nothing when there is none."""
    with _administrator() as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def migrated_template(migrate: Callable[[str], None]) -> str:
    """The name of a migrated template, made by `migrate(name)` when the schema is a new one.

    A template is known by a hash over migrations, models and the tenancy room, and is kept for
    later runs. Workers that ask at once wait for the first. `migrate` gets a bootstrapped empty
    database and must close its connections to it.
    """
    name = f"{TEMPLATE}_{_schema_hash()}"
    with _turn("template"):
        with _administrator() as connection:
            ready = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [name],
            ).fetchone()
        if ready and ready[0]:
            return name
        drop(name)
        _drop_old_templates()
        bootstrap(name)
        migrate(name)
        with _administrator() as connection:
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                    sql.Identifier(name), sql.Literal(str(int(time.time())))
                )
            )
    return name


def _schema_hash() -> str:
    folders = sorted(path for path in CODE.iterdir() if path.is_dir() and path.name[0] != ".")
    files = {path for folder in folders for glob in SCHEMA_SOURCES for path in folder.glob(glob)}
    files |= {roles.SCRIPT, CODE / "requirements.lock", CODE / "ubigrowth" / "settings.py"}
    digest = hashlib.sha256()
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _drop_old_templates() -> None:
    """Keep the templates made last: another run may be about to clone one of them."""
    with _administrator() as connection:
        rows = connection.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        ).fetchall()
    templates = [(int(made or 0), name) for name, made in rows if name.startswith(TEMPLATE)]
    for _, name in sorted(templates, reverse=True)[KEPT_TEMPLATES:]:
        drop(name)


def _drop_databases_of_ended_runs() -> None:
    for name in _databases(f"{PREFIX}_"):
        run = name.split("_")[2]
        if run.isdecimal() and not Path(f"/proc/{run}").exists():
            drop(name)


def _databases(prefix: str) -> list[str]:
    with _administrator() as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
    return [name for (name,) in rows if name == prefix or name.startswith(prefix.rstrip("_") + "_")]


@contextmanager
def _administrator() -> Iterator["psycopg.Connection[tuple[str, ...]]"]:
    with psycopg.connect(os.environ["UBIGROWTH_TEST_ADMIN_URL"], autocommit=True) as connection:
        yield connection


@contextmanager
def _turn(what: str) -> Iterator[None]:
    folder = Path(os.environ["UBIGROWTH_TEST_SERVER"])
    with (folder / f"{what}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
