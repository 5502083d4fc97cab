"""Oracles are run against the build, and what is unproved or unused is named."""

import contextlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kernel.core.proving import FunctionProof, results

NUMBERS = itertools.count()
HALF = {"inputs": {"x": 3}, "expected": 1.5, "tolerance": 1e-9, "source": "Arithmetic"}

Prove = Callable[..., dict[str, FunctionProof]]


@pytest.fixture
def prove(tmp_path: Path) -> Iterator[Prove]:
    """Writes a module of its own, and proves it."""
    role = f"oraclerole{next(NUMBERS)}"
    analysis = tmp_path / role / "analysis"
    (analysis / "oracles").mkdir(parents=True)
    (tmp_path / role / "__init__.py").write_text("")

    def run(
        source: str,
        oracles: dict[str, Any],
        caller: str | None = "from {role}.analysis import half\n\ndef run():\n    return half(2)\n",
        files: dict[str, str] | None = None,
    ) -> dict[str, FunctionProof]:
        (analysis / "__init__.py").write_text(dedent(source).format(role=role))
        for name, oracle in oracles.items():
            text = oracle if isinstance(oracle, str) else json.dumps(oracle)
            (analysis / "oracles" / f"{name}.json").write_text(text)
        written = dict(files or {})
        if caller is not None:
            written["functions/agent.py"] = caller
        for name, text in written.items():
            path = tmp_path / role / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text).format(role=role))
        return {proof.function: proof for proof in results([tmp_path])}

    sys.path.insert(0, str(tmp_path))
    yield run
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == role]:
        del sys.modules[name]


ONE = '__all__ = ["half"]\n\ndef half(x):\n    return x / 2\n'


def oracle(*cases: dict[str, Any], name: str = "half") -> dict[str, Any]:
    return {"function": name, "cases": list(cases)}


def test_a_function_with_a_known_answer_and_a_caller_is_proved(prove: Prove) -> None:
    proof = prove(ONE, {"half": oracle(HALF)})["half"]
    assert proof.passed
    assert (proof.cases[0].expected, proof.cases[0].got) == (1.5, 1.5)
    assert proof.callers[0].endswith("functions/agent.py")


def test_another_answer_is_a_fault_that_shows_both(prove: Prove) -> None:
    proof = prove(ONE, {"half": oracle({**HALF, "expected": 1.6})})["half"]
    assert not proof.passed
    assert "expected 1.6, got 1.5" in proof.cases[0].fault


def test_an_answer_within_its_tolerance_holds(prove: Prove) -> None:
    case = {**HALF, "expected": 1.6, "tolerance": 0.11}
    assert prove(ONE, {"half": oracle(case)})["half"].passed


def test_a_function_without_an_oracle_is_a_fault(prove: Prove) -> None:
    assert prove(ONE, {})["half"].faults == ("it has neither an oracle nor a stated reason",)


def test_an_oracle_without_cases_needs_a_reason(prove: Prove) -> None:
    assert not prove(ONE, {"half": oracle()})["half"].passed


def test_a_stated_reason_stands_for_known_answers(prove: Prove) -> None:
    told = {"function": "half", "reason": "It only orders what others computed."}
    assert prove(ONE, {"half": told})["half"].passed


def test_a_function_that_nothing_calls_is_a_fault(prove: Prove) -> None:
    proof = prove(ONE, {"half": oracle(HALF)}, caller=None)["half"]
    assert proof.faults == ("no agent function and no screen calls it",)


@pytest.mark.parametrize(
    "name", ["demo.py", "tests/test_half.py", "management/commands/half.py", "analysis/other.py"]
)
def test_tests_demo_and_the_analysis_itself_do_not_count_as_callers(
    prove: Prove, name: str
) -> None:
    calls = "from {role}.analysis import half\n\nhalf(2)\n"
    assert not prove(ONE, {"half": oracle(HALF)}, caller=None, files={name: calls})["half"].passed


def test_an_import_alone_is_no_call(prove: Prove) -> None:
    caller = "from {role}.analysis import half\n"
    assert not prove(ONE, {"half": oracle(HALF)}, caller=caller)["half"].passed


@pytest.mark.parametrize(
    "caller",
    [
        "from {role} import analysis\n\ndef run():\n    return analysis.half(2)\n",
        "import {role}.analysis.parts as parts\n\ndef run():\n    return parts.outer(2)\n",
        "from {role}.analysis.parts import outer as other\n\nVALUE = other(2)\n",
    ],
)
def test_a_call_is_followed_through_the_analysis(prove: Prove, caller: str) -> None:
    source = 'from {role}.analysis.parts import half\n\n__all__ = ["half"]\n'
    parts = """
        def half(x):
            return x / 2

        class Halves:
            def get(self, x):
                return half(x)

        def outer(x):
            return Halves().get(x)
        """
    files = {"analysis/parts.py": parts}
    assert prove(source, {"half": oracle(HALF)}, caller=caller, files=files)["half"].passed


