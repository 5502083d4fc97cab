"""A fifth module in a root of its own: found, used and walled in, no other file touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from kernel.local import testing
from kernel.tenancy.testing import url_of

ROOT = Path(__file__).parent
NAME = "fifth"


@pytest.fixture(scope="module")
def house(django_db_setup):
    """A migrated database of its own, and the environment of a process that has the module."""
    from kernel.tenancy.testing import current_database

    name = f"{current_database()}_{NAME}"
    testing.clone(testing.migrated_template(lambda database: None), name)
    environment = {
        **os.environ,
        "UBIGROWTH_MODULE_ROOTS": str(ROOT),
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}",
    }
    if "?" in os.environ["DATABASE_URL"]:
        query = os.environ["DATABASE_URL"].partition("?")[2]
        environment["DATABASE_URL"] = (
            os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")[0] + f"/{name}?{query}"
        )
    owner = {**environment, "UBIGROWTH_LOGIN": "owner", "DATABASE_OWNER_URL": url_of("OWNER", name)}
    run(owner, "manage.py", "migrate", "-v0", "--skip-checks")
    yield environment, name
    testing.drop(name)


@pytest.fixture(scope="module")
def found(house):
    """What came of using it."""
    return json.loads(run(house[0], "tests/fifth/use.py").splitlines()[-1])


def run(environment, *arguments):
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**environment, "PYTHONPATH": str(settings.BASE_DIR)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_it_is_listed_beside_the_others(found):
    assert "ai_cto" in found["modules"]
    assert "ai_cmo" in found["modules"]


def test_manifest_and_disk_agree(found):
    assert "ai_cto: manifest and disk agree" in found["modules check"]


def test_its_dashboard_opens_empty_and_its_form_fills_a_row(found):
    assert "Nothing was down." in found["empty"]
    assert found["form 2026-01-10"] == 302
    assert "Shop" in found["list"]


def test_the_briefing_has_its_line(found):
    assert "Shop was down most." in found["briefing"]


def test_its_rows_are_read_through_the_api(found):
    assert {row["minutes"] for row in found["api"]["results"]} == {72}


def test_its_function_is_started_through_the_api_and_computes(found):
    assert found["started"] == 202
    run_ = found["run"]
    assert run_["status"] == "succeeded", run_
    facts = run_.get("facts") or run_["data"]["facts"]
    assert facts[0]["value"] == pytest.approx(1 - 144 / (31 * 1440))
    assert facts[0]["rows"][0]["total"] == 144


def test_the_walls_are_whole(found):
    assert "cto_outages" not in found["isolation_check"]


def test_without_its_policy_the_check_names_the_table(house):
    environment, name = house
    with psycopg.connect(url_of("OWNER", name), autocommit=True) as owner:
        owner.execute("DROP POLICY tenant_isolation ON cto_outages")
    done = subprocess.run(
        [sys.executable, "manage.py", "isolation_check"],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "cto_outages" in done.stdout + done.stderr


def test_no_other_file_knows_of_it():
    knowing = [
        path
        for folder in ("kernel", "cmo", "ubigrowth", "templates", "static", "registry")
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in (".py", ".html", ".css", ".js", ".json", ".sql")
        and "cto_outages" in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert knowing == []
