"""Every URL of the resolver × every kind of person: a new route is tried the moment it exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kernel.core.manifest import Manifest
from kernel.core.registry import get_all_modules
from kernel.doors import tokens
from kernel.doors.marks import Needs
from kernel.tenancy import services
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope
from kernel.tenancy.testing import Cast
from tests.doors import MISSING, Route, routes
from tests.rows import make

pytestmark = pytest.mark.django_db

ROUTES = routes()
OF_TENANTS = [route for route in ROUTES if route.mark.needs is Needs.TENANT]
OF_MODULES = [route for route in OF_TENANTS if route.manifest]
OF_STAFF = [route for route in ROUTES if route.is_admin and route.mark.needs is not Needs.NOBODY]
SECRET = "Zebrawood"
MODULES = get_all_modules()
READERS = {manifest.id: f"reader of {manifest.id}" for manifest in MODULES}
PEOPLE = ("anonymous", "alice", "bob", READERS[MODULES[0].id], "vera", "charlie", "sam")

FORM_PAGE = re.compile(r"/(new|bulk|edit|delete)/$|/fields/")  # pages that only who writes opens
OPEN = {
    "/healthz",
    "/readyz",
    "/metrics",
    "/welcome/",
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/demo/",
    "/accounts/invitations/<str:token>/",
    "/admin/login/",
    "/webhooks/<str:endpoint_id>/",
    "/api/v1/auth/token/",
    "/api/v1/auth/token/refresh/",
    "/api/v1/schema/",
    "/api/v1/docs/",
}
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
UNCOUNTED = {"/healthz", "/readyz", "/metrics", "/webhooks/<str:endpoint_id>/"}


def test_the_doors_that_are_open_to_everybody_are_these():
    """A new door without a login, or without a limit, is a decision: it is written down here."""
    assert {route.path for route in ROUTES if route.mark.needs is Needs.NOBODY} == OPEN
    assert {route.path for route in ROUTES if not route.mark.counted} == UNCOUNTED


def writes_only(route: Route) -> bool:
    """Whether the view says so itself; what it forgets to say, its POST shows."""
    return bool(getattr(getattr(route.callback, "view_class", None), "writes", False))


def unsafe(route: Route) -> tuple[str, ...]:
    """Methods that write and that the door has; a browser's form can only post."""
    methods = ("post", "put", "patch", "delete") if route.is_machine else ("post",)
    return tuple(method for method in methods if route.takes(method))


@dataclass
class House:
    """The people at the doors, each with a browser and a token, and rows of Alder."""

    cast: Cast
    members: dict[str, User]
    browsers: dict[str, Client]
    programs: dict[str, Client]
    rows: dict[Any, Any] = field(default_factory=dict)

    def reads(self, person: str, manifest: Manifest) -> bool:
        return person == READERS[manifest.id] or self.writes(person, manifest)

    def writes(self, person: str, manifest: Manifest) -> bool:
        own = [self.cast.workers.get(role) for role in manifest.permissions.role]
        return person == "alice" or self.members[person] in own

    def kinds(self, manifest: Manifest) -> tuple[str, ...]:
        """One of each kind that a module knows: its owner, who writes it, who reads it, who
        works in another module, and who may see nothing.
        """
        names = {person.pk: name for name, person in self.members.items()}
        writer, elsewhere = self.cast.writer(manifest), self.cast.outsider(manifest)
        return ("alice", names[writer.pk], READERS[manifest.id], names[elsewhere.pk], "vera")

    def row(self, route: Route) -> Any:
        """The id of a row of Alder that the route is about."""
        if route.is_admin:
            return self.cast.alder.tenant_id
        if route.model is None:
            return MISSING
        if route.model not in self.rows:
            with self.cast.scope():
                self.rows[route.model] = make(route.model, SECRET).pk
        return self.rows[route.model]

    def call(self, person: str, method: str, route: Route, row: Any = None, **extra: Any) -> Any:
        """One request, undone afterwards; ``answer.words`` is its whole text."""
        path = route.at(row or self.row(route))
        client = (self.programs if route.is_machine else self.browsers)[person]
        body = "{}" if route.is_machine else ""
        kind = "application/json" if body else "application/x-www-form-urlencoded"
        sent = {} if method == "get" else {"data": body, "content_type": kind}
        with transaction.atomic():
            answer: Any = client.generic(method.upper(), path, **sent, **extra)
            parts = answer.streaming_content if answer.streaming else [answer.content]
            answer.words = b"".join(parts).decode(errors="replace")
            transaction.set_rollback(True)
        return answer


