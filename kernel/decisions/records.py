"""Keeping a decision: a record, and a line in the audit trail."""

from __future__ import annotations

from kernel import audit
from kernel.decisions.models import Decision, DecisionRecord
from kernel.decisions.recommendation import Recommendation


def keep(row: Recommendation, decision: Decision | str, note: str = "") -> DecisionRecord:
    """Record what was decided on a recommendation, with the images of what changed."""
    changed = decision in (Decision.APPLIED, Decision.UNDONE)
    record = DecisionRecord.objects.create(
        module=row.manifest.id,
        table=row._meta.db_table,
        recommendation=row.pk,
        title=row.title,
        decision=decision,
        note=note,
        action_kind=row.action_kind,
        action_hash=row.action_hash,
        before=row.before if changed else [],
        after=row.after if changed else [],
        run_id=row.run_id,
    )
    audit.record(
        f"recommendation.{Decision(decision).value}",
        subject=row.pk,
        detail={
            "table": row._meta.db_table,
            "action": row.action_kind,
            "action_hash": row.action_hash,
            "note": note,
        },
    )
    return record
