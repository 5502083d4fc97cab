"""What the database itself knows of time: the tenant's clock, and ids in the order of time."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection

from kernel.tenancy import clock
from kernel.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def value(sql, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", arguments)
        return cursor.fetchone()[0]


def test_the_database_reads_the_tenants_clock_as_python_does(cast):
    with cast.scope():
        tenant = Tenant.objects.get(pk=cast.alder.tenant_id)
        found = value("business_now(%s, %s)", tenant.pk, cast.alder.workspace_id)
        assert abs(found - clock.now()) < dt.timedelta(minutes=1)


def test_an_id_of_a_moment_is_one_of_version_seven_in_the_order_of_time(db):
    moment = dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC)
    early, late = (
        value("uuid7_at(%s)", moment + dt.timedelta(microseconds=step)) for step in (0, 7)
    )
    assert isinstance(early, uuid.UUID)
    assert (early.version, early.variant) == (7, uuid.RFC_4122)
    assert early.int >> 80 == int(moment.timestamp() * 1000)
    assert early < late
