"""The wall before a decision: no result counts whose health failed."""

from __future__ import annotations

from cro.judging.reading import cases
from cro.models import Experiment
from kernel.errors import ConflictError


def refuse_unsound(row: Experiment) -> None:
    """Raises ConflictError where a health check of the stored results failed."""
    for case in cases([row]):
        found = case.judgement
        if found is not None and not found.sound:
            raise ConflictError(
                f"A health check of “{row}” failed, so its result is withheld: record it as "
                "invalid, and test again once the cause is mended."
            )
