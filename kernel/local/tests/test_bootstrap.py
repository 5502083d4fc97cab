"""`deploy/bootstrap.sql`: who may connect where, and what nobody may see."""

import psycopg
import pytest
from psycopg import errors

from kernel.local.bootstrap import LOGINS, PASSWORDS, bootstrap, password_of
from kernel.local.errors import LocalError
from kernel.local.secrets import kept_secrets
from kernel.local.server import Server

PRODUCT, QUEUE = "product", "product_queue"


@pytest.fixture
def passwords(server: Server) -> dict[str, str]:
    kept = kept_secrets(server.home / "env", PASSWORDS)
    bootstrap(server, kept, PRODUCT, QUEUE)
    return kept


def connect(server: Server, kept: dict[str, str], login: str, database: str) -> psycopg.Connection:
    url = server.address(LOGINS[login], kept[password_of(login)], database)
    return psycopg.connect(url, autocommit=True)


def test_it_may_run_again_and_change_nothing(server: Server, passwords: dict[str, str]) -> None:
    bootstrap(server, passwords, PRODUCT, QUEUE)
    with connect(server, passwords, "app", PRODUCT) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (LOGINS["app"],)


@pytest.mark.parametrize(
    ("login", "database"),
    [("app", QUEUE), ("owner", QUEUE), ("service", QUEUE), ("queue", PRODUCT)],
)
def test_a_login_enters_its_own_database_only(
    server: Server, passwords: dict[str, str], login: str, database: str
) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connect(server, passwords, login, database)


@pytest.mark.parametrize("login", ["app", "service"])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t ()",
        "CREATE TEMPORARY TABLE t ()",
        "CREATE SCHEMA s",
        "CREATE ROLE r",
        "SELECT query FROM pg_stat_activity",
        "SELECT query FROM pg_stat_get_activity(NULL)",
        "SELECT pg_stat_get_backend_activity(1)",
        "SET ROLE ubigrowth_auth",
        "SET ROLE ubigrowth_owner",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_app_and_service_may_not(
    server: Server, passwords: dict[str, str], login: str, statement: str
) -> None:
    with connect(server, passwords, login, PRODUCT) as connection:
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement)


def test_the_owner_may_make_the_extension_and_hand_functions_over(
    server: Server, passwords: dict[str, str]
) -> None:
    with connect(server, passwords, "owner", PRODUCT) as connection, connection.transaction():
        connection.execute("CREATE SCHEMA auth")
        connection.execute("CREATE EXTENSION pgcrypto WITH SCHEMA auth")
        connection.execute("GRANT CREATE ON SCHEMA auth TO ubigrowth_auth")
        connection.execute("CREATE FUNCTION auth.f() RETURNS int LANGUAGE sql RETURN 1")
        connection.execute("ALTER FUNCTION auth.f() OWNER TO ubigrowth_auth")
        raise psycopg.Rollback()


def test_no_login_is_above_the_walls(server: Server, passwords: dict[str, str]) -> None:
    with psycopg.connect(server.administrator()) as connection:
        strong = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'ubigrowth%'"
            " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
        ).fetchall()
    assert strong == []


def test_it_refuses_a_login_that_was_made_too_strong(
    server: Server, passwords: dict[str, str]
) -> None:
    with psycopg.connect(server.administrator(), autocommit=True) as connection:
        connection.execute("ALTER ROLE ubigrowth_app_login BYPASSRLS")
        try:
            with pytest.raises(LocalError, match="ubigrowth_app_login"):
                bootstrap(server, passwords, PRODUCT, QUEUE)
        finally:
            connection.execute("ALTER ROLE ubigrowth_app_login NOBYPASSRLS")
