"""The known answers of the shared statistics hold in this build."""

import pytest

from kernel.core.manifest import REPOSITORY
from kernel.core.proving import CaseProof, results

CASES = [
    pytest.param(case, id=f"{proof.function}-{number}")
    for proof in results([REPOSITORY], "kernel")
    for number, case in enumerate(proof.cases)
]


@pytest.mark.parametrize("case", CASES)
def test_it_gives_the_known_answer(case: CaseProof) -> None:
    assert case.passed, f"{case.fault} ({case.source})"


def test_every_public_function_has_known_answers_and_a_caller_in_a_module() -> None:
    proofs = results([REPOSITORY], "kernel")
    assert proofs
    assert [proof.function for proof in proofs if proof.faults] == []
