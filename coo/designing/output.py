"""The answer's structure from the ground and its facts."""

from __future__ import annotations

import datetime as dt

from coo.designing import sentences
from coo.designing.book import MOST_STEPS
from coo.designing.contracts import DesignOutput, DraftedVersion, WorkflowPart
from coo.designing.ground import Design, Ground
from coo.designing.proposals import findings_of, proposals_of
from kernel.core.facts import FactBook


def output_of(ground: Ground, book: FactBook, today: dt.date) -> DesignOutput:
    """Everything in the built-in words."""
    return DesignOutput(
        summary=sentences.summary(ground, book),
        findings=findings_of(ground, book),
        workflows=[_workflow(one, book) for one in ground.designs],
        proposals=proposals_of(ground, today),
        defaults=sentences.defaults(ground),
        questions=sentences.questions(ground),
    )


def _workflow(one: Design, book: FactBook) -> WorkflowPart:
    return WorkflowPart(
        key=one.key,
        name=one.name,
        version=one.version,
        text=sentences.text(one, book),
        path=[] if one.fault else [step.name for step in one.path[:MOST_STEPS]],
        draft=_draft(one) if sentences.writes(one) else None,
    )


def _draft(one: Design) -> DraftedVersion:
    draft = one.revised or one
    return DraftedVersion(
        version=draft.version,
        description=sentences.description(one),
        steps=[step.as_json() for step in draft.steps],
        sla_hours="" if draft.sla is None else format(draft.sla.normalize(), "f"),
    )
