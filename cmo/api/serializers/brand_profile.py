"""Brand profiles as JSON."""

from __future__ import annotations

from cmo.models import BrandProfile
from kernel.resources.api import ResourceSerializer


class BrandProfileSerializer(ResourceSerializer):
    class Meta:
        model = BrandProfile
        fields = (
            "name",
            "tagline",
            "mission",
            "voice",
            "tone",
            "values",
            "website",
            "industry",
            "competitors",
            "value_proposition",
            "differentiators",
            "messaging_pillars",
            "passages",
        )
