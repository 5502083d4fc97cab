"""Deciding: approve (which applies at once), reject, snooze, and undo."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from kernel.core.actions import Images, action_hash
from kernel.decisions import notifications
from kernel.decisions.models import Decision, NotificationKind
from kernel.decisions.recommendation import (
    OPEN,
    Recommendation,
    RecommendationStatus,
    asked_by,
)
from kernel.decisions.records import keep
from kernel.errors import ConflictError, KernelError, NotFoundError
from kernel.tenancy.access import access
from kernel.tenancy.models import Tenant, User
from kernel.tenancy.scope import Kind, require_scope

R = TypeVar("R", bound=Recommendation)
NOTE_LENGTH = 2000


def approve(row: R, *, by: User | UUID | None = None, action_hash: str, note: str = "") -> R:
    """Approve exactly the action that was shown, and apply it in this transaction.

    Where the tenant wants a second person, the approval of the one who asked is kept as the
    first and nothing is applied yet. Raises KernelError: 409 ``already_decided`` or
    ``action_changed``, 410 ``expired``, 403 for who may not write the module, 404 for a row that
    is not of this workspace, and what the action itself refuses.
    """
    person = _decider(row, by)
    held = _locked(row)
    _must_be_open(held)
    _must_be_the_same(held, action_hash)
    if _needs_another(held, person):
        held.status = RecommendationStatus.APPROVED
        held.approved_by_id, held.snoozed_until = person, None
        held.save()
        keep(held, Decision.APPROVED, _short(note))
        return held
    action = held.action
    images = action.apply(action.parse(held.action_args))
    held.before, held.after = images.before, images.after
    _decide(held, RecommendationStatus.APPLIED, person, note)
    keep(held, Decision.APPLIED, held.decision_note)
    _tell(held, person, "Applied")
    return held


def reject(row: R, *, by: User | UUID | None = None, note: str = "") -> R:
    """Turn a proposal down; it stays quiet until its figure leaves the interval that it has."""
    person = _decider(row, by)
    held = _locked(row)
    _must_be_open(held)
    _decide(held, RecommendationStatus.REJECTED, person, note)
    keep(held, Decision.REJECTED, held.decision_note)
    _tell(held, person, "Rejected")
    return held


def undo(row: R, *, by: User | UUID | None = None, note: str = "") -> R:
    """Take back what was applied.

    Raises ConflictError ``already_decided`` where it is not applied, and ``undo_blocked`` listing
    the later work that depends on it.
    """
    person = _decider(row, by)
    held = _locked(row)
    if held.status != RecommendationStatus.APPLIED:
        raise ConflictError(
            f"It is {held.status_words}, so there is nothing to undo.",
            code="already_decided",
        )
    action = held.action
    try:
        action.undo(action.parse(held.action_args), Images(held.before, held.after))
    except ConflictError as error:
        raise ConflictError(error.detail, code="undo_blocked", errors=error.errors) from error
    _decide(held, RecommendationStatus.UNDONE, person, note)
    keep(held, Decision.UNDONE, held.decision_note)
    _tell(held, person, "Undone")
    return held


def snooze(row: R, *, until: dt.datetime, by: User | UUID | None = None, note: str = "") -> R:
    """Let a proposal wait until a time in the future; it expires no later for that."""
    if until <= timezone.now():
        raise KernelError("invalid_parameter", 400, "Snooze until a time that is yet to come.")
    _decider(row, by)
    held = _locked(row)
    _must_be_open(held)
    held.snoozed_until = until
    held.save(update_fields=["snoozed_until", "updated_at"])
    keep(held, Decision.SNOOZED, _short(note))
    return held


def _decider(row: Recommendation, by: User | UUID | None) -> UUID:
    """The person who decides: that of the open scope, who may write the module."""
    scope = require_scope()
    person = scope.user_id
    if scope.kind is not Kind.USER or person is None:
        raise KernelError("permission_denied", 403, "Only a member of the tenant decides.")
    named = by.pk if isinstance(by, User) else by
    if named is not None and named != person:
        raise KernelError("permission_denied", 403, "Nobody decides in another person's name.")
    access().require_write(row.manifest.id)
    return person


def _locked(row: R) -> R:
    held = type(row).objects.select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise NotFoundError("There is no such recommendation.")
    return held


def _must_be_open(row: Recommendation) -> None:
    if row.is_expired:
        raise KernelError("expired", 410, "The proposal has expired. Run the agent again.")
    if row.status not in OPEN:
        raise ConflictError(f"It is {row.status_words} already.", code="already_decided")


def _must_be_the_same(row: Recommendation, shown: str) -> None:
    """The hash that the person saw, the one stored, and that of the stored arguments are one."""
    if not shown == row.action_hash == action_hash(row.action_kind, row.action_args):
        raise ConflictError(code="action_changed")


def _needs_another(row: Recommendation, person: UUID) -> bool:
    """Whether this approval is the first of two; raises where the first gives it again."""
    if not Tenant.objects.get(pk=require_scope().tenant_id).second_approval:
        return False
    if row.status == RecommendationStatus.APPROVED:
        if row.approved_by_id == person:
            raise ConflictError(
                "You have approved it already; a second person follows.", code="already_decided"
            )
        return False
    # Who asked first still asked, although a schedule or a colleague has found the same since.
    return person in (asked_by(row), row.created_by_id)


def _decide(row: Recommendation, status: RecommendationStatus, person: UUID, note: str) -> None:
    row.status = status
    row.decided_by_id, row.decided_at = person, timezone.now()
    row.decision_note = _short(note)
    row.save()


def _short(note: str) -> str:
    return note.replace("\x00", "").strip()[:NOTE_LENGTH]


def _tell(row: Recommendation, person: UUID, word: str) -> None:
    """Tell who asked and who owns it, unless they decided themselves."""
    others = {asked_by(row), row.owner_id} - {None, person}
    notifications.notify(
        NotificationKind.DECISION,
        f"{word}: {row.title}",
        module=row.manifest.id,
        subject=f"{row.status}:{row.pk}",
        body=row.decision_note,
        facts=row.evidence,
        url=notifications.address_of(row),
        users=[user for user in others if user is not None],
    )
