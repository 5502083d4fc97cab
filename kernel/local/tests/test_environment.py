"""Which login a command gets, and that nothing is embedded once a database is named."""

import os
import subprocess
import sys

import pytest

from kernel.local import environment
from kernel.local.environment import Place, login_for, prepare
from kernel.local.server import CODE


@pytest.mark.parametrize(
    ("argv", "login"),
    [
        (["manage.py", "migrate"], "owner"),
        (["manage.py", "makemigrations", "--check"], "owner"),
        (["manage.py", "cmo_cron_metrics_watch", "--dry-run"], "service"),
        (["manage.py", "demo"], "app"),
        (["manage.py"], "app"),
        (["/venv/bin/celery", "-A", "ubigrowth", "worker", "-Q", "runs"], "app"),
        (["/venv/bin/celery", "-A", "ubigrowth", "worker", "-Q", "schedule"], "service"),
        (["/venv/lib/celery/__main__.py", "-A", "ubigrowth", "beat"], "service"),
        (["/venv/bin/gunicorn", "ubigrowth.wsgi"], "app"),
    ],
)
def test_the_command_decides_the_login(argv: list[str], login: str) -> None:
    assert login_for(argv, "app") == login


def test_a_login_that_was_named_stands_where_the_command_is_indifferent() -> None:
    assert login_for(["manage.py", "shell"], "service") == "service"
    assert login_for(["manage.py", "migrate"], "app") == "owner"


def test_with_a_database_named_nothing_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "place", Place())
    monkeypatch.setenv("UBIGROWTH_LOGIN", "app")
    before = dict(os.environ)
    prepare(["manage.py", "migrate"])
    assert environment.place.server is None
    assert dict(os.environ) == {**before, "UBIGROWTH_LOGIN": "owner"}


def test_a_process_of_the_stack_is_given_one_login() -> None:
    place = Place({"DATABASE_URL": "a", "DATABASE_OWNER_URL": "o", "SECRET_KEY": "s"})
    assert place.variables_for("owner") == {
        "DATABASE_OWNER_URL": "o",
        "SECRET_KEY": "s",
        "UBIGROWTH_LOGIN": "owner",
    }


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["-c", "import ubigrowth.wsgi"],
        ["-m", "celery", "-A", "ubigrowth", "worker"],
    ],
)
def test_every_entry_point_refuses_in_one_line(command: list[str]) -> None:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, *command],
        env={**bare, "DATABASE_OWNER_URL": "postgres://owner@localhost/ubigrowth"},
        cwd=CODE,
        capture_output=True,
        text=True,
        check=False,
    )
    variable = "DATABASE_SERVICE_URL" if "beat" in command else "DATABASE_URL"
    assert done.returncode == 1
    assert done.stderr.startswith(f"ubigrowth: {variable} is not set")
    assert done.stderr.count("\n") == 1
