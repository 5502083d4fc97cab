"""The known answers of the marketing analysis hold in this build."""

import pytest

from kernel.core.manifest import REPOSITORY
from kernel.core.proving import CaseProof, results

CASES = [
    pytest.param(case, id=f"{proof.function}-{number}")
    for proof in results([REPOSITORY], "cmo")
    for number, case in enumerate(proof.cases)
]


@pytest.mark.parametrize("case", CASES)
def test_it_gives_the_known_answer(case: CaseProof) -> None:
    assert case.passed, f"{case.fault} ({case.source})"


def test_every_public_function_has_known_answers_or_says_why_not() -> None:
    proofs = results([REPOSITORY], "cmo")
    assert [proof.function for proof in proofs if not (proof.cases or proof.reason)] == []
