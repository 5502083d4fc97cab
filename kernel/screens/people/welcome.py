"""``/welcome/``: the first page for somebody unknown."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kernel.core.registry import BUILT_IN_ROLES
from kernel.doors.accounts import demo_people
from kernel.doors.marks import public


@require_safe
@public
def welcome(request: HttpRequest) -> HttpResponse:
    """Look at the demo, start a company, or sign in; only the last where nothing else is open."""
    if request.user.is_authenticated:
        return redirect("/")
    demo = demo_guest()
    if demo is None and not settings.SIGNUP_OPEN:
        return redirect(settings.LOGIN_URL)
    context = {"demo": demo, "signup_open": settings.SIGNUP_OPEN}
    return render(request, "kernel/people/welcome.html", context)


def demo_guest() -> dict[str, Any] | None:
    """The demo's person whose eyes a visitor looks through: of a module's role, if there is one."""
    people = demo_people()
    working = [person for person in people if person["role"] not in BUILT_IN_ROLES]
    return next(iter([*working, *people]), None)
