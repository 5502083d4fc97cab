"""Reading what is stored of brand, segments and offers, inside a read scope."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cmo.models import BrandProfile, IcpSegment, Offer
from cmo.setup.contracts import BrandIntakeInput
from cmo.setup.ground import Ground, Stored
from kernel.core.contracts import RunContext
from kernel.runs.drafts import untouched
from kernel.runs.filling import drafted_names


def read(ctx: RunContext, payload: BrandIntakeInput) -> Ground:
    """The stored profile, segments and offers beside what was handed over."""
    profile = BrandProfile.objects.first()
    segments, offers = list(IcpSegment.objects.all()), list(Offer.objects.all())
    former = drafted_names([*segments, *offers])
    return Ground(
        payload,
        company=str(ctx.workspace.tenant.name),
        currency=str(ctx.workspace.currency),
        profile=_stored(profile, {}) if profile else None,
        segments=tuple(_stored(row, former) for row in segments),
        offers=tuple(_stored(row, former) for row in offers),
    )


def _stored(row: Any, former: dict[UUID, str]) -> Stored:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    names = frozenset(filter(None, (row.name, former.get(row.pk))))
    return Stored(row.pk, values, touched=not untouched(row), names=names)
