"""pytest fixtures: a real PostgreSQL as the app login, and the people that every test knows.

Alice owns Alder (workspaces Main and Second), Bob is its marketer, Fay its finance lead, Vera a
viewer of nothing, Una works in Second only, in every module; a module whose roles none of them has
gets a member of its own. Charlie owns Harbor and is a stranger to Alder. Sam is platform staff.
They are committed once a worker; each test's own rows are rolled back.
"""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.test import override_settings

if TYPE_CHECKING:
    from kernel.core.manifest import Manifest
    from kernel.tenancy.models import User
    from kernel.tenancy.scope import Scope

PASSWORD = "correct horse battery staple"
KEPT = ("django_migrations", "django_content_type", "auth_permission")
NAMES = ("alice", "bob", "charlie", "fay", "vera", "una", "sam")
MANAGERS = ("owner", "admin")
WORKS_AS = {"bob": "marketer", "fay": "finance"}


@dataclass
class House:
    """A tenant of the cast."""

    tenant_id: UUID
    workspace_id: UUID
    second_id: UUID | None = None


@dataclass
class Cast:
    """Everybody, and the two tenants."""

    alice: User
    bob: User
    charlie: User
    fay: User
    vera: User
    una: User
    sam: User
    alder: House
    harbor: House
    workers: dict[str, User]
    """Who has which role of a module; nobody of them has two."""

    def scope(
        self, who: User | None = None, house: House | None = None, **more: Any
    ) -> AbstractContextManager[Scope]:
        """The scope of a person in a house; Alice in Alder's Main by default."""
        from kernel.tenancy.scope import tenant_scope

        place = house or (self.harbor if who is self.charlie else self.alder)
        workspace = more.pop("workspace_id", None if more.get("wide") else place.workspace_id)
        return tenant_scope(place.tenant_id, workspace, principal=(who or self.alice).pk, **more)

    @property
    def members(self) -> int:
        """How many people belong to Alder: Alice, Vera and Una, and who works there."""
        return 3 + len(self.workers)

    def writer(self, manifest: Manifest) -> User:
        """Who of Alder's people writes the module."""
        return self._working(manifest, True)

    def outsider(self, manifest: Manifest) -> User:
        """Who of Alder's people works in another module only."""
        return self._working(manifest, False)

    def _working(self, manifest: Manifest, inside: bool) -> User:
        return next(
            person
            for role, person in self.workers.items()
            if (role in manifest.permissions.role) is inside
        )


_cast: Cast | None = None
_as_cast: Cast | None = None
_rows: dict[str, bytes] = {}
"""The cast's rows by table, as COPY writes them."""


def url_of(login: str, database: str) -> str:
    """The address of a test login (OWNER, SERVICE or ADMIN) for one database."""
    return (
        urlsplit(os.environ[f"UBIGROWTH_TEST_{login}_URL"])._replace(path=f"/{database}").geturl()
    )


def current_database() -> str:
    """The name of this worker's database."""
    return str(connections["default"].settings_dict["NAME"])


class QuickHasher(Argon2PasswordHasher):
    """The product's hash at a thousandth of its price: most tests are about something else."""

    time_cost, memory_cost, parallelism = 1, 8, 1


QUICK = f"{QuickHasher.__module__}.{QuickHasher.__name__}"


@pytest.fixture(scope="session")
def _quick_settings() -> Iterator[None]:
    """Passwords at their lowest price, and static files looked up when one is asked for.

    WhiteNoise would list all of them for each test client, which costs more than most tests.
    """
    with override_settings(
        PASSWORD_HASHERS=[QUICK, *settings.PASSWORD_HASHERS[1:]], WHITENOISE_AUTOREFRESH=True
    ):
        yield


@pytest.fixture
def full_price(cast: Cast, db: None) -> Iterator[None]:
    """Passwords cost what they do in the product, Bob's too."""
    from kernel.tenancy.models import User
    from kernel.tenancy.scope import identity_scope
    from ubigrowth.settings import PASSWORD_HASHERS

    with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):
        with identity_scope(cast.bob.pk):
            bob = User.objects.get(pk=cast.bob.pk)
            bob.set_password(PASSWORD)
            bob.save()
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: Any, _quick_settings: None
) -> Iterator[None]:
    """Clone the migrated template for this worker and connect to it as the app login."""
    from kernel.local import testing

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"ubigrowth_test_{os.environ['UBIGROWTH_TEST_RUN']}_{worker}"
    testing.clone(testing.migrated_template(_migrate), name)
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name
    with django_db_blocker.unblock():
        _commit_cast()
        _keep_rows()
    yield
    administrator.cache_clear()
    with django_db_blocker.unblock():
        for alias in connections:
            connection: Any = connections[alias]
            connection.close()
            connection.close_pool()
    testing.drop(name)


def _migrate(database: str) -> None:
    environment = {
        **os.environ,
        "UBIGROWTH_LOGIN": "owner",
        "DATABASE_OWNER_URL": url_of("OWNER", database),
    }
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "-v0", "--skip-checks"],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"migrate failed:\n{done.stdout}{done.stderr}")


