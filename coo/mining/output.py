"""The answer's structure from the ground and its facts."""

from __future__ import annotations

import datetime as dt

from coo.mining import sentences
from coo.mining.contracts import (
    ActivityPart,
    ArcPart,
    MiningFinding,
    MiningOutput,
    ProcessPart,
    VariantPart,
)
from coo.mining.ground import Flowing, Ground
from coo.mining.proposals import Found, found_in, proposals_of
from kernel.core.facts import FactBook

MOST_ARCS = 80
MOST_VARIANTS = 12


def output_of(ground: Ground, book: FactBook, today: dt.date) -> MiningOutput:
    """Everything in the built-in words."""
    found = found_in(ground)
    return MiningOutput(
        summary=sentences.summary(ground, book, found),
        findings=[_finding(one) for one in found],
        first=ground.window.first,
        last=ground.window.last,
        narrowed=ground.narrowed,
        processes=[_process(one, book) for one in ground.flows],
        proposals=proposals_of(found, today),
        defaults=sentences.defaults(ground),
        questions=sentences.questions(ground),
    )


def _finding(one: Found) -> MiningFinding:
    return MiningFinding(
        kind=one.kind,
        key=f"{one.kind}.{one.key}",
        title=sentences.title(one),
        text=sentences.text(one),
        severity=one.severity,
        subject=one.subject,
        facts=list(one.facts),
    )


def _process(one: Flowing, book: FactBook) -> ProcessPart:
    return ProcessPart(
        key=one.key,
        workflow=one.workflow,
        text=sentences.told(one, book),
        activities=[
            ActivityPart(key=one.step_key(a.name), name=a.name, count=a.count, first=a.first,
                         last=a.last)
            for a in one.flow.activities
        ],
        arcs=[
            ArcPart(source=arc.source, target=arc.target, count=arc.count,
                    wait=round(arc.median, 2))
            for arc in one.flow.arcs[:MOST_ARCS]
        ],
        variants=[
            VariantPart(activities=list(way.activities), cases=way.cases, share=way.share,
                        hours=None if way.hours is None else round(way.hours, 2))
            for way in one.ways[:MOST_VARIANTS]
        ],
        bottleneck=one.culprit.activity if one.culprit else "",
        refused=sentences.refusals(one),
    )  # fmt: skip
