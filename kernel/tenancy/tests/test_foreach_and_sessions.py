"""Data migrations tenant by tenant, and sessions that a read table does not open."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from kernel.runs.models import AgentRun
from kernel.tenancy.sessions import SessionStore, hashed
from kernel.tenancy.testing import current_database, url_of

SCRIPT = """
import django
django.setup()
from django.db import connection
from kernel.runs.models import AgentRun
from kernel.tenancy.foreach import for_each_tenant
from kernel.tenancy.scope import require_scope
with connection.cursor() as cursor:
    cursor.execute("UPDATE agent_runs SET error = 'plain'")
    print("plain", cursor.rowcount)
print("each", sorted(for_each_tenant(lambda: AgentRun.objects.update(error="each")).values()))
"""


@pytest.mark.django_db(transaction=True)
def test_for_each_tenant_reaches_rows_that_a_plain_update_does_not(cast):
    for who in (cast.alice, cast.charlie):
        with cast.scope(who):
            AgentRun.objects.create(module="ai_cmo", agent="a")
    environment = {
        **os.environ,
        "UBIGROWTH_LOGIN": "owner",
        "DATABASE_OWNER_URL": url_of("OWNER", current_database()),
        "DJANGO_SETTINGS_MODULE": "ubigrowth.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["plain 0", "each [1, 1]"], done.stderr


@pytest.mark.django_db
def test_a_session_is_found_by_its_cookie_and_not_by_its_row(db):
    store = SessionStore()
    store["who"] = "alice"
    store.save()
    row = Session.objects.get()
    assert row.session_key == hashed(store.session_key)
    assert SessionStore(store.session_key)["who"] == "alice"
    assert SessionStore(row.session_key).get("who") is None
    store.delete()
    assert Session.objects.count() == 0


@pytest.mark.django_db
def test_a_session_key_can_be_cycled(db):
    store = SessionStore()
    store["who"] = "alice"
    store.save()
    old = store.session_key
    store.cycle_key()
    assert SessionStore(old).get("who") is None
    assert SessionStore(store.session_key)["who"] == "alice"
