"""The roles and databases that the product needs, made by `deploy/bootstrap.sql`."""

import fcntl
import hashlib
import subprocess
from collections.abc import Mapping

from psycopg.conninfo import conninfo_to_dict

from kernel.local.errors import LocalError
from kernel.local.server import CODE, Server, plain_environment

SCRIPT = CODE / "deploy" / "bootstrap.sql"
LOGINS = {
    "owner": "ubigrowth_owner",
    "app": "ubigrowth_app_login",
    "service": "ubigrowth_service_login",
    "queue": "ubigrowth_queue_login",
}


def bootstrap(
    server: Server, passwords: Mapping[str, str], database: str, queue_database: str
) -> None:
    """Run the script on a server that has been joined.

    `passwords` has what `password_of` names for each login. Raises LocalError in psql's words.
    """
    values = _values(passwords, database, queue_database)
    with (server.home / "bootstrap.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _run_psql(server, values, SCRIPT.read_text())


def bootstrap_once(
    server: Server, passwords: Mapping[str, str], database: str, queue_database: str
) -> bool:
    """The same unless the script has run with these values before; whether it did run."""
    values = _values(passwords, database, queue_database)
    whole = repr((SCRIPT.read_text(), sorted(values.items())))
    digest = hashlib.sha256(whole.encode()).hexdigest()
    stamp = server.home / "bootstrapped"
    if stamp.exists() and stamp.read_text() == digest:
        return False
    bootstrap(server, passwords, database, queue_database)
    stamp.write_text(digest)
    return True


def password_of(login: str) -> str:
    """The name under which a login's password is kept."""
    return f"{login.upper()}_PASSWORD"


PASSWORDS = tuple(password_of(login) for login in LOGINS)


def _values(passwords: Mapping[str, str], database: str, queue_database: str) -> dict[str, str]:
    values = {"database": database, "queue_database": queue_database}
    for login, role in LOGINS.items():
        values[login] = role
        values[f"{login}_password"] = passwords[password_of(login)]
    return values


def _run_psql(server: Server, values: Mapping[str, str], script: str) -> None:
    """Variables go through a pipe: the list of processes shows a command line to everybody."""
    variables = "".join(f"\\set {name} '{_quoted(value)}'\n" for name, value in values.items())
    done = subprocess.run(
        [server.binaries.tool("psql"), "-X", "-q", "-f", "-"],
        input=variables + script,
        env={**plain_environment(), **_connection(server)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LocalError(f"deploy/bootstrap.sql failed: {done.stderr.strip()}")


def _connection(server: Server) -> dict[str, str]:
    parts = conninfo_to_dict(server.administrator())
    return {
        "PGHOST": str(parts["host"]),
        "PGPORT": str(parts["port"]),
        "PGUSER": str(parts["user"]),
        "PGPASSWORD": str(parts["password"]),
        "PGDATABASE": str(parts["dbname"]),
    }


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