def _commit_cast() -> None:
    global _cast
    from kernel.core.registry import get_all_modules
    from kernel.tenancy import services
    from kernel.tenancy.models import User, Workspace
    from kernel.tenancy.scope import identity_scope, tenant_scope

    modules = [manifest.id for manifest in get_all_modules()]
    works_as = {**WORKS_AS, **_further_roles(get_all_modules())}
    people = {
        name: User.objects.create_user(f"{name}@example.com", PASSWORD, name=name.title())
        for name in (*NAMES, *(name for name in works_as if name not in NAMES))
    }
    with identity_scope(people["alice"].pk):
        made = services.create_tenant(
            name="Alder", slug="alder", timezone_name="Europe/Berlin", modules=modules
        )
    with identity_scope(people["charlie"].pk):
        other = services.create_tenant(
            name="Harbor", slug="harbor", timezone_name="America/New_York", modules=modules
        )
    alder = House(made.tenant_id, made.workspace_id)
    with tenant_scope(alder.tenant_id, principal=people["alice"].pk, wide=True):
        second = Workspace.objects.create(name="Second", slug="second", timezone="Asia/Tokyo")
        alder.second_id = second.pk
        tokens = {
            **{
                name: services.invite(email=f"{name}@example.com", roles=[role])[1]
                for name, role in works_as.items()
            },
            "vera": services.invite(email="vera@example.com", roles=["viewer"])[1],
            "una": services.invite(
                email="una@example.com",
                roles=list(works_as.values()),
                workspaces=[second.pk],
            )[1],
        }
    for name, token in tokens.items():
        with identity_scope(people[name].pk):
            services.accept_invitation(token)
    with psycopg.connect(url_of("OWNER", current_database())) as owner:
        owner.execute("UPDATE users SET is_staff = true WHERE id = %s", [people["sam"].pk])
    people["sam"].refresh_from_db()
    _cast = Cast(
        **{name: people[name] for name in NAMES},
        alder=alder,
        harbor=House(other.tenant_id, other.workspace_id),
        workers={role: people[name] for name, role in works_as.items()},
    )


def _further_roles(manifests: Iterable[Manifest]) -> dict[str, str]:
    """Roles of modules that neither Bob nor Fay has, by the name of a member who gets them."""
    found: dict[str, str] = {}
    for manifest in manifests:
        own = [role for role in manifest.permissions.role if role not in MANAGERS]
        if own and not set(own) & {*WORKS_AS.values(), *found.values()}:
            found[own[0].replace("_", "-")] = own[0]
    return found


@pytest.fixture
def cast(django_db_setup: None) -> Cast:
    """The people and tenants; ask for ``db`` or ``transactional_db`` as well to use them."""
    assert _cast is not None
    return _cast


@pytest.fixture
def owner_connection(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the owner login: what a test may undo, the app may not."""
    with psycopg.connect(url_of("OWNER", current_database())) as connection:
        yield connection


@pytest.fixture(autouse=True)
def _counters_emptied(request: pytest.FixtureRequest) -> None:
    asked = {"db", "transactional_db", "cast"} & set(request.fixturenames)
    if asked or request.node.get_closest_marker("django_db") is not None:
        request.getfixturevalue("django_db_setup")
        administrator().execute("DELETE FROM public.counters")


@pytest.fixture(autouse=True, scope="session")
def _cleaned_by_the_owner() -> Iterator[None]:
    """Django would flush with TRUNCATE, which the app login cannot do and must not.

    For the whole session: pytest-django's own teardown comes after that of a test's patches.
    """
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_and_recast())
        yield


def empty_and_recast() -> None:
    """Empty every table with the administrator's connection, and put the cast's rows back.

    Small tables are emptied row by row, which costs a hundredth of truncating them. The lock waits
    for whoever is still writing, as truncation would.
    """
    global _cast
    for alias in connections:
        connections[alias].close()
    admin = administrator()
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        tables = ", ".join(_tables())
        admin.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
        admin.execute(EMPTY.format(tables=tables))
        for table, rows in _rows.items():
            with admin.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copied:
                copied.write(rows)
    _cast = copy.deepcopy(_as_cast)


EMPTY = """
DO $$
DECLARE
  one text;
  rows integer;
BEGIN
  FOREACH one IN ARRAY string_to_array('{tables}', ', ') LOOP
    EXECUTE 'SELECT count(*) FROM (SELECT FROM ' || one || ' LIMIT 2000) AS first' INTO rows;
    IF rows = 2000 THEN
      EXECUTE 'TRUNCATE ' || one || ' CASCADE';
    ELSIF rows > 0 THEN
      EXECUTE 'DELETE FROM ' || one;
    END IF;
  END LOOP;
END $$
"""


def _tables() -> list[str]:
    """Every table that tests write."""
    found = administrator().execute(
        "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname = 'public' AND NOT tablename = ANY(%s)",
        [list(KEPT)],
    )
    return [name for (name,) in found]


def _keep_rows() -> None:
    """Remember the cast and its rows, so that they are put back without being made again."""
    global _cast, _as_cast
    admin = administrator()
    for table in _tables():
        with admin.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copied:
            _rows[table] = b"".join(copied)
    _as_cast, _cast = _cast, copy.deepcopy(_cast)


@cache
def administrator() -> psycopg.Connection[Any]:
    """This worker's connection that may do everything; it is open for the whole session."""
    return psycopg.connect(url_of("ADMIN", current_database()), autocommit=True)


@pytest.fixture
def without_the_wall() -> Iterator[Callable[[str], None]]:
    """Run SQL as the administrator on this worker's database: how a test takes a wall away."""
    with psycopg.connect(url_of("ADMIN", current_database()), autocommit=True) as admin:

        def run(sql: str) -> None:
            admin.execute("SET lock_timeout = '5s'")
            admin.execute(sql)

        yield run
