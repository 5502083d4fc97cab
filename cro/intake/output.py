"""The answer's structure from the ground and its facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cro.intake import sentences
from cro.intake.contracts import (
    IntakeFinding,
    IntakeOutput,
    MetricPart,
    SegmentPart,
    StepPart,
)
from cro.intake.ground import Ground
from cro.intake.proposals import proposals_of
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


def output_of(ground: Ground, book: FactBook, today: date) -> IntakeOutput:
    """Everything in the built-in words."""
    return IntakeOutput(
        summary=sentences.summary(ground, book),
        findings=list(_findings(ground)),
        questions=sentences.questions(ground),
        steps=[
            StepPart(
                key=one.key, step=one.base.step, segment=one.base.segment,
                facts=_keys(book, one.key),
            )
            for one in ground.bases
        ],
        metrics=list(_metrics(ground, book)),
        segments=list(_segments(ground, book)),
        proposals=proposals_of(ground, today),
        defaults=sentences.defaults(ground),
    )  # fmt: skip


def _metrics(ground: Ground, book: FactBook) -> Iterator[MetricPart]:
    keys = {one.metric.id: one.key for one in ground.metric_bases}
    for stored in ground.metrics:
        key = keys.get(stored.id, "")
        yield MetricPart(
            key=key or fact_key("metric", stored.name),
            name=stored.name,
            kind=stored.kind,
            unit=stored.unit,
            currency=stored.currency,
            better=stored.better,
            margin="" if stored.margin is None else str(stored.margin),
            facts=_keys(book, key) if key else [],
        )
    for said in ground.new_metrics:
        yield MetricPart(
            key=fact_key("metric", said.name),
            name=said.name,
            kind=said.kind,
            unit=said.unit,
            currency=said.currency,
            better=said.better,
            margin="" if said.margin is None else str(said.margin),
            drafted=True,
        )


def _segments(ground: Ground, book: FactBook) -> Iterator[SegmentPart]:
    keys = {one.segment.id: one.key for one in ground.shares}
    for stored in ground.segments:
        key = keys.get(stored.id, "")
        yield SegmentPart(
            key=key or fact_key("segment", stored.name),
            name=stored.name,
            definition=stored.definition,
            facts=_keys(book, key) if key else [],
        )
    for said in ground.new_segments:
        yield SegmentPart(
            key=fact_key("segment", said.name),
            name=said.name,
            definition=said.definition,
            drafted=True,
        )


def _findings(ground: Ground) -> Iterator[IntakeFinding]:
    if ground.late_days:
        yield IntakeFinding(
            kind="late", key="period", title="The step counts are late", text=sentences.late(),
            severity="medium", subject="late", facts=["period.last", "period.late"],
        )  # fmt: skip
    for gap in ground.gaps:
        yield IntakeFinding(
            kind="gap", key=gap.key, title=f"Days of “{gap.step}” are missing",
            text=sentences.days_missing(gap), severity="medium", subject=f"gap:{gap.step}",
            facts=[f"{gap.key}.missing"],
        )  # fmt: skip
    for share in ground.shares:
        if share.differs:
            yield IntakeFinding(
                kind="share", key=share.key,
                title=f"{share.segment.name} has another share of the traffic",
                text=sentences.share_differs(share), severity="low",
                subject=f"share:{share.segment.name}", facts=[f"{share.key}.share"],
            )  # fmt: skip


def _keys(book: FactBook, start: str) -> list[str]:
    """The keys of the facts that begin so."""
    return [one.key for one in book if one.key.startswith(f"{start}.")]
