"""People of the cast, signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kernel.doors.where import PLACE


@pytest.fixture
def enter(cast: Any) -> Callable[..., Client]:
    """``enter("alice")``: a client in which that person is signed in, in a house."""

    def signed_in(name: str, tenant: Any = None, workspace: Any = None) -> Client:
        client = Client()
        client.force_login(getattr(cast, name))
        if tenant:
            session = client.session
            session[PLACE] = {
                "tenant": str(tenant),
                "workspace": str(workspace),
                "chosen": True,
            }
            session.save()
        return client

    return signed_in


@pytest.fixture
def admin(cast: Any) -> Any:
    """Bob, made an admin of Alder."""
    from kernel.tenancy import services

    with cast.scope(cast.alice):
        services.set_roles(cast.bob.pk, ["admin"])
    return cast.bob
