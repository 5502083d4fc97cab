"""Runs all oracles: known answers, from outside, of analysis functions and shared statistics.

An oracle is ``{role}/analysis/oracles/<function>.json``, or of the statistics that modules share
``kernel/statistics/oracles/<function>.json``::

    {"function": name, "cases": [{"inputs": {…}, "expected": …, "tolerance": 0, "source": "…"}]}

or ``{"function": name, "reason": "why nobody outside can know its answer"}``. Inputs are keyword
arguments. ``{"$date": "2026-01-31"}`` stands for a day and ``{"$call": "rows.Window", "args": […],
"kwargs": {…}}`` for a value that the analysis package itself makes, or with its whole name
(``kernel.statistics.values.Interval``) the shared statistics. Expected is a value (a result's
fields by name, of which a case may name only some), or ``{"$raises": "NameOfTheError"}``.
"""

from __future__ import annotations

import importlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

from kernel.core import registry
from kernel.core.callers import callers_of

SHARED = Path("kernel/statistics")


@dataclass(frozen=True, slots=True)
class CaseProof:
    """One known answer beside what this build computes."""

    inputs: Mapping[str, Any]
    expected: Any
    got: Any
    tolerance: float
    source: str
    fault: str = ""

    @property
    def passed(self) -> bool:
        return not self.fault


@dataclass(frozen=True, slots=True)
class FunctionProof:
    """A public function: its cases, or why it has none, who calls it, what is wrong.

    ``package`` is the one that names it: ``cmo.analysis``, ``kernel.statistics``.
    """

    package: str
    function: str
    cases: tuple[CaseProof, ...]
    reason: str
    callers: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def role(self) -> str:
        """The module that it belongs to; ``kernel`` for what modules share."""
        return self.package.partition(".")[0]

    @property
    def passed(self) -> bool:
        return not self.faults and all(case.passed for case in self.cases)


def results(
    roots: Iterable[Path] | None = None, role: str | None = None
) -> tuple[FunctionProof, ...]:
    """Every public function of every module root, proved now; by package and name.

    With ``role`` those of one module alone, or of ``kernel`` for what modules share.
    """
    found = registry.current().roots if roots is None else tuple(roots)
    folders = sorted(path.parent for root in found for path in root.glob("*/analysis/oracles"))
    shared = [root / SHARED for root in found if (root / SHARED / "oracles").is_dir()]
    asked = [
        folder
        for folder in (*folders, *shared)
        if role in (None, "kernel" if folder in shared else folder.parent.name)
    ]
    return tuple(proof for folder in asked for proof in _package(folder, folders))


def _package(folder: Path, analyses: Sequence[Path]) -> list[FunctionProof]:
    """What one package proves. Its own module calls an analysis, any module what they share."""
    named = f"{folder.parent.name}.{folder.name}"
    package = importlib.import_module(named)
    public = sorted(name for name in package.__all__ if _is_function(package, name))
    modules = [folder.parent] if folder in analyses else [one.parent for one in analyses]
    callers = callers_of(folder, public, modules)
    proofs = [
        _function(package, name, folder / "oracles" / f"{name}.json", callers[name])
        for name in public
    ]
    strays = sorted(path.stem for path in (folder / "oracles").glob("*.json"))
    proofs += [
        FunctionProof(named, name, (), "", (), ("its oracle names no public function",))
        for name in strays
        if name not in public
    ]
    return proofs


def _is_function(package: ModuleType, name: str) -> bool:
    value = getattr(package, name, None)
    return value is None or (callable(value) and not isinstance(value, type))


def _function(
    package: ModuleType, name: str, oracle: Path, callers: tuple[str, ...]
) -> FunctionProof:
    faults = [] if callers else ["no agent function and no screen calls it"]
    cases: tuple[CaseProof, ...] = ()
    reason = ""
    if not hasattr(package, name):
        faults.append("__all__ names it, but it does not exist")
    elif not oracle.is_file():
        faults.append("it has neither an oracle nor a stated reason")
    else:
        try:
            told = json.loads(oracle.read_text(encoding="utf-8"))
            reason = str(told.get("reason", ""))
            cases = tuple(_case(package, name, case) for case in told.get("cases", ()))
            if told.get("function") != name:
                faults.append(f"its oracle is about {told.get('function')!r}")
            if not cases and not reason:
                faults.append("its oracle has neither a case nor a reason")
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            faults.append(f"its oracle cannot be read: {error!r}")
    return FunctionProof(package.__name__, name, cases, reason, callers, tuple(faults))


def _case(package: ModuleType, name: str, case: Mapping[str, Any]) -> CaseProof:
    expected, tolerance = case["expected"], float(case["tolerance"])
    inputs = {key: _built(package, value) for key, value in case["inputs"].items()}
    got: Any
    try:
        got = _plain(getattr(package, name)(**inputs))
    except Exception as error:  # whatever it raises is the answer that the case is held against
        got = {"$raises": type(error).__name__}
    fault = _difference(expected, got, tolerance, "result")
    if not str(case["source"]).strip():
        fault = "the case names no source"
    return CaseProof(case["inputs"], expected, got, tolerance, case["source"], fault)


def _built(package: ModuleType, value: Any) -> Any:
    if isinstance(value, list):
        return [_built(package, item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$date" in value:
        return date.fromisoformat(value["$date"])
    if "$call" in value:
        target = _target(package, value["$call"])
        args = _built(package, value.get("args", []))
        return target(*args, **_built(package, value.get("kwargs", {})))
    return {key: _built(package, item) for key, item in value.items()}


def _target(package: ModuleType, name: str) -> Any:
    """What ``$call`` names: below the package, or by its whole name in the shared statistics."""
    shared = f"{'.'.join(SHARED.parts)}."
    home = shared.rstrip(".") if name.startswith(shared) else package.__name__
    module, _, path = name.removeprefix(shared).partition(".")
    target: Any = importlib.import_module(f"{home}.{module}")
    for part in path.split("."):
        target = getattr(target, part)
    return target


def _plain(value: Any) -> Any:
    """Dataclasses as mappings, arrays and tuples as lists, days as text, spans as seconds."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, date) else value


def _difference(expected: Any, got: Any, tolerance: float, where: str) -> str:
    """The first difference in words, or nothing."""
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return f"{where}: expected fields, got {got!r}"
        for key, value in expected.items():
            if key not in got:
                return f"{where}: has no {key}; got {got!r}"
            if fault := _difference(value, got[key], tolerance, f"{where}.{key}"):
                return fault
        return ""
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        if not isinstance(got, list) or len(got) != len(expected):
            return f"{where}: expected {len(expected)} values, got {got!r}"
        pairs = enumerate(zip(expected, got, strict=True))
        faults = (_difference(a, b, tolerance, f"{where}[{i}]") for i, (a, b) in pairs)
        return next((fault for fault in faults if fault), "")
    if _is_number(expected) and _is_number(got):
        near = math.isfinite(got) and abs(got - expected) <= tolerance
        return "" if near else f"{where}: expected {expected}, got {got}, tolerance {tolerance}"
    same = expected == got and isinstance(expected, bool) == isinstance(got, bool)
    return "" if same else f"{where}: expected {expected!r}, got {got!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
