"""What `deploy/backup.sh` writes, `deploy/restore.sh` brings back: every row and every wall."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kernel.local import testing
from kernel.local.binaries import find_binaries
from kernel.local.server import CODE, plain_environment

pytestmark = [pytest.mark.end_to_end, pytest.mark.faults]

WALLS = """
SELECT 'table', c.relname, c.relrowsecurity::text, c.relforcerowsecurity::text,
       c.relowner::regrole::text, c.relacl::text
  FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)
   AND c.relkind IN ('r', 'p')
UNION ALL
SELECT 'policy', tablename, policyname, permissive, roles::text, coalesce(qual, '') || with_check
  FROM pg_policies
UNION ALL
SELECT 'function', p.proname, p.prosecdef::text, p.proowner::regrole::text, p.proacl::text,
       p.proconfig::text
  FROM pg_proc p WHERE p.pronamespace = 'auth'::regnamespace
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname,
       CASE contype WHEN 'c' THEN '' ELSE pg_get_constraintdef(oid) END, '', ''
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
ORDER BY 1, 2, 3, 4, 5, 6
"""


def administrator(database: str) -> str:
    parts = conninfo_to_dict(os.environ["UBIGROWTH_TEST_ADMIN_URL"])
    return make_conninfo(**{**parts, "dbname": database})


def run(script: str, *arguments: str, password: str) -> subprocess.CompletedProcess[str]:
    tools = str(find_binaries(os.environ.get("UBIGROWTH_PG", "")).folder)
    path = f"{tools}:{os.environ['PATH']}"
    return subprocess.run(
        [str(CODE / "deploy" / script), *arguments],
        env={**plain_environment(), "PATH": path, "PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )


def counts(connection: psycopg.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind = 'r' ORDER BY 1"
    ).fetchall()
    return {
        name: connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
        ).fetchone()[0]
        for (name,) in tables
    }


@pytest.fixture
def backup_login() -> str:
    """The password of the backup login, made by deploy/backup.sql on the test cluster."""
    script = (CODE / "deploy" / "backup.sql").read_text()
    parts = conninfo_to_dict(os.environ["UBIGROWTH_TEST_ADMIN_URL"])
    psql = find_binaries(os.environ.get("UBIGROWTH_PG", "")).tool("psql")
    password = "of-this-test-alone"
    subprocess.run(
        [psql, "-X", "-q", "-d", make_conninfo(**{**parts, "password": None}), "-f", "-"],
        input=f"\\set database {current()}\n\\set backup_password '{password}'\n{script}",
        env={**plain_environment(), "PGPASSWORD": str(parts["password"])},
        text=True,
        check=True,
    )
    return password


def current() -> str:
    from kernel.tenancy.testing import current_database

    return current_database()


@pytest.mark.django_db
def test_a_backup_brings_back_every_row_and_every_wall(tmp_path: Path, backup_login: str) -> None:
    original, restored = current(), f"{current()}_restored"
    parts = conninfo_to_dict(os.environ["UBIGROWTH_TEST_ADMIN_URL"])
    address = {"host": parts["host"], "port": parts["port"]}
    file = tmp_path / "ubigrowth.dump"
    backup = make_conninfo(**address, user="ubigrowth_backup", dbname=original)
    taken = run("backup.sh", backup, str(file), password=backup_login)
    assert taken.returncode == 0, taken.stderr
    assert file.stat().st_mode & 0o777 == 0o600

    testing.bootstrap(restored)
    try:
        target = make_conninfo(**address, user=str(parts["user"]), dbname=restored)
        done = run("restore.sh", target, str(file), password=str(parts["password"]))
        assert done.returncode == 0, done.stderr
        with (
            psycopg.connect(administrator(original)) as before,
            psycopg.connect(administrator(restored)) as after,
        ):
            assert counts(after) == counts(before)
            assert counts(after)["tenants"] > 0
            assert after.execute(WALLS).fetchall() == before.execute(WALLS).fetchall()
    finally:
        testing.drop(restored)


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "ubigrowth.dump"
    done = run("backup.sh", "postgres://nobody@127.0.0.1:1/none", str(file), password="x")
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []
