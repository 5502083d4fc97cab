"""``/proof/``: known answers from outside, beside what this product computes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from kernel.core import proving
from kernel.core.proving import CaseProof, FunctionProof
from kernel.resources.rights import rights
from kernel.screens.people.settings import managers
from kernel.screens.shell import readable

SHARED = ("kernel", "Statistics that modules share")


@cache
def proofs() -> tuple[FunctionProof, ...]:
    """All oracles, run once a process: the code that they prove does not change under it."""
    return proving.results()


class Proof(View):
    """The analysis of the modules that the person may read, and the statistics it rests on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = [(manifest.role, manifest.title) for manifest in readable(rights(request))]
        modules = [_group(*one) for one in (*mine, SHARED) if mine]
        modules = [module for module in modules if module["functions"]]
        shown = [function for module in modules for function in module["functions"]]
        context = {
            "title": "Proof",
            "lede": _lede(shown),
            "modules": modules,
            "managers": "" if modules else managers(),
        }
        return render(request, "kernel/people/proof.html", context)


def _group(role: str, title: str) -> dict[str, Any]:
    """What one module proves, or the statistics that modules share."""
    functions = [_shown(proof) for proof in proofs() if proof.role == role]
    return {"role": role, "title": title, "functions": functions}


def _lede(shown: Iterable[dict[str, Any]]) -> str:
    """How many known answers stand beside how many functions, and how many are at odds."""
    functions = list(shown)
    cases = sum(len(function["cases"]) for function in functions)
    odd = sum(not function["passed"] for function in functions)
    noun = "function" if len(functions) == 1 else "functions"
    said = f"{cases} known answers from outside, {len(functions)} {noun}"
    if not functions:
        return "No module is open to you, so there is nothing to prove here."
    return f"{said}, {odd} at odds." if odd else f"{said}: all agree."


def _shown(proof: FunctionProof) -> dict[str, Any]:
    count = len(proof.cases)
    answers = "1 known answer" if count == 1 else f"{count} known answers"
    return {
        "name": proof.function.replace("_", " "),
        "code": f"{proof.package}.{proof.function}",
        "passed": proof.passed,
        "said": answers if count else "nobody outside knows",
        "reason": proof.reason,
        "faults": proof.faults,
        "callers": ", ".join(proof.callers),
        "cases": [_case(case) for case in proof.cases],
    }


def _case(case: CaseProof) -> dict[str, Any]:
    return {
        "inputs": _written(case.inputs),
        "expected": _answer(case.expected),
        "got": _answer(_named(case.got, case.expected)),
        "tolerance": f"{case.tolerance:g}",
        "source": case.source,
        "passed": case.passed,
        "fault": case.fault,
    }


def _named(got: Any, expected: Any) -> Any:
    """Of a result's fields those that the case names, so that the two stand side by side."""
    if isinstance(got, dict) and isinstance(expected, dict):
        return {key: _named(got[key], expected[key]) for key in expected if key in got}
    if isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        return [_named(mine, theirs) for mine, theirs in zip(got, expected, strict=True)]
    return got


def _answer(value: Any) -> str:
    """An answer as text; an error that is expected says so."""
    if isinstance(value, dict) and set(value) == {"$raises"}:
        return f"refused: {value['$raises']}"
    return _written(value)


def _written(value: Any) -> str:
    """ "successes: 19, trials: 38" for named values, else JSON."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_json(one)}" for key, one in value.items())
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
