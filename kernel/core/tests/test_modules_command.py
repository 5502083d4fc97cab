"""`modules list` and `modules check`, by person and as JSON."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kernel.core.tests.module_root import discovered, write_module
from kernel.management.commands import modules as command


def _call(*arguments: str) -> tuple[str, bool]:
    out = StringIO()
    try:
        call_command("modules", *arguments, stdout=out)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


def test_the_list_names_each_module_with_its_parts() -> None:
    said, ok = _call("list")
    assert ok
    assert "ai_cmo  2.0.0  AI CMO Module" in said
    assert "cmo-optimization-analyst" in said


def test_the_list_as_json_names_what_is_unavailable(tmp_path: Path) -> None:
    with discovered(write_module(tmp_path, "zlist", version="x")):
        said, _ = _call("list", "--json")
    answer = json.loads(said)
    assert "ai_cmo" in {module["id"] for module in answer["modules"]}
    assert "/version" in answer["unavailable"]["ai_zlist"]


@pytest.mark.django_db
def test_the_check_lists_disagreements_and_fails(tmp_path: Path) -> None:
    with discovered(write_module(tmp_path, "zcmd")):
        said, ok = _call("check", "--json")
    answer = json.loads(said)
    assert not ok
    assert not answer["ok"]
    assert answer["database"]
    ours = [item for item in answer["disagreements"] if item["module"] == "ai_zcmd"]
    assert {
        "module": "ai_zcmd",
        "where": "zcmd",
        "what": "is no app that Django has loaded",
    } in ours


@pytest.mark.django_db
def test_manifests_and_disk_agree() -> None:
    said, ok = _call("check")
    assert ok, said


@pytest.mark.django_db
def test_tables_without_walls_are_named_from_the_database() -> None:
    assert command._open_tables(["cmo_campaigns"]) == {}
    lacking = command._open_tables(["django_migrations", "no_such_table"])
    assert list(lacking) == ["django_migrations"]
    assert "not forced" in lacking["django_migrations"]


def test_without_a_database_the_check_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_reachable", lambda: False)
    said, _ = _call("check")
    assert "No database is reachable" in said
