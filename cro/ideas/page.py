"""What stands above the list of hypotheses: how many stand where, and the first of the queue."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from cro.models import Experiment, Hypothesis
from cro.models.experiment import ExperimentStatus
from cro.models.hypothesis import HypothesisStatus
from kernel.formats import Notation
from kernel.runs.drafts import untouched

FIRST = 5
HYPOTHESES = "/cro/hypotheses/"


def page(notes: Notation) -> dict[str, Any]:
    """Counts by status, and the ideas that score best, the queued ones first."""
    counted = dict(Hypothesis.objects.order_by().values_list("status").annotate(n=Count("pk")))
    if not counted:
        return {}
    rows = Hypothesis.objects.filter(
        status__in=(HypothesisStatus.QUEUED, HypothesisStatus.IDEA)
    ).select_related("segment", "metric")
    ordered = sorted(
        rows.order_by("-score", "title"), key=lambda row: row.status != HypothesisStatus.QUEUED
    )
    return {
        "states": [
            {
                "label": status.label,
                "count": notes.number(counted.get(status.value, 0)),
                "url": f"{HYPOTHESES}?status={status.value}",
            }
            for status in HypothesisStatus
        ],
        "first": _first(ordered[:FIRST], notes),
    }


def lede(above: dict[str, Any], notes: Notation) -> str:
    """How many wait, in a sentence."""
    if not above:
        return ""
    counts = {one["label"]: one["count"] for one in above["states"]}
    return (
        f"{counts['Idea']} ideas and {counts['Queued']} queued; {counts['Proven']} proven and "
        f"{counts['Disproven']} disproven so far."
    )


def statement(row: Hypothesis) -> str:
    """A hypothesis as one sentence, however its parts end."""
    because, believe, will = (
        part.strip().rstrip(".") for part in (row.because, row.we_believe, row.will)
    )
    return f"Because {because}, we believe {believe} will {will}."


def _first(rows: list[Hypothesis], notes: Notation) -> list[dict[str, Any]]:
    drafts = Experiment.objects.filter(hypothesis__in=rows, status=ExperimentStatus.DRAFT)
    newest = {one.hypothesis_id: one for one in drafts.reverse()}
    return [_row(row, newest.get(row.pk), notes) for row in rows]


def _row(row: Hypothesis, draft: Experiment | None, notes: Notation) -> dict[str, Any]:
    parts = [str(part) for part in (row.step, row.segment, row.metric) if part]
    return {
        "title": row.title,
        "url": f"{HYPOTHESES}{row.pk}/",
        "status": row.get_status_display(),
        "statement": statement(row),
        "about": ", ".join(parts),
        "score": notes.number(row.score, 1),
        "points": f"impact {row.impact}, confidence {row.confidence}, ease {row.ease}",
        "drafted": untouched(row),
        "draft": f"/cro/experiments/{draft.pk}/" if draft else "",
    }
