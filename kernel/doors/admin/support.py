"""Being inside a tenant as staff: a grant with a reason, sixty minutes, audited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections
from django.http import HttpRequest

from kernel.doors.door import as_uuid
from kernel.tenancy.models import SupportGrant, User
from kernel.tenancy.scope import DATABASE, Kind, tenant_scope

OPENED = "support"  # session key: the tenant that was opened last


class NoGrantError(Exception):
    """The tenant is not open to this member of staff."""

    def __init__(self, tenant: UUID | None) -> None:
        self.tenant = tenant
        super().__init__("no live support grant")


def opened_tenant(request: HttpRequest) -> UUID | None:
    """The tenant that this session opened last; its grant may be over."""
    return as_uuid(request.session.get(OPENED))


@contextmanager
def support_scope(tenant: UUID, staff: User) -> Iterator[SupportGrant]:
    """The whole tenant, as support; raises NoGrantError without a live grant."""
    with tenant_scope(tenant, kind=Kind.SUPPORT, principal=staff.pk, wide=True):
        with connections[DATABASE].cursor() as cursor:
            cursor.execute("SELECT auth.tenant_id()")
            if cursor.fetchone() == (None,):
                raise NoGrantError(tenant)
        grant = SupportGrant.objects.filter(user=staff).latest("expires_at")
        yield grant
