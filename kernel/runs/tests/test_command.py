"""``run_kernel`` from a terminal."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kernel.runs import worker
from kernel.runs.models import AgentRun
from kernel.runs.tests.probing import row


def run(*arguments):
    out = StringIO()
    call_command("run_kernel", "ai_probe", *arguments, stdout=out)
    return out.getvalue()


def start(*arguments):
    return json.loads(
        run("setup", "--as", "charlie@example.com", "--wait", "0", "--json", *arguments)
    )


def test_it_starts_a_run_as_a_person(probe):
    result = start("--payload", '{"amounts": [1, 2]}')
    assert result["status"] == "queued"
    assert worker.work(result["run_id"])
    with probe.scope(probe.charlie):
        made = AgentRun.objects.get()
    assert (made.door, made.principal) == ("command", str(probe.charlie.pk))


def test_it_says_what_to_do_about_a_run_that_failed(probe, capsys):
    named = ("strategy", "--as", "charlie@example.com", "--key", "once", "--wait", "0")
    asked = (*named, "--payload", '{"how": "unbound"}')
    assert worker.work(json.loads(run(*asked, "--json"))["run_id"])
    with pytest.raises(SystemExit):
        call_command("run_kernel", "ai_probe", *asked)
    said = capsys.readouterr().out
    assert "probe-breaker failed (invalid_output)" in said
    assert "so it was held back. Try again;" in said


def test_it_reads_a_payload_from_a_file(probe, tmp_path):
    file = tmp_path / "payload.json"
    file.write_text('{"amounts": [5]}')
    start("--payload", f"@{file}")
    with probe.scope(probe.charlie):
        assert AgentRun.objects.get().input == {"amounts": [5]}


def test_it_names_the_workspaces_where_there_are_several(probe):
    with pytest.raises(CommandError, match="main, second"):
        run("setup", "--as", "alice@example.com")
    out = run("setup", "--as", "alice@example.com", "--workspace", "second", "--wait", "0")
    assert "probe-adder queued" in out


def test_it_tells_every_fault(probe):
    with pytest.raises(CommandError, match=r"invalid_payload[\s\S]*/amounts"):
        start("--payload", '{"amounts": "x"}')


@pytest.mark.parametrize("payload", ["[1]", "{", "@/no/such/file"])
def test_it_refuses_a_payload_that_is_none(probe, payload):
    with pytest.raises(CommandError, match="payload"):
        start("--payload", payload)


def test_it_refuses_who_is_not_known(probe):
    with pytest.raises(CommandError, match="no user"):
        run("setup", "--as", "ghost@example.com")


def test_it_refuses_the_wrong_role(probe):
    with pytest.raises(CommandError, match="role_not_allowed"):
        run("setup", "--as", "fay@example.com", "--workspace", "main", "--wait", "0")


def test_the_same_key_gives_the_same_run(probe):
    first = start("--payload", '{"amounts": [1]}', "--key", "k")
    again = start("--payload", '{"amounts": [1]}', "--key", "k")
    assert first["run_id"] == again["run_id"]


def test_it_ends_with_one_where_the_run_failed(probe, monkeypatch):
    monkeypatch.setattr(
        "kernel.management.commands.run_kernel.run_kernel",
        lambda *_, **__: failed,
    )
    from kernel.runs.result import result_of
    from kernel.runs.tests.probing import carry_out

    failed = result_of(row(probe, carry_out(probe, {"how": "conflict"}, "strategy").pk))
    with pytest.raises(SystemExit) as end:
        start()
    assert end.value.code == 1
