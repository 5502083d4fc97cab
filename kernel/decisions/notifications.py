"""Telling people: one row a person, for those who may read the module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from kernel.core.contracts import Finding
from kernel.core.facts import FactBook, references
from kernel.decisions.models import Notification, NotificationKind, NotificationSeverity
from kernel.errors import TenantScopeError
from kernel.tenancy.access import Access
from kernel.tenancy.models import Membership, User, UserWorkspace
from kernel.tenancy.rows import WorkspaceRow
from kernel.tenancy.scope import require_scope


def notify(
    kind: NotificationKind | str,
    title: str,
    *,
    module: str,
    subject: str,
    body: str = "",
    url: str = "",
    severity: str = NotificationSeverity.LOW,
    facts: Sequence[dict[str, Any]] = (),
    users: Iterable[UUID] | None = None,
) -> int:
    """Tell the members who may read ``module`` in this workspace; answers how many.

    ``users`` narrows them. A person is told once of a kind and subject. Texts may refer to
    ``facts``, which are stored beside them. Joins the open transaction.
    """
    told = readers(module)
    if users is not None:
        told &= set(users)
    Notification.objects.bulk_create(
        [
            Notification(
                user_id=user,
                module=module,
                kind=NotificationKind(kind),
                severity=NotificationSeverity(severity),
                subject=subject[:200],
                title=title[:300],
                body=body,
                url=url[:300],
                facts=list(facts),
            )
            for user in sorted(told)
        ],
        ignore_conflicts=True,
    )
    return len(told)


def notify_findings(findings: Iterable[Finding], facts: FactBook, *, module: str, url: str) -> None:
    """A line a finding for those who read the module, once a subject; ``url`` is where to look."""
    for finding in findings:
        keys = dict.fromkeys([*finding.facts, *references(finding.text)])
        notify(
            NotificationKind.DATA,
            finding.title,
            module=module,
            subject=finding.subject,
            body=finding.text,
            severity=finding.severity,
            facts=[facts[key].as_json() for key in keys],
            url=url,
        )


def readers(module: str) -> set[UUID]:
    """The active members who may read a module and enter the open scope's workspace."""
    workspace = require_scope().workspace_id
    if workspace is None:
        raise TenantScopeError("People are told of a workspace, and none is open.")
    inside = set(
        UserWorkspace.objects.filter(workspace_id=workspace).values_list("user_id", flat=True)
    )
    found = {
        member.user_id
        for member in Membership.objects.all()
        if (member.all_workspaces or member.user_id in inside)
        and Access(
            frozenset(member.roles),
            frozenset(member.viewer_modules),
            member.all_workspaces,
            frozenset({module}),
        ).reads(module)
    }
    return set(User.objects.filter(pk__in=found, is_active=True).values_list("pk", flat=True))


def mine() -> QuerySet[Notification]:
    """The lines of the open scope's person, newest first; the database shows no others."""
    user = require_scope().user_id
    if user is None:
        return Notification.objects.none()
    return Notification.objects.filter(user_id=user).order_by("-created_at", "-id")


def unread_count() -> int:
    """How many of them are unread."""
    return mine().filter(read_at__isnull=True).count()


def mark_read(ids: Iterable[UUID] | None = None) -> int:
    """Mark some, or all, of one's lines as read; answers how many were not."""
    lines = mine().filter(read_at__isnull=True)
    if ids is not None:
        lines = lines.filter(pk__in=list(ids))
    return lines.order_by().update(read_at=timezone.now())


def address_of(row: WorkspaceRow) -> str:
    """The page of a module's row: ``/{role}/{resource}/{id}/``."""
    role = row._meta.app_label
    resource = row._meta.db_table.removeprefix(f"{role}_").replace("_", "-")
    return f"/{role}/{resource}/{row.pk}/"
