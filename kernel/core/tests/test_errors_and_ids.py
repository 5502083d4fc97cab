"""Every refusal has a listed code; every id comes after the one before."""

from __future__ import annotations

import ast
import os
import pickle
import threading
import time
from pathlib import Path

import pytest

from kernel import ids
from kernel.core import registry
from kernel.core.manifest import REPOSITORY
from kernel.errors import (
    CODES,
    ConflictError,
    InvalidPayloadError,
    KernelError,
    NotFoundError,
    TenantScopeError,
)

RAISED = {"KernelError", "ConflictError", "NotFoundError"}


def _raised_codes() -> dict[str, str]:
    """Code literals given to the errors anywhere in the product, with their place."""
    folders = [REPOSITORY / "kernel", *(m.root / m.role for m in registry.get_all_modules())]
    found = {}
    for file in (file for folder in folders for file in sorted(folder.rglob("*.py"))):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
                given = [k.value for k in node.keywords if k.arg == "code"]
                if getattr(node.func, "id", "") == "KernelError":
                    given += node.args[:1]
                for value in given:
                    if isinstance(value, ast.Constant):
                        found[str(value.value)] = f"{file.name}:{node.lineno}"
    return found


def test_every_raised_code_is_listed() -> None:
    unlisted = {code: place for code, place in _raised_codes().items() if code not in CODES}
    assert unlisted == {}


def test_an_unlisted_code_cannot_be_raised() -> None:
    with pytest.raises(LookupError):
        KernelError("no_such_code")


def test_every_code_has_a_status_a_title_and_a_remedy() -> None:
    for code, (status, title, remedy) in CODES.items():
        assert code == code.lower().replace("-", "_")
        assert 400 <= status <= 504
        assert title
        assert remedy.endswith(".")


def test_a_problem_says_what_to_change() -> None:
    error = KernelError(
        "rate_limited",
        detail="Wait 5 s.",
        errors=[{"pointer": "/a", "code": "x", "detail": "y"}],
        headers={"Retry-After": "5"},
    )
    assert error.as_problem(request_id="r1") == {
        "type": "urn:ubigrowth:error:rate_limited",
        "title": "Too many requests",
        "status": 429,
        "code": "rate_limited",
        "detail": "Wait 5 s.",
        "request_id": "r1",
        "errors": [{"pointer": "/a", "code": "x", "detail": "y"}],
    }
    assert error.headers == {"Retry-After": "5"}


@pytest.mark.parametrize(
    "error",
    [
        TenantScopeError(),
        InvalidPayloadError(errors=[{"pointer": "/a", "code": "x", "detail": "y"}]),
        NotFoundError("gone"),
        ConflictError("changed", code="undo_blocked"),
        KernelError("unknown_mode", 404, "none", headers={"A": "b"}),
    ],
)
def test_an_error_survives_the_way_between_processes(error: KernelError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.as_problem() == error.as_problem()
    assert (again.headers, str(again)) == (error.headers, str(error))


def test_ids_are_of_version_7_and_ordered() -> None:
    made = [ids.uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert abs((made[-1].int >> 80) - time.time_ns() // 1_000_000) < 5_000


def test_ids_go_on_when_the_clock_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids.uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    later = [ids.uuid7() for _ in range(100)]
    assert [first, *later] == sorted([first, *later])


def test_ids_go_on_when_the_counter_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids.uuid7()
    monkeypatch.setattr(ids, "_counter", ids._COUNTER_LIMIT - 2)
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    later = [ids.uuid7() for _ in range(5)]
    assert [before, *later] == sorted([before, *later])


def test_threads_make_different_ids() -> None:
    made: list[object] = []
    threads = [
        threading.Thread(target=lambda: made.extend(ids.uuid7() for _ in range(2_000)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


def test_a_forked_child_makes_ids_of_its_own(tmp_path: Path) -> None:
    ids.uuid7()
    child = os.fork()
    if child == 0:
        (tmp_path / "ids").write_text("\n".join(str(ids.uuid7()) for _ in range(1_000)))
        os._exit(0)
    ours = {str(ids.uuid7()) for _ in range(1_000)}
    assert os.waitpid(child, 0)[1] == 0
    assert ours.isdisjoint((tmp_path / "ids").read_text().split())