def test_a_call_is_followed_through_the_modules_own_code_but_not_its_demo(prove: Prove) -> None:
    caller = "from {role}.reports import weekly\n\ndef run():\n    return weekly.write(2)\n"
    calls = "from {role}.analysis import half\n\ndef write(x):\n    return half(x)\n"
    through = {"reports/__init__.py": "", "reports/weekly.py": calls}
    assert prove(ONE, {"half": oracle(HALF)}, caller=caller, files=through)["half"].passed
    caller = "from {role}.demo import write\n\ndef run():\n    return write(2)\n"
    demo = {"reports/weekly.py": "", "demo.py": calls}
    assert not prove(ONE, {"half": oracle(HALF)}, caller=caller, files=demo)["half"].passed


def test_an_oracle_of_no_public_function_is_a_fault(prove: Prove) -> None:
    proofs = prove(ONE, {"half": oracle(HALF), "third": oracle(HALF, name="third")})
    assert proofs["third"].faults == ("its oracle names no public function",)


def test_a_name_that_does_not_exist_is_a_fault(prove: Prove) -> None:
    proofs = prove('__all__ = ["half", "gone"]\n\ndef half(x):\n    return x / 2\n', {})
    assert "__all__ names it, but it does not exist" in proofs["gone"].faults


@pytest.mark.parametrize("text", ["{", '{"function": "half", "cases": [{}]}', "[]"])
def test_an_oracle_that_cannot_be_read_is_a_fault(prove: Prove, text: str) -> None:
    (fault,) = prove(ONE, {"half": text})["half"].faults
    assert fault.startswith("its oracle cannot be read")


def test_a_case_without_a_source_is_a_fault(prove: Prove) -> None:
    assert not prove(ONE, {"half": oracle({**HALF, "source": " "})})["half"].passed


RESULT = """
    from dataclasses import dataclass
    from datetime import date

    __all__ = ["half"]

    class RefusedError(Exception):
        pass

    @dataclass(frozen=True)
    class Result:
        day: date
        parts: tuple[float, ...]
        odd: bool

    def half(x, day=None):
        if x is None:
            raise RefusedError
        return Result(day, (x / 2, x), bool(x % 2))
    """


def test_a_result_is_compared_by_the_fields_that_a_case_names(prove: Prove) -> None:
    inputs = {"x": 3, "day": {"$date": "2026-01-31"}}
    expected = {"day": "2026-01-31", "parts": [1.5, 3]}
    assert prove(RESULT, {"half": oracle({**HALF, "inputs": inputs, "expected": expected})})[
        "half"
    ].passed


@pytest.mark.parametrize(
    "expected", [{"parts": [1.5]}, {"gone": 1}, {"odd": 1.0}, {"parts": [1.5, "3"]}, 1.5, None]
)
def test_a_result_of_another_shape_is_a_fault(prove: Prove, expected: Any) -> None:
    assert not prove(RESULT, {"half": oracle({**HALF, "expected": expected})})["half"].passed


def test_a_refusal_can_be_the_known_answer(prove: Prove) -> None:
    case = {**HALF, "inputs": {"x": None}, "expected": {"$raises": "RefusedError"}}
    assert prove(RESULT, {"half": oracle(case)})["half"].passed


def test_an_unexpected_refusal_is_a_fault(prove: Prove) -> None:
    assert not prove(RESULT, {"half": oracle({**HALF, "inputs": {"x": None}})})["half"].passed


def test_not_a_number_is_never_a_known_answer(prove: Prove) -> None:
    source = '__all__ = ["half"]\n\ndef half(x):\n    return float("nan")\n'
    assert not prove(source, {"half": oracle({**HALF, "tolerance": 1e9})})["half"].passed


def test_the_command_shows_expected_beside_got_with_its_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with contextlib.suppress(CommandError):
        call_command("prove", "cmo")
    shown = capsys.readouterr().out
    assert "expected  {'a': {'conversions': 1, 'value': 900}" in shown
    assert "source    Attribution rules applied to one path by hand" in shown


def test_the_command_fails_where_an_answer_is_at_odds(
    prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    proofs = tuple(prove(ONE, {"half": oracle({**HALF, "expected": 9})}).values())
    monkeypatch.setattr("kernel.management.commands.prove.results", lambda **_: proofs)
    with pytest.raises(CommandError) as refusal:
        call_command("prove", verbosity=0)
    assert refusal.value.returncode == 1


def test_the_command_refuses_a_module_that_is_not_there() -> None:
    with pytest.raises(CommandError):
        call_command("prove", "nowhere")
