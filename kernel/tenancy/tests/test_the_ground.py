"""The test database itself: the app login, the cast, real walls."""

import pytest
from django.db import connection

from kernel.runs.models import AgentRun
from kernel.tenancy import checks

pytestmark = pytest.mark.django_db


def test_it_connects_as_the_app_login(cast):
    assert checks.refusals() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == ("ubigrowth_app_login",)


def test_alice_reads_her_own_tenant(cast):
    with cast.scope():
        AgentRun.objects.create(module="ai_cmo", agent="a")
        assert AgentRun.objects.count() == 1
    with cast.scope(cast.charlie):
        assert AgentRun.objects.count() == 0
