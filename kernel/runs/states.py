"""The states of a run and the moves between them; the database holds the same table."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class RunStatus(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    AWAITING_APPROVAL = "awaiting_approval", "Awaiting approval"
    SUCCEEDED = "succeeded", "Succeeded"
    FAILED = "failed", "Failed"
    DEAD = "dead", "Dead"
    CANCELLED = "cancelled", "Cancelled"


_S = RunStatus

MOVES: Mapping[RunStatus, frozenset[RunStatus]] = {
    _S.QUEUED: frozenset({_S.RUNNING, _S.FAILED, _S.DEAD, _S.CANCELLED}),
    _S.RUNNING: frozenset(
        {_S.SUCCEEDED, _S.FAILED, _S.DEAD, _S.CANCELLED, _S.QUEUED, _S.AWAITING_APPROVAL}
    ),
    _S.AWAITING_APPROVAL: frozenset({_S.QUEUED}),
    _S.SUCCEEDED: frozenset(),
    _S.FAILED: frozenset(),
    _S.DEAD: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""running → queued: a lease was lost or an attempt broke off. failed is an answer, dead is none."""

FINISHED = frozenset(status for status, onward in MOVES.items() if not onward)
UNFINISHED = frozenset(RunStatus) - FINISHED


def may_move(before: str, after: str) -> bool:
    """Whether a run may go from one state to the other; staying is no move."""
    return RunStatus(after) in MOVES[RunStatus(before)]