@pytest.fixture
def house(cast: Cast, settings: Any) -> House:
    """Alder's members are those of the cast and a reader of each module alone.

    What they do is counted in this process's memory: nobody here comes to a limit.
    """
    settings.CACHES = dict.fromkeys(settings.CACHES, MEMORY)
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (1_000_000, 60))
    workers = {person.email.partition("@")[0]: person for person in cast.workers.values()}
    readers = {name: reader_of(cast, module) for module, name in READERS.items()}
    members = {"alice": cast.alice, "vera": cast.vera, **workers, **readers}
    browsers = {"anonymous": Client(raise_request_exception=False)}
    programs = {"anonymous": Client(raise_request_exception=False)}
    for name, user in {**members, "charlie": cast.charlie, "sam": cast.sam}.items():
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(user)
        headers = {"Authorization": f"Bearer {tokens.obtain(user)['access']}"}
        if name in members:
            headers["X-Workspace-ID"] = str(cast.alder.workspace_id)
        programs[name] = Client(headers=headers, raise_request_exception=False)
    return House(cast, members, browsers, programs)


def reader_of(cast: Cast, module: str) -> User:
    email = f"reads-{module}@example.com"
    with cast.scope():
        _, token = services.invite(email=email, roles=["viewer"], viewer_modules=[module])
    reader = User.objects.create_user(email)
    with identity_scope(reader.pk):
        services.accept_invitation(token)
    return reader


def holds(check: Callable[..., str | None], over: Iterable[tuple[Any, ...]]) -> None:
    """Assert a check for every case; it answers what is wrong, and all of it is shown."""
    wrong = [f"{case[0].path} {case[1:]}: {why}" for case in over if (why := check(*case))]
    assert not wrong, "\n".join([f"{len(wrong)} doors:", *wrong])


