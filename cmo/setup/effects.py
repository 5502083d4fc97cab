"""What brand intake writes: profile, segments and offers as drafts, passages with the profile."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from cmo.models import BrandProfile, IcpSegment, Offer
from cmo.setup.contracts import BrandIntakeOutput, FieldLine, OfferLine, SegmentLine
from cmo.setup.found import LISTS, PROFILE_FIELDS, SEGMENT_LISTS, same
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, fill
from kernel.runs.drafts import untouched
from kernel.runs.filling import drafted_names, write_or_fill


def write(output: BrandIntakeOutput, facts: FactBook, currency: str) -> list[Entity]:
    """Everything that was found; what a person changed stays, and empty fields are filled."""
    entities = [_profile(output.profile, facts)] if output.profile else []
    entities += [_segment(line, alone=len(output.segments) == 1) for line in output.segments]
    entities += [_offer(line, currency) for line in output.offers]
    return [entity for entity in entities if entity is not None]


def _profile(lines: list[FieldLine], facts: FactBook) -> Entity | None:
    row = BrandProfile.objects.select_for_update(of=("self",)).first()
    found = {line.field: _value(line, facts) for line in lines}
    values = {name: found.get(name, [] if name in LISTS else "") for name in PROFILE_FIELDS}
    words = {line.field: line.passage for line in lines}
    if row is not None and not untouched(row):
        written, filled = write_or_fill(BrandProfile, row, find={}, values=values)
        if filled:
            row.passages = {**row.passages, **{name: words[name] for name in filled}}
            row.save(update_fields=["passages"])
        return written.entity()
    before = row.passages if row else {}
    written, _ = write_or_fill(
        BrandProfile, row, find={}, values={**values, "passages": {**before, **words}}
    )
    return written.entity()


def _value(line: FieldLine, facts: FactBook) -> Any:
    """The model's wording with its figures put in, where there is one; else what was found."""
    if line.field in LISTS:
        return [_filled(point, facts) for point in line.points] or list(line.value)
    return _filled(line.text, facts) if line.text else " ".join(line.value)


def _filled(text: str, facts: FactBook) -> str:
    return fill(text, facts, lambda fact: str(fact.value))


def _segment(line: SegmentLine, *, alone: bool) -> Entity | None:
    row = _named(IcpSegment, line.name)
    others = IcpSegment.objects.exclude(pk=row.pk) if row else IcpSegment.objects.all()
    first = line.primary or (alone and not others.exists())
    values: dict[str, Any] = {
        "description": " ".join(line.fields.get("description", [])),
        "company_size": " ".join(line.fields.get("company_size", [])),
        **{name: line.fields.get(name, []) for name in SEGMENT_LISTS},
        "is_primary": first and not others.filter(is_primary=True).exists(),
    }
    find = {"name": row.name if row else line.name}
    return write_or_fill(IcpSegment, row, find=find, values=values)[0].entity()


def _offer(line: OfferLine, currency: str) -> Entity | None:
    row = _named(Offer, line.name)
    others = Offer.objects.exclude(pk=row.pk) if row else Offer.objects.all()
    segment = _named(IcpSegment, line.segment) if line.segment else None
    values: dict[str, Any] = {
        "description": line.description,
        "benefits": line.benefits,
        "is_flagship": line.flagship and not others.filter(is_flagship=True).exists(),
        "segment_id": segment.pk if segment else None,
        "kind": line.kind or (row.kind if row else "product"),
        "pricing_model": line.pricing_model or (row.pricing_model if row else "one_time"),
        **_price(line, row, currency),
    }
    find = {"name": row.name if row else line.name}
    return write_or_fill(Offer, row, find=find, values=values)[0].entity()


def _price(line: OfferLine, row: Offer | None, currency: str) -> dict[str, Any]:
    """Both amounts and their currency together, so that no half of a price is of another one."""
    if line.currency:
        return {
            "price_low": line.price_low,
            "price_high": line.price_high,
            "currency": line.currency,
        }
    if row is not None:
        return {
            "price_low": row.price_low,
            "price_high": row.price_high,
            "currency": row.currency,
        }
    return {"price_low": None, "price_high": None, "currency": currency}


def _named(model: type[Any], name: str) -> Any:
    """The row of that name, or that went by it when an agent wrote it; None without one."""
    rows: list[Model] = list(model.objects.order_by("created_at"))
    found = [row for row in rows if same(row.name, name)]  # type: ignore[attr-defined]
    if not found:
        former = drafted_names(rows)
        found = [row for row in rows if same(former.get(row.pk, ""), name)]
    return found[0] if found else None
