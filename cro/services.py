"""The course of an experiment: started, stopped, decided, reopened.

Each takes the experiment's row, locks it, writes it with its hypothesis in one transaction, and
answers it as it is then. What does not fit raises ConflictError, which says how to mend it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from cro.analysis.health import LATE_DAYS
from cro.judging.soundness import refuse_unsound
from cro.models import Experiment, Hypothesis
from cro.models.experiment import Decision, ExperimentStatus
from cro.models.hypothesis import HypothesisStatus
from cro.plans import fixed_plan
from kernel.errors import ConflictError
from kernel.resources import changes
from kernel.resources.violations import ViolationError
from kernel.tenancy import clock
from kernel.tenancy.models import User
from kernel.tenancy.scope import scope_user_id

SHOWN_BY = {
    Decision.SHIP: HypothesisStatus.PROVEN,
    Decision.HOLD: HypothesisStatus.IDEA,
    Decision.ROLLBACK: HypothesisStatus.DISPROVEN,
    Decision.INVALID: HypothesisStatus.QUEUED,
}
"""What a decision says about the hypothesis: an invalid test is to be run again."""


@transaction.atomic
def start_experiment(*, experiment: Experiment, starts_on: dt.date | None = None) -> Experiment:
    """Fix the plan and let it run, from `starts_on`, the planned day or today.

    Where results have come already nothing can be fixed before the start, and it runs without a
    fixed plan. Raises ConflictError where it is no draft, or its plan lacks something.
    """
    row = _locked(experiment, ExperimentStatus.DRAFT)
    came: dt.date | None = row.metrics.aggregate(first=Min("date"))["first"]
    first = starts_on or row.starts_on or came or clock.today()
    weeks = row.planned_weeks
    row.starts_on = first
    row.ends_on = first + dt.timedelta(days=7 * weeks - 1) if weeks else row.ends_on
    fixed = {} if came else {"plan": fixed_plan(row), "plan_fixed_at": clock.now()}
    _write(row, status=ExperimentStatus.RUNNING, **fixed)
    _say(row, HypothesisStatus.TESTING)
    return row


@transaction.atomic
def withdraw_experiment(*, experiment: Experiment) -> Experiment:
    """Take a start back: a draft again, whose plan is open.

    Raises ConflictError where results have come since its plan was fixed.
    """
    row = _locked(experiment, ExperimentStatus.RUNNING)
    _write(row, status=ExperimentStatus.DRAFT, plan={}, plan_fixed_at=None)
    _say(row, HypothesisStatus.QUEUED)
    return row


@transaction.atomic
def stop_experiment(*, experiment: Experiment, stopped_on: dt.date | None = None) -> Experiment:
    """Stop it on a day; its results are judged from then on.

    Where none is named it is today, or the newest day with results where these ended long before.
    """
    row = _locked(experiment, ExperimentStatus.RUNNING)
    _write(row, status=ExperimentStatus.STOPPED, stopped_on=stopped_on or _over_on(row))
    return row


@transaction.atomic
def resume_experiment(*, experiment: Experiment) -> Experiment:
    """Take a stop back: it runs on by the plan that was fixed."""
    row = _locked(experiment, ExperimentStatus.STOPPED)
    _write(row, status=ExperimentStatus.RUNNING, stopped_on=None)
    return row


@transaction.atomic
def decide(
    *, experiment: Experiment, decision: str, reason: str, by: User | None = None
) -> Experiment:
    """Decide on it, with the reason, by the scope's person; a running one is stopped.

    Raises ConflictError for a draft, for one that was decided, without a reason, and for any
    decision but `invalid` where a health check failed.
    """
    row = _locked(experiment, ExperimentStatus.RUNNING, ExperimentStatus.STOPPED)
    if decision not in Decision.values:
        raise ConflictError(f"Decide on one of: {', '.join(Decision.values)}.")
    if decision != Decision.INVALID:
        refuse_unsound(row)
    if not reason.strip():
        raise ConflictError("Say why: a decision keeps its reason.")
    _write(
        row,
        status=ExperimentStatus.DECIDED,
        stopped_on=row.stopped_on or _over_on(row),
        decision=decision,
        decision_reason=reason.strip(),
        decided_on=clock.today(),
        decided_by=by.pk if by else scope_user_id(),
    )
    _say(row, SHOWN_BY[Decision(decision)])
    return row


@transaction.atomic
def reopen(*, experiment: Experiment) -> Experiment:
    """Take a decision back: stopped, and nothing decided."""
    row = _locked(experiment, ExperimentStatus.DECIDED)
    _write(
        row,
        status=ExperimentStatus.STOPPED,
        decision="",
        decision_reason="",
        decided_on=None,
        decided_by=None,
    )
    _say(row, HypothesisStatus.TESTING)
    return row


def _over_on(row: Experiment) -> dt.date:
    """The day on which a running one is over."""
    today = clock.today()
    came = row.metrics.filter(date__lte=today).aggregate(last=Max("date"))
    last: dt.date | None = came["last"]
    return today if last is None or (today - last).days <= LATE_DAYS else last


def _locked(experiment: Experiment, *standing: ExperimentStatus) -> Experiment:
    row = changes.one(Experiment, experiment.pk, lock=True)
    if row.status not in standing:
        wanted = " or ".join(status.label.lower() for status in standing)
        raise ConflictError(
            f"“{row}” is {row.get_status_display().lower()}; that takes one that is {wanted}."
        )
    return row


def _write(row: Experiment, **values: Any) -> None:
    """The values, and the days that were set in hand."""
    stored = changes.one(Experiment, row.pk)
    before = changes.state(stored, [*{*values, "starts_on", "ends_on"}])
    for column in row._meta.concrete_fields:
        if column.name in values:
            setattr(row, column.attname, values[column.name])
    try:
        changes.save(row, before)
    except ViolationError as refusal:
        raise ConflictError(refusal.violation.detail) from refusal


def _say(row: Experiment, status: HypothesisStatus) -> None:
    if row.hypothesis_id is None:
        return
    hypothesis = changes.one(Hypothesis, row.hypothesis_id, lock=True)
    before = changes.state(hypothesis, ["status"])
    hypothesis.status = status
    changes.save(hypothesis, before)
