"""The list of campaigns over WSGI, through the middleware that the settings name."""

from __future__ import annotations

import io
import sys
from functools import cache
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from benchmarks.side import Case

PATH = "/cmo/campaigns/"
ROWS = 25


@cache
def _application() -> Any:
    return get_wsgi_application()


def case(plan: dict[str, Any]) -> Case:
    """One whole request and its answer's bytes."""
    return Case(get, lambda number: plan["busy"][number % len(plan["busy"])])


def get(place: dict[str, str]) -> None:
    """Ask for the page as the person of a place."""
    _page(place)


def looked_at(plan: dict[str, Any]) -> dict[str, Any]:
    """What the page of the first place is, to see that both sides answer the same."""
    status, body = _page(plan["busy"][0])
    return {"status": status, "rows": body.count(b'<tr class="row"'), "bytes": len(body)}


def _page(place: dict[str, str]) -> tuple[str, bytes]:
    found: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        found.append(status)

    answer = _application()(_environ(place[_cookie()]), start_response)
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    return found[0], body


def _cookie() -> str:
    """Which of the plan's cookies the session store of these settings knows."""
    ours = settings.SESSION_ENGINE == "kernel.tenancy.sessions"
    return "session" if ours else "plain session"


def _environ(session: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": PATH,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT": "text/html",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session}",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
