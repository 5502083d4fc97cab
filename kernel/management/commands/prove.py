"""Shows each analysis function's known answers beside what this build computes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kernel.core.proving import CaseProof, FunctionProof, results

WIDTH = 160


class Command(BaseCommand):
    help = "Run the oracles of analysis and shared statistics; exit 1 on any that does not hold."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "role", nargs="?", help="only this module, as cmo, or kernel for what modules share"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        proofs = results(role=options["role"])
        if not proofs:
            raise CommandError("No module has an analysis with oracles.")
        for proof in proofs:
            if options["verbosity"] > 0 or not proof.passed:
                self._show(proof)
        failed = [proof for proof in proofs if not proof.passed]
        cases = sum(len(proof.cases) for proof in proofs)
        self.stdout.write(f"{len(proofs)} functions, {cases} known answers, {len(failed)} at odds")
        if failed:
            named = ", ".join(f"{proof.package}.{proof.function}" for proof in failed)
            raise CommandError(f"Not proved: {named}", returncode=1)

    def _show(self, proof: FunctionProof) -> None:
        word = "ok " if proof.passed else "NOT"
        self.stdout.write(f"{word} {proof.package}.{proof.function}")
        for fault in proof.faults:
            self.stdout.write(f"      fault     {fault}")
        if proof.reason:
            self.stdout.write(f"      reason    {proof.reason}")
        for case in proof.cases:
            self._show_case(case)

    def _show_case(self, case: CaseProof) -> None:
        self.stdout.write(f"      expected  {_cut(case.expected)}  ± {case.tolerance:g}")
        self.stdout.write(f"      got       {_cut(_named(case.expected, case.got))}")
        self.stdout.write(f"      source    {case.source}")
        if case.fault:
            self.stdout.write(f"      fault     {case.fault}")


def _named(expected: Any, got: Any) -> Any:
    """Of what was got, the fields that the case expects."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return {key: _named(value, got[key]) for key, value in expected.items() if key in got}
    return got


def _cut(value: Any) -> str:
    text = str(value)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
