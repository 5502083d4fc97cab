"""What a person chose for this browser: theme and keyboard shortcuts, kept in cookies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 3600


def theme(request: HttpRequest | None) -> str:
    """ "light" or "dark" where the person chose one, else "system"."""
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else "system"


def shortcuts(request: HttpRequest | None) -> bool:
    """Whether single-key shortcuts work for this person; on unless switched off."""
    return not request or request.COOKIES.get("shortcuts") != "off"


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """POST `theme` and `shortcuts` ("on" or "off"): remember them, go back to `next`."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, allowed in (("theme", THEMES), ("shortcuts", ("on", "off"))):
        value = request.POST.get(name)
        if value is not None and value in allowed:
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
    return response
