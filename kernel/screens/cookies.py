"""How a person wants pages: theme and keyboard shortcuts, kept on their row and in this browser.

The cookie wins: it is there before anybody is known, so nothing flashes.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kernel.doors.door import door_of
from kernel.tenancy.models import User

THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 3600


def theme(request: HttpRequest | None) -> str:
    """ "light" or "dark" where the person chose one, else "system"."""
    chosen = request.COOKIES.get("theme", "") if request else ""
    if chosen not in THEMES and (person := _person(request)):
        chosen = person.theme
    return chosen if chosen in THEMES else "system"


def shortcuts(request: HttpRequest | None) -> bool:
    """Whether single-key shortcuts work for this person; on unless switched off."""
    chosen = request.COOKIES.get("shortcuts") if request else None
    if chosen is None and (person := _person(request)):
        return person.shortcuts
    return chosen != "off"


def _person(request: HttpRequest | None) -> User | None:
    """Who the doors found behind the request; asks the database nothing."""
    return door_of(request).user if request else None


def remember(request: HttpRequest, response: HttpResponse, chosen: Mapping[str, str]) -> None:
    """Keep ``theme`` and ``shortcuts`` ("on", "off") in this browser."""
    for name, value in chosen.items():
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """POST `theme` and `shortcuts` ("on" or "off"): remember them, go back to `next`."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    chosen = {
        name: value
        for name, allowed in (("theme", THEMES), ("shortcuts", ("on", "off")))
        if (value := request.POST.get(name, "")) in allowed
    }
    if chosen and (person := _person(request)):
        values: dict[str, str | bool] = dict(chosen)
        if "shortcuts" in chosen:
            values["shortcuts"] = chosen["shortcuts"] == "on"
        User.objects.filter(pk=person.pk).update(**values)
    response = HttpResponseRedirect(target)
    remember(request, response, chosen)
    return response
