"""The tenant's clock: business dates follow ``Tenant.as_of``; tokens and leases the real one."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from kernel.tenancy import here
from kernel.tenancy.models import Tenant
from kernel.tenancy.scope import require_scope


def tenant_date(tenant: Tenant, zone: str = "UTC") -> dt.date:
    """The tenant's business date in a time zone."""
    return tenant.as_of or dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()


def today() -> dt.date:
    """The business date of the open scope's tenant, in its workspace's zone."""
    return now().date()


def now() -> dt.datetime:
    """Business time: the real time of day on the tenant's date, in the workspace's zone."""
    scope = require_scope()
    tenant = Tenant.objects.get(pk=scope.tenant_id)
    zone = zoneinfo.ZoneInfo("UTC")
    if scope.workspace_id:
        zone = zoneinfo.ZoneInfo(here.workspace().timezone)
    real = dt.datetime.now(zone)
    if tenant.as_of is None:
        return real
    return real.replace(year=tenant.as_of.year, month=tenant.as_of.month, day=tenant.as_of.day)