def unsound(route: Route, answer: HttpResponse) -> str | None:
    """What no answer may be, whoever asked."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.words[:300]}"
    if "X-Request-ID" not in answer.headers:
        return "no request id"
    problem = answer.headers.get("Content-Type") == "application/problem+json"
    if route.is_machine and answer.status_code >= 400 and not problem:
        return f"{answer.status_code} is no problem+json"
    return None


def to_login(answer: HttpResponse) -> bool:
    """Anonymous people are sent to the login, from the briefing to the first page."""
    target = answer.headers.get("Location", "")
    return target.startswith("/accounts/login/") or target == "/welcome/"


def kept_out(route: Route, answer: HttpResponse) -> bool:
    if route.is_machine:
        return answer.status_code in (401, 403)
    chooser = answer.headers.get("Location", "").startswith("/switch/")
    return to_login(answer) or answer.status_code == 403 or chooser


def test_no_door_breaks_for_anybody(house):
    def check(route, person, method):
        return unsound(route, house.call(person, method, route))

    own = {*OF_MODULES, *OF_STAFF}  # they have tests of their own below
    rest = [route for route in ROUTES if route not in own]
    holds(check, ((route, person, "get") for route in rest for person in PEOPLE))
    holds(check, ((route, "alice", method) for route in rest for method in unsafe(route)))


def test_what_a_door_does_not_take_is_refused_to_its_owner_too(house):
    def check(route, method):
        answer = house.call("alice", method, route)
        told = None if answer.status_code in (403, 404, 405) else f"{answer.status_code}"
        return unsound(route, answer) or told

    methods = ("post", "put", "patch", "delete")
    machines = [route for route in OF_TENANTS if route.is_machine]
    holds(check, ((r, m) for r in machines for m in methods if not r.takes(m)))


def test_nobody_unknown_gets_past_a_door_that_asks_who(house):
    def check(route, method):
        answer = house.call("anonymous", method, route)
        if route.is_machine:
            told = answer.status_code == 401 and answer.json()["code"] == "auth_required"
            return None if told else f"{answer.status_code}"
        return None if to_login(answer) else f"{answer.status_code} {answer.headers}"

    asking = [route for route in ROUTES if route.mark.needs is not Needs.NOBODY]
    holds(check, ((route, method) for route in asking for method in ("get", *unsafe(route))))


def test_the_admin_is_for_staff(house):
    def check(route, person, method):
        answer = house.call(person, method, route)
        asked = person not in ("anonymous", "sam")  # the one is tried above, the other may
        wrong = f"{answer.status_code}" if asked and answer.status_code != 403 else None
        return unsound(route, answer) or wrong

    holds(check, ((route, person, "get") for route in OF_STAFF for person in PEOPLE))
    others = ("alice", "fay", "charlie")
    holds(check, ((route, person, "post") for route in OF_STAFF for person in others))


def test_a_modules_doors_open_to_its_roles_and_to_no_other(house):
    def check(route, person, method):
        answer = house.call(person, method, route)
        reads = method == "get" and not (FORM_PAGE.search(route.path) or writes_only(route))
        may = (house.reads if reads else house.writes)(person, route.manifest)
        if kept_out(route, answer) is may:
            return f"{answer.status_code}"
        if not may and route.is_machine and answer.json()["code"] != "role_not_allowed":
            return answer.json()["code"]
        private = {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
        return unsound(route, answer) or (None if private else "may be cached")

    every = ((r, method) for r in OF_MODULES for method in ("get", *unsafe(r)))
    holds(check, ((r, who, method) for r, method in every for who in house.kinds(r.manifest)))


def test_strangers_and_staff_see_nothing_of_a_tenant(house):
    def check(route, person, method):
        answer = house.call(person, method, route)
        if SECRET in answer.words or "Alder" in answer.words:
            return "tells of the tenant"
        if person == "sam" and not kept_out(route, answer):
            return f"staff without a membership got {answer.status_code}"
        return unsound(route, answer)

    people = ("charlie", "sam")
    every = ((r, m) for r in OF_TENANTS for m in ("get", *unsafe(r)[:1]))
    holds(check, ((r, who, m) for r, m in every for who in people))


def test_naming_anothers_tenant_is_refused_at_every_machine_door(house):
    named = {"HTTP_X_TENANT_ID": str(house.cast.alder.tenant_id)}

    def check(route, method):
        answer = house.call("charlie", method, route, **named)
        told = (answer.status_code, answer.json().get("code") if answer.words else None)
        return None if told == (403, "not_a_member") else f"{told}"

    doors = [route for route in OF_TENANTS if route.is_machine]
    holds(check, ((route, method) for route in doors for method in ("get", *unsafe(route))))


BLANKED = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*|[0-9a-f]{32}|(nonce=")[^"]*')
VARIES = {"X-Request-ID", "RateLimit", "Content-Security-Policy", "Content-Length", "Set-Cookie"}


def test_anothers_row_and_a_missing_one_get_the_same_answer(house):
    def told(route, method, row):
        connection.queries_log.clear()  # it holds 9,000, and would count wrongly when full
        with CaptureQueriesContext(connection) as asked:
            answer = house.call("charlie", method, route, row)
        words = BLANKED.sub("", answer.words.replace(str(row), ""))
        headers = {k: v for k, v in answer.headers.items() if k not in VARIES}
        return answer.status_code, len(asked), headers, words

    def check(route, method):
        ours, missing = (told(route, method, row) for row in (house.row(route), MISSING))
        return None if ours == missing else f"{ours[:3]} is not {missing[:3]}"

    doors = [route for route in OF_TENANTS if route.at("one") != route.at("other")]
    holds(check, ((route, method) for route in doors for method in ("get", *unsafe(route))))
