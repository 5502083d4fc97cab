"""What a view says about its door: who may come in, and who opens the transaction.

Without a mark a view needs a person and a tenant, and the middleware opens the scope around it.
Marks work on functions and on view classes (Django's and DRF's).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])

_ATTRIBUTE = "door_mark"
_HOLDERS = ("view_class", "cls", "model_admin", "admin_site")  # Django's, DRF's, the admin's


class Needs(StrEnum):
    """Whom a door wants to know before it opens."""

    NOBODY = "nobody"
    PERSON = "person"
    TENANT = "tenant"


@dataclass(frozen=True)
class Mark:
    """A door's terms. ``policy`` names a rate limit; None counts reads and writes by method."""

    needs: Needs = Needs.TENANT
    any_workspace: bool = False
    own_transactions: bool = False
    policy: str | None = None
    counted: bool = True


def _marking(**terms: Any) -> Callable[[V], V]:
    def mark(view: V) -> V:
        setattr(view, _ATTRIBUTE, replace(getattr(view, _ATTRIBUTE, Mark()), **terms))
        return view

    return mark


public = _marking(needs=Needs.NOBODY)
"""Anyone may call the view; the middleware opens nothing."""

for_person = _marking(needs=Needs.PERSON)
"""The view needs a person but no tenant; the middleware opens nothing."""

own_transactions = _marking(own_transactions=True)
"""The view opens short scopes itself with ``request.door.scope()``; nothing is open around it."""

any_workspace = _marking(any_workspace=True)
"""The view is about the tenant: where several workspaces could be meant, the first will do."""

uncounted = _marking(counted=False)
"""No rate limit: probes, and views that count for themselves."""


def limited(policy: str) -> Callable[[V], V]:
    """Count the view under a named policy of ``settings.RATE_LIMITS``."""
    return _marking(policy=policy)


def mark_of(view: Any) -> Mark:
    """The mark of a resolved view; the class or the admin behind it is asked too."""
    for holder in (view, *(getattr(view, name, None) for name in _HOLDERS)):
        if isinstance(found := getattr(holder, _ATTRIBUTE, None), Mark):
            return found
    return Mark()
