"""A PostgreSQL cluster for benchmarks alone, with the product's settings, fsync included.

Three logins look at the same rows. The product's app login passes every wall. The plain one has
BYPASSRLS, so that PostgreSQL adds no policy to its queries. The naive one stands under the
policy that first comes to mind: the rows of every tenant that a person belongs to.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from kernel.local.bootstrap import LOGINS, PASSWORDS, bootstrap, password_of
from kernel.local.broker import install_broker
from kernel.local.secrets import kept_secrets
from kernel.local.server import CODE, Report, Server, passable

FOLDER = CODE / ".data" / "bench"
QUEUE_DATABASE = "bench_queue"
PLAIN, NAIVE = "bench_plain", "bench_naive"
SECRETS = ("SECRET_KEY", "CONTEXT_KEY", "PLAIN_PASSWORD", "NAIVE_PASSWORD", *PASSWORDS)

# The person is believed as the session says it, unsigned.
NAIVE_POLICY = """
CREATE FUNCTION bench_uid() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT NULLIF(current_setting('bench.user_id', true), '')::uuid $$;
CREATE POLICY bench_naive ON cmo_campaigns TO bench_naive
    USING (tenant_id = bench_uid()
           OR tenant_id IN (SELECT tenant_id FROM user_tenants WHERE user_id = bench_uid()));
CREATE POLICY bench_naive ON user_tenants FOR SELECT TO bench_naive
    USING (user_id = bench_uid());
"""


@dataclass
class Cluster:
    """A running server with its secrets."""

    server: Server
    secrets: dict[str, str]

    def administrator(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the superuser, in autocommit."""
        return psycopg.connect(self.server.administrator(database), autocommit=True)

    def login(self, login: str, database: str, scheme: str = "postgres") -> str:
        """The address of one of the product's logins (app, owner, service, queue)."""
        secret = self.secrets[password_of(login)]
        return self.server.address(LOGINS[login], secret, database, scheme)

    def plain(self, database: str) -> str:
        """The address of the login that no policy is applied to."""
        return self.server.address(PLAIN, self.secrets["PLAIN_PASSWORD"], database)

    def naive(self, database: str) -> str:
        """The address of the login under the naive policy."""
        return self.server.address(NAIVE, self.secrets["NAIVE_PASSWORD"], database)

    def environment(self, address: str, login: str = "app") -> dict[str, str]:
        """The environment of a process of the product with one database address."""
        hidden = ("DATABASE_", "UBIGROWTH_", "AI_GATEWAY_", "CACHE_URL", "PG")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
        variable = "DATABASE_OWNER_URL" if login == "owner" else "DATABASE_URL"
        return {
            **kept,
            "UBIGROWTH_ENV": "local",
            "UBIGROWTH_LOGIN": login,
            variable: address,
            "CELERY_BROKER_URL": self.login("queue", QUEUE_DATABASE, "pgmq"),
            "SECRET_KEY": self.secrets["SECRET_KEY"],
            "CONTEXT_KEY": self.secrets["CONTEXT_KEY"],
            "DATA_DIR": str(FOLDER),
        }

    def make_database(self, name: str) -> None:
        """An empty migrated database with the product's walls, and the two other logins."""
        self.drop_database(name)
        bootstrap(self.server, self.secrets, name, QUEUE_DATABASE)
        install_broker(self.login("queue", QUEUE_DATABASE))
        self._migrate(name)
        with self.administrator(name) as admin:
            for login, power in ((PLAIN, "BYPASSRLS"), (NAIVE, "NOBYPASSRLS")):
                self._make_login(admin, login, power)
                self._open(admin, name, login)
            admin.execute(NAIVE_POLICY)

    def copy_database(self, source: str, name: str) -> None:
        """A copy of a database, open to the same logins."""
        self.drop_database(name)
        with self.administrator() as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                    *map(sql.Identifier, (name, source, LOGINS["owner"]))
                )
            )
            for login in (LOGINS["app"], PLAIN, NAIVE):
                self._connectable(admin, name, login)

    def drop_database(self, name: str) -> None:
        """Remove a database; nothing when there is none."""
        with self.administrator() as admin:
            admin.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _migrate(self, name: str) -> None:
        done = subprocess.run(
            [sys.executable, str(CODE / "manage.py"), "migrate", "-v0", "--skip-checks"],
            env=self.environment(self.login("owner", name), "owner"),
            cwd=CODE,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"migrate failed:\n{done.stdout}{done.stderr}")

    def _make_login(
        self, admin: psycopg.Connection[tuple[object, ...]], login: str, power: str
    ) -> None:
        there = admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [login]).fetchone()
        secret = self.secrets[f"{login.removeprefix('bench_').upper()}_PASSWORD"]
        admin.execute(
            sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
                sql.SQL("CREATE" if there is None else "ALTER"),
                sql.Identifier(login),
                sql.SQL(power),
                sql.Literal(secret),
            )
        )

    def _open(self, admin: psycopg.Connection[tuple[object, ...]], name: str, login: str) -> None:
        self._connectable(admin, name, login)
        for grant in (
            "USAGE ON SCHEMA public, auth",
            "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public",
        ):
            admin.execute(sql.SQL("GRANT {} TO {}").format(sql.SQL(grant), sql.Identifier(login)))

    def _connectable(
        self, admin: psycopg.Connection[tuple[object, ...]], name: str, login: str
    ) -> None:
        admin.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(name), sql.Identifier(login)
            )
        )


@contextmanager
def running(report: Report, *, keep: bool = False) -> Iterator[Cluster]:
    """The cluster, made for the block; it is stopped and removed after it, unless kept.

    Raises SystemExit where another benchmark uses it.
    """
    passable(FOLDER.parent)
    with (FOLDER.parent / "bench.lock").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit("Another benchmark is running here.") from None
        server = Server(FOLDER, source=os.environ.get("UBIGROWTH_PG", ""))
        server.join(report)
        try:
            yield Cluster(server, kept_secrets(server.home / "env", SECRETS))
        finally:
            server.leave()
            if not keep:
                shutil.rmtree(server.home, ignore_errors=True)
                shutil.rmtree(FOLDER, ignore_errors=True)
