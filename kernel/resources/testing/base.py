"""What the cases of screens and endpoints share: the cast, rows, and answers without chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kernel.resources import addresses
from kernel.tenancy.testing import Cast

RANDOM = re.compile(r"[0-9a-f]{32}|[0-9A-Za-z]{64}|nonce-[\w+/=-]+")


class ResourceTests:
    """``single`` says that a workspace has one row of the model at most."""

    model: ClassVar[Any]
    single: ClassVar[bool] = False
    valid: ClassVar[dict[str, Any]] = {}
    changed: ClassVar[dict[str, Any]] = {}
    invalid: ClassVar[dict[str, Any]] = {}
    numbers: ClassVar[str] = ""
    filters: ClassVar[dict[str, str]] = {}
    formula_field: ClassVar[str] = ""

    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _people(self, cast: Cast) -> None:
        self.cast = cast

    def make(self, number: int = 1, **values: Any) -> Any:
        """A row in the open scope; rows of different numbers differ."""
        raise NotImplementedError

    def made(self, number: int = 1, **values: Any) -> Any:
        """A row of Alder's Main; with ``charlies=True`` one of Charlie's Harbor."""
        owner = self.cast.charlie if values.pop("charlies", False) else self.cast.alice
        with self.cast.scope(owner):
            return self.make(number, **values)

    @cached_property
    def _named(self) -> dict[Any, str]:
        return {}

    def named(self, make: Callable[[int], Any]) -> str:
        """The id of a row of another model that bodies name; made once a test."""
        if make not in self._named:
            with self.cast.scope():
                self._named[make] = str(make(99).pk)
        return self._named[make]

    def count(self) -> int:
        with self.cast.scope():
            return int(self.model.objects.count())

    def fresh(self, row: Any) -> Any:
        """The row as it is now, or None."""
        with self.cast.scope():
            return self.model.objects.filter(pk=row.pk).first()

    @cached_property
    def _clients(self) -> dict[Any, Client]:
        return {}

    def client_of(self, person: Any) -> Client:
        """The browser of a person, signed in once a test."""
        if person.pk not in self._clients:
            self._clients[person.pk] = Client()
            self._clients[person.pk].force_login(person)
        return self._clients[person.pk]

    @property
    def writer(self) -> Any:
        """Who writes the module: Bob in marketing."""
        return self.cast.writer(addresses.module_of(self.model))

    @property
    def outsider(self) -> Any:
        """Who has another module's role: Fay beside marketing."""
        return self.cast.outsider(addresses.module_of(self.model))

    def grows(self, path: str) -> tuple[int, int]:
        """The queries of a page with a few rows, and with more of them."""
        for number in (1, 2):
            self.made(number)
        asked(self.bob, path)
        few = asked(self.bob, path)
        for number in range(3, 7):
            self.made(number)
        return few, asked(self.bob, path)

    @property
    def bob(self) -> Client:
        """The browser of who writes the module."""
        return self.client_of(self.writer)


def looked(client: Client, path: str, id: UUID) -> tuple[int, dict[str, str], str, int]:
    """Status, headers, body and queries of a GET, with what differs by chance blanked."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    headers = {
        name: RANDOM.sub("", value)
        for name, value in answer.headers.items()
        if name not in ("Content-Length", "RateLimit")
    }
    body = RANDOM.sub("", answer.content.decode().replace(str(id), ""))
    return answer.status_code, headers, body, len(queries)


def asked(client: Client, path: str) -> int:
    """How many queries a GET and its whole answer take."""
    connection.queries_log.clear()  # it holds 9,000, and would count wrongly when full
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(path)
        assert answer.status_code == 200, path
        b"".join(answer.streaming_content if answer.streaming else [answer.content])
    return len(queries)


def errors_in(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())[-1500:]
