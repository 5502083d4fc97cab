"""Proposing: the same finding keeps one open row, and a rejected one stays quiet for a while."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from pydantic import BaseModel

from kernel.core.actions import action_for, action_hash
from kernel.core.contracts import Entity
from kernel.core.facts import Fact, references
from kernel.core.registry import module_of_role
from kernel.decisions import notifications
from kernel.decisions.models import NotificationKind
from kernel.decisions.recommendation import OPEN, Recommendation, RecommendationStatus, Severity
from kernel.decisions.records import keep
from kernel.errors import KernelUsageError
from kernel.runs.context import current_run
from kernel.tenancy import clock

R = TypeVar("R", bound=Recommendation)

SAME_FIGURE = 0.1
"""A headline without an interval counts as unchanged within this part of its value."""
TOLD_OF = (Severity.HIGH, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class Predicted:
    """What it would bring: the metric in words, the key of the fact that says how much, by when.

    ``exact`` figures are computed from what is stored; others have an interval.
    """

    metric: str
    fact: str
    due: dt.date
    exact: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "fact": self.fact,
            "due": self.due.isoformat(),
            "exact": self.exact,
        }


@dataclass(frozen=True, slots=True)
class Proposed(Generic[R]):
    """What became of a finding. ``quiet`` ones have the row whose decision keeps them so."""

    recommendation: R
    outcome: Literal["created", "updated", "quiet"]

    def entity(self) -> Entity | None:
        """The row as the run's effect; None where nothing was written."""
        if self.outcome == "quiet":
            return None
        row = self.recommendation
        return Entity(row._meta.db_table, row.pk, row.title, self.outcome)


def fingerprint_of(module: str, kind: str, subject: str) -> str:
    """The same for the same finding of any day: SHA-256 in hex of module, kind and subject."""
    return hashlib.sha256(f"{module}\n{kind}\n{subject}".encode()).hexdigest()


def propose(
    model: type[R],
    *,
    kind: str,
    subject: str,
    title: str,
    rationale: str,
    severity: str,
    evidence: Sequence[Fact],
    action_kind: str,
    action_args: Mapping[str, Any] | BaseModel,
    impact: float | None = None,
    currency: str = "",
    effort: int = 1,
    priority: float = 0,
    predicted: Predicted | None = None,
    expires_at: dt.datetime | None = None,
    due_on: dt.date | None = None,
    fingerprint: str | None = None,
) -> Proposed[R]:
    """Make or refresh the open recommendation of a finding, inside the run's transaction.

    ``evidence`` is in order of weight; its first fact is the headline, and every reference of the
    texts is among it. ``impact`` is money a month in minor units of ``currency``. Quiet is what
    was rejected or undone while the headline's value lies in the interval that it had then, and
    what was applied until its predicted day has come. Raises KernelUsageError for a reference
    without evidence, and what ``action_for`` and ``Action.parse`` raise.
    """
    module = _module_of(model)
    action = action_for(action_kind)
    args = action.parse(action_args)
    _hold_to_evidence(title, rationale, evidence, predicted)
    mark = fingerprint or fingerprint_of(module, kind, subject)
    values: dict[str, Any] = {
        "kind": kind,
        "subject": subject,
        "title": title,
        "rationale": rationale,
        "severity": Severity(severity),
        "impact": None if impact is None else round(impact),
        "currency": currency,
        "effort": effort,
        "priority": priority,
        "evidence": [fact.as_json() for fact in evidence],
        "action_kind": action_kind,
        "action_args": args.model_dump(mode="json"),
        "action_hash": action_hash(action_kind, args),
        "predicted": predicted.as_json() if predicted else None,
        "expires_at": expires_at,
        "due_on": due_on,
        "run_id": current_run.get(),
    }
    row = model.objects.select_for_update().filter(fingerprint=mark, status__in=OPEN).first()
    if row is not None and not row.is_expired:
        return Proposed(_refresh(row, values), "updated")
    if row is not None:
        _expire(row)
    if quiet := _quiet(model, mark, evidence[0]):
        return Proposed(quiet, "quiet")
    return _create(model, mark, values)


def _create(model: type[R], mark: str, values: dict[str, Any]) -> Proposed[R]:
    row = model(fingerprint=mark, **values)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Another run proposed it in this very moment.
        other = model.objects.select_for_update().filter(fingerprint=mark, status__in=OPEN).first()
        if other is None:
            raise
        return Proposed(_refresh(other, values), "updated")
    if row.severity in TOLD_OF:
        notifications.notify(
            NotificationKind.PROPOSAL,
            row.title,
            module=row.manifest.id,
            subject=f"{model._meta.db_table}:{row.pk}",
            body=row.rationale,
            severity=row.severity,
            facts=row.evidence,
            url=notifications.address_of(row),
        )
    return Proposed(row, "created")


def _refresh(row: R, values: dict[str, Any]) -> R:
    """Bring an open row up to the newest finding; another action voids a first approval."""
    if row.status == RecommendationStatus.APPROVED and row.action_hash != values["action_hash"]:
        row.status, row.approved_by_id = RecommendationStatus.PENDING, None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def _quiet(model: type[R], mark: str, headline: Fact) -> R | None:
    """The decision that keeps a finding quiet, if one does."""
    last = (
        model.objects.filter(fingerprint=mark, decided_at__isnull=False)
        .order_by("-decided_at")
        .first()
    )
    if last is None:
        return None
    if last.status == RecommendationStatus.APPLIED:
        due = dt.date.fromisoformat(last.predicted["due"]) if last.predicted else last.due_on
        return last if due is not None and clock.today() <= due else None
    if last.status in (RecommendationStatus.REJECTED, RecommendationStatus.UNDONE):
        return last if _unchanged(last.headline, headline) else None
    return None


def _unchanged(then: Fact, now: Fact) -> bool:
    """Whether a figure still lies in the interval that it had when it was decided on."""
    if not isinstance(then.value, int | float) or not isinstance(now.value, int | float):
        return then.value == now.value
    if then.interval is not None:
        return then.interval.low <= now.value <= then.interval.high
    return abs(now.value - then.value) <= SAME_FIGURE * abs(then.value)


def expire_overdue(model: type[Recommendation]) -> int:
    """Mark the open proposals whose time ran out; answers how many."""
    overdue = model.objects.filter(status__in=OPEN, expires_at__lte=timezone.now())
    rows = list(overdue.select_for_update())
    for row in rows:
        _expire(row)
    return len(rows)


def _expire(row: Recommendation) -> None:
    row.status = RecommendationStatus.EXPIRED
    row.save(update_fields=["status", "updated_at"])
    keep(row, "expired")


def _hold_to_evidence(
    title: str, rationale: str, evidence: Sequence[Fact], predicted: Predicted | None
) -> None:
    if not evidence:
        raise KernelUsageError("a recommendation has evidence")
    known = {fact.key for fact in evidence}
    wanted = {*references(title), *references(rationale), *([predicted.fact] if predicted else [])}
    if missing := sorted(wanted - known):
        raise KernelUsageError("not among the evidence: " + ", ".join(missing))


def _module_of(model: type[Recommendation]) -> str:
    return module_of_role(model._meta.app_label).id
