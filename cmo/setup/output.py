"""The answer of brand intake out of what was found and what is stored."""

from __future__ import annotations

from cmo.setup import sentences
from cmo.setup.contracts import BrandIntakeOutput, FieldLine, OfferLine, SegmentLine
from cmo.setup.found import Found, Value
from cmo.setup.ground import Ground
from cmo.setup.wording import LABELS
from kernel.core.facts import FactBook

MOST_UNPLACED = 24


def output_of(ground: Ground, book: FactBook) -> BrandIntakeOutput:
    """What was taken and what is asked; needs alone where there is nothing to write or to keep."""
    if ground.is_new and not ground.found:
        return BrandIntakeOutput(summary="", needs=sentences.needs(ground))
    found = ground.found
    return BrandIntakeOutput(
        summary=sentences.summary(ground, book),
        findings=sentences.kept(ground),
        profile=_profile(ground, found),
        segments=[
            SegmentLine(
                name=one.name,
                passage=one.passage,
                fields={name: as_items(value) for name, value in one.fields.items() if value},
                primary=one.primary,
            )
            for one in found.segments
        ],
        offers=[
            OfferLine(
                name=one.name,
                passage=one.passage,
                description=one.description,
                benefits=list(one.benefits),
                kind=one.kind,  # type: ignore[arg-type]
                pricing_model=one.pricing_model,  # type: ignore[arg-type]
                price_low=one.price_low,
                price_high=one.price_high,
                currency=one.currency,
                segment=one.segment,
                flagship=one.flagship,
            )
            for one in found.offers
        ],
        missing=list(ground.missing),
        unplaced=found.unplaced[:MOST_UNPLACED],
        questions=sentences.questions(ground, book),
    )


def as_items(value: Value) -> list[str]:
    """A text as a list of one, a list as it is."""
    return [value] if isinstance(value, str) else list(value)


def _profile(ground: Ground, found: Found) -> list[FieldLine]:
    return [
        FieldLine(
            field=name,
            label=LABELS[name],
            state=ground.state(name, found.profile[name]),  # type: ignore[arg-type]
            value=as_items(found.profile[name].value),
            passage=found.profile[name].passage,
        )
        for name in LABELS
        if name in found.profile
    ]
